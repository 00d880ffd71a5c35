import { printable } from "../printable.ts";

/** Markup that may go into a page as it stands. Only `html` and `raw` make it. */
export type Markup = { readonly markup: string };

/** What can stand in a template: text, which is made harmless, and markup; of a list all; of undefined nothing. */
type Part = string | number | Markup | undefined | readonly Part[];

/** Markup with parts: text in it is escaped, and its control and format characters are written out. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.reduce((text, string, index) => text + partText(parts[index - 1]) + string, "") };
}

/** Text that is markup already. */
export const raw = (markup: string): Markup => ({ markup });

function partText(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escaped(printable(part));
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(partText).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

/**
 * Data as JSON that may stand between `<script type="application/json">` and its end, whatever the names in it are.
 *
 * No `<` is left, so neither an end tag nor a comment can begin; U+2028 and U+2029 are escaped for scripts of old.
 */
export const embeddedJson = (data: unknown): string =>
  JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
