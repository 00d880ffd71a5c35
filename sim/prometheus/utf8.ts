/** The bytes of one code point in UTF-8; U+DC80–U+DCFF stand for bytes that are none. */
export function utf8OfCode(code: number): readonly number[] {
  if (code < 0x80) return [code];
  if (code >= 0xdc80 && code <= 0xdcff) return [code - 0xdc00];
  const following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  const first = ([0, 0xc0, 0xe0, 0xf0][following] ?? 0) | (code >> (6 * following));
  return [first, ...Array.from({ length: following }, (_, at) => 0x80 | ((code >> (6 * (following - 1 - at))) & 0x3f))];
}

/** The bytes of a text in UTF-8. */
export function utf8Bytes(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) bytes.push(...utf8OfCode(character.codePointAt(0) ?? 0));
  return bytes;
}

/** How many bytes a text has in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80 || (code >= 0xdc80 && code <= 0xdcff && !isLeading(text.charCodeAt(at - 1)))) continue;
    length += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return length;
}

/** The first half of a character of two code units. */
const isLeading = (code: number): boolean => code >= 0xd800 && code < 0xdc00;

/** Bytes read as UTF-8, each that does not belong kept as one of U+DC80–U+DCFF. */
export function textOfBytes(bytes: ArrayLike<number>): string {
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) text += String.fromCharCode(0xdc00 + bytes[at]!);
    else text += String.fromCodePoint(decoded(bytes, at, length));
    at += Math.max(1, length);
  }
  return text;
}

const decoded = (bytes: ArrayLike<number>, at: number, length: number): number => {
  let code = length === 1 ? bytes[at]! : bytes[at]! & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) code = (code << 6) | (bytes[at + i]! & 0x3f);
  return code;
};

const smallestOfLength = [0, 0, 0x80, 0x800, 0x10000];

/** How many bytes the character at this place has; 0 when they are no UTF-8. */
function sequenceLength(bytes: ArrayLike<number>, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;
  if (length === 0 || first > 0xf4 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const code = decoded(bytes, at, length);
  const isSurrogate = code >= 0xd800 && code < 0xe000;
  return code < smallestOfLength[length]! || code > 0x10ffff || isSurrogate ? 0 : length;
}
