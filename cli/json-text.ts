/** What JSON lets stand as it is, and a terminal might not: control and format characters, line and paragraph separators. */
const unprintable = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A document as indented JSON that does nothing to a terminal, with a final newline. */
export const jsonText = (document: object): string =>
  `${JSON.stringify(document, null, 2).replace(unprintable, escaped)}\n`;

const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
