/** Control, format (bidi overrides, zero-width and soft hyphens) and unpaired surrogate characters, line and paragraph separators. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const shortForms: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * Text that does nothing but stand there: whatever drives a terminal, turns the direction of writing or cannot be seen
 * is written out, as `\x1b` or `\u202e`.
 *
 * Names, messages and descriptions come from manifests of others; each passes through here before it is shown.
 */
export const printable = (text: string): string => text.replace(unprintable, written);

function written(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code > 0xffff) return `\\u{${digits}}`;
  return shortForms[character] ?? (code < 0x100 ? `\\x${digits.padStart(2, "0")}` : `\\u${digits.padStart(4, "0")}`);
}
