import type { CompileRegex, Matcher, MatchOperator } from "../prometheus/promql/matcher.ts";
import { unquote } from "../prometheus/promql/syntax/quote.ts";
import { alertMatcher } from "./matchers.ts";

/** Matchers, or what is wrong with their text in upstream's words. */
export type ParsedMatchers =
  | { readonly kind: "matchers"; readonly matchers: readonly Matcher[] }
  | { readonly kind: "error"; readonly message: string };

type Given = Pick<Matcher, "name" | "operator" | "value">;

/**
 * Reads `severity="page", team=~"a|b"`, braces around it or not.
 *
 * As upstream between its two parsers: the newer one counts, unless it refuses the text or the older one reads it
 * otherwise; errors are the older one's. Source: alertmanager v0.34.2 matcher/compat/parse.go
 */
export function parseMatchers(text: string, compileRegex: CompileRegex): ParsedMatchers {
  const classic = parseClassic(text);
  const newer = parseUtf8(text);
  if (typeof classic === "string" && newer === undefined) return { kind: "error", message: classic };
  return madeOf(typeof classic === "string" ? (newer ?? []) : classic, compileRegex);
}

function madeOf(given: readonly Given[], compileRegex: CompileRegex): ParsedMatchers {
  const matchers: Matcher[] = [];
  for (const one of given) {
    const made = alertMatcher(one, compileRegex);
    if (made.kind === "error") return made;
    matchers.push(made.matcher);
  }
  return { kind: "matchers", matchers };
}

const operatorOf = (text: string): MatchOperator => (text === "!=" || text === "=~" || text === "!~" ? text : "=");

const classicForm = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|=|!=|!~)\s*([\s\S]*?)\s*$/;

/** The older syntax, or what is wrong. Source: alertmanager v0.34.2 pkg/labels/parse.go */
function parseClassic(text: string): readonly Given[] | string {
  const given: Given[] = [];
  for (const part of classicParts(text.replace(/^\{/, "").replace(/\}$/, ""))) {
    const one = parseClassicOne(part);
    if (typeof one === "string") return one;
    given.push(one);
  }
  return given;
}

/** The text between commas outside of double quotes. */
function classicParts(text: string): readonly string[] {
  const parts: string[] = [];
  let isQuoted = false;
  let isEscaped = false;
  let part = "";
  for (const character of text) {
    if (character === "," && !isQuoted) {
      parts.push(part);
      part = "";
      continue;
    }
    if (character === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = character === "\\" ? !isEscaped : false;
    part += character;
  }
  return part.trim() === "" ? parts : [...parts, part.trim()];
}

function parseClassicOne(text: string): Given | string {
  const [, name = "", operator = "", written = ""] = classicForm.exec(text) ?? [];
  if (name === "") return `bad matcher format: ${text}`;
  const misquoted = `matcher value contains unescaped double quote: ${written}`;
  const opens = written.startsWith('"');
  const raw = opens ? written.slice(1) : written;
  let value = "";
  let closes = false;
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at]!;
    const next = raw[at + 1];
    if (character === "\\" && next !== undefined) {
      value += next === "n" ? "\n" : next === '"' || next === "\\" ? next : `\\${next}`;
      at++;
    } else if (character !== '"') value += character;
    else if (opens && at === raw.length - 1) closes = true;
    else return misquoted;
  }
  if (opens && !closes) return misquoted;
  return { name, operator: operatorOf(operator), value };
}

const newerForm =
  /\s*("(?:[^"\\]|\\[\s\S])*"|[^\s{}!=~,\\"'`]+)\s*(=~|!=|!~|=)\s*("(?:[^"\\]|\\[\s\S])*"|[^\s{}!=~,\\"'`]+)\s*/y;

/** The newer syntax; undefined for a text that it refuses. Source: alertmanager v0.34.2 matcher/parse */
function parseUtf8(text: string): readonly Given[] | undefined {
  const inner = text.trim();
  const opens = inner.startsWith("{");
  if (opens !== inner.endsWith("}") && inner !== "") return undefined;
  const body = opens ? inner.slice(1, -1) : inner;
  const given: Given[] = [];
  for (let at = 0; body.slice(at).trim() !== ""; ) {
    newerForm.lastIndex = at;
    const [whole = "", name = "", operator = "", value = ""] = newerForm.exec(body) ?? [];
    const [readName, readValue] = [unquoted(name), unquoted(value)];
    if (whole === "" || readName === undefined || readValue === undefined) return undefined;
    given.push({ name: readName, operator: operatorOf(operator), value: readValue });
    at += whole.length;
    if (at >= body.length) break;
    if (body[at] !== ",") return undefined;
    at++;
  }
  return given;
}

function unquoted(text: string): string | undefined {
  if (!text.startsWith('"')) return text;
  const read = unquote(text);
  return read.kind === "text" ? read.text : undefined;
}
