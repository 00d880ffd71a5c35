/** What a piece of text is; how that looks is the terminal's business. */
export type Format = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Gives text a look, or leaves it as it is. It does not change the text's width. */
export type Style = (format: Format, text: string) => string;

/** No colours: for files, pipes and terminals that ask for none. */
export const plain: Style = (_format, text) => text;
