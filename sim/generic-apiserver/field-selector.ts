import { byCodeUnit } from "../kubernetes/object.ts";

/** Whether an object of this name and namespace is meant. */
export type FieldSelector = (object: { readonly name: string; readonly namespace: string }) => boolean;

/** `error` is upstream's text. */
export type ParsedFieldSelector =
  | { readonly ok: true; readonly selects: FieldSelector; readonly name: NameRequirement }
  | { readonly ok: false; readonly error: string };

/** Whether the selector says anything, and which name it requires, if any. */
export type NameRequirement = { readonly isEmpty: boolean; readonly required: string | undefined };

type Term = { readonly field: string; readonly isNegated: boolean; readonly value: string };

/**
 * Reads a field selector such as `metadata.name=web-1,metadata.namespace!=default`. There are no other fields than these two.
 *
 * Source: apimachinery v0.36.3 pkg/fields/selector.go ParseSelector, pkg/runtime DefaultMetaV1FieldSelectorConversion
 */
export function parseFieldSelector(text: string): ParsedFieldSelector {
  const terms: Term[] = [];
  for (const part of splitTerms(text).toSorted(byCodeUnit)) {
    if (part === "") continue;
    // The first operator counts; a field's name has no way to escape one.
    const match = /^(.*?)(!=|==|=)(.*)$/s.exec(part);
    if (!match) return { ok: false, error: `invalid selector: '${text}'; can't understand '${part}'` };
    const [, field = "", operator, escaped = ""] = match;
    const value = unescapeValue(escaped);
    if (!value.ok) return value;
    terms.push({ field, isNegated: operator === "!=", value: value.text });
  }
  const unknown = terms.find(({ field }) => !fields.has(field));
  if (unknown !== undefined) {
    const error = `"${unknown.field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
    return { ok: false, error };
  }
  const selects: FieldSelector = (object) =>
    terms.every(({ field, isNegated, value }) => (object[fields.get(field) ?? "name"] === value) !== isNegated);
  const required = terms.find(({ field, isNegated }) => field === "metadata.name" && !isNegated)?.value;
  return { ok: true, selects, name: { isEmpty: terms.length === 0, required } };
}

const fields: ReadonlyMap<string, "name" | "namespace"> = new Map([
  ["metadata.name", "name"],
  ["metadata.namespace", "namespace"],
]);

/** The parts between commas that no backslash stands before. */
function splitTerms(text: string): readonly string[] {
  const terms = [""];
  for (const piece of text.match(/\\.|[^\\]|\\$/gs) ?? []) {
    if (piece === ",") terms.push("");
    else terms[terms.length - 1] += piece;
  }
  return terms;
}

type Unescaped = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

/** Backslash, comma and equals sign stand behind a backslash in a value, and nothing else does. */
function unescapeValue(escaped: string): Unescaped {
  let text = "";
  for (const piece of escaped.match(/\\.|[^\\]|\\$/gsu) ?? []) {
    if (piece === "," || piece === "=") {
      return { ok: false, error: `invalid field selector: unescaped character in value: ${piece.charCodeAt(0)}` };
    }
    if (/^\\[^\\,=]?$/su.test(piece)) {
      return { ok: false, error: `invalid field selector: invalid escape sequence: ${piece}` };
    }
    text += piece.startsWith("\\") ? piece.slice(1) : piece;
  }
  return { ok: true, text };
}
