/** Text as Go's `url.QueryEscape` writes it: as encodeURIComponent does, but with a `+` for a space and `!'()*` escaped. */
export const queryEscape = (text: string): string =>
  encodeURIComponent(wellFormed(text))
    .replace(/%20/g, "+")
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** A half of a surrogate pair has no UTF-8. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
