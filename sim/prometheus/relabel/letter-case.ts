/**
 * Each character in lower case, where that is one character.
 *
 * Source: go1.26 strings.ToLower, which maps character by character; letters younger than Unicode 15 stay as they are there.
 */
export const toSimpleLower = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : mapped(text, (letter) => (letter === "İ" ? "i" : letter.toLowerCase()));

/** Each character in upper case, where that is one character. Source: go1.26 strings.ToUpper */
export const toSimpleUpper = (text: string): string =>
  isAscii(text) ? text.toUpperCase() : mapped(text, (letter) => withIota(letter) ?? letter.toUpperCase());

const isAscii = (text: string): boolean => /^[\0-\x7F]*$/.test(text);

function mapped(text: string, change: (letter: string) => string): string {
  let result = "";
  for (const letter of text) {
    const changed = change(letter);
    result += [...changed].length === 1 ? changed : letter;
  }
  return result;
}

/** Greek vowels with an iota below have a capital of one character beside the one of two that JavaScript gives. */
function withIota(letter: string): string | undefined {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x1f80 && code <= 0x1faf && (code & 8) === 0) return String.fromCodePoint(code + 8);
  return [0x1fb3, 0x1fc3, 0x1ff3].includes(code) ? String.fromCodePoint(code + 9) : undefined;
}
