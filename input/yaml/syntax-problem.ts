import { type Document, visit, type YAMLParseError } from "yaml";
import type { Problem } from "../input-error.ts";
import { type Place, problemAt } from "../place.ts";

export type YamlText = { readonly text: string; readonly placeAt: (offset: number) => Place };

/** The first syntax error of a document in plain words. */
export function syntaxProblem(document: Document.Parsed, error: YAMLParseError, { text, placeAt }: YamlText): Problem {
  const { message, hint } = explain(error);
  // The parser blames the end of the file for a quote that is not closed.
  const offset = error.message.startsWith("Missing closing ") ? lastQuoteOf(document) : error.pos[0];
  const advice = text.includes("{{") ? helmHint : hint;
  return problemAt(placeAt(Math.min(offset, text.length)), `broken YAML: ${message}`, advice);
}

/** For text that is a template, which no YAML parser reads. */
export const helmHint = "This looks like a Helm template. Render it first, for example with `helm template`.";

/** Where the last quoted scalar begins. */
function lastQuoteOf(document: Document.Parsed): number {
  let last = 0;
  visit(document, {
    Scalar: (_key, { type, range }) => {
      if (type?.startsWith("QUOTE") && range) last = Math.max(last, range[0]);
    },
  });
  return last;
}

type Explanation = { readonly message: string; readonly hint?: string };

/** Our words where the parser's own would not help; its words with our hint, or alone, elsewhere. */
function explain({ code, message }: YAMLParseError): Explanation {
  const text = `${message.slice(0, 1).toLowerCase()}${message.slice(1)}`;
  const byMessage = explanations.find(({ start }) => message.startsWith(start));
  return byMessage ?? { message: text, ...hints[code] };
}

const explanations: readonly (Explanation & { readonly start: string })[] = [
  { start: "Tabs are not allowed", message: "the line is indented with a tab", hint: "Indent with spaces." },
  {
    start: "Nested mappings are not allowed",
    message: "a second mapping starts on the line of a key",
    hint: 'Quote a value that holds ": ". If it is the next line that belongs elsewhere, correct its indentation.',
  },
  {
    start: "Implicit keys need to be on a single line",
    message: "a key goes on over several lines",
    hint: 'Is a ":" missing, or is the next line indented too far?',
  },
  { start: "Implicit map keys need to be followed", message: "this key has no value", hint: 'Is a ":" missing?' },
  { start: "Missing closing", message: "this quote is never closed" },
  {
    start: "Block scalar header",
    message: "a text that begins with > or | starts a block of lines",
    hint: 'Put a comparison in quotes: "> 8".',
  },
  { start: "Not a YAML token", message: "this is not YAML", hint: 'Put a comparison in quotes: "> 8".' },
  {
    start: "Unexpected scalar at node end",
    message: "something follows where the value has ended",
    hint: "Is the indentation right, and are the quotes before it?",
  },
];

const hints: Readonly<Partial<Record<YAMLParseError["code"], { readonly hint: string }>>> = {
  MISSING_CHAR: { hint: "A quote, a bracket, a comma or a colon is missing here or above." },
  BAD_INDENT: { hint: "Keys of one mapping and items of one list start in the same column; brackets are closed." },
  BAD_SCALAR_START: { hint: 'Put the text in quotes, such as "> 8".' },
};
