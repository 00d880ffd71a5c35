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
