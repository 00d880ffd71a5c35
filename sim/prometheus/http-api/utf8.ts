/** How many bytes a text has in UTF-8. */
export const utf8Length = (text: string): number =>
  [...text].reduce((length, character) => length + bytesOf(character.codePointAt(0) ?? 0), 0);

const bytesOf = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
