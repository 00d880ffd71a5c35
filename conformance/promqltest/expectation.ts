import { parseDuration } from "../../sim/prometheus/promql/durations.ts";
import { unquote } from "../../sim/prometheus/promql/syntax/quote.ts";
import { compileRegex } from "../../sim/regex.ts";
import { refuse } from "./script-error.ts";

/** What a query's remarks, or its failure, should say. */
export interface TextExpectation {
  readonly text: string;
  matches(actual: string): boolean;
}

/** The instants of an expected result, in milliseconds since the epoch. */
export interface Instants {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** What the `expect` lines of an evaluation ask for. */
export interface Expectations {
  isOrdered: boolean;
  readonly fail: TextExpectation[];
  readonly warn: TextExpectation[];
  readonly info: TextExpectation[];
  hasNoWarning: boolean;
  hasNoInfo: boolean;
  text: string | undefined;
  instants: Instants | undefined;
}

/** Nothing but the values. */
export const noExpectations = (): Expectations => ({
  ...{ isOrdered: false, fail: [], warn: [], info: [], hasNoWarning: false, hasNoInfo: false },
  ...{ text: undefined, instants: undefined },
});

/** Any text at all. */
export const anyText: TextExpectation = { text: "", matches: () => true };

/** The very same text. */
export const sameText = (text: string): TextExpectation => ({ text, matches: (actual) => actual === text });

/** A text in which an RE2 pattern is found. */
export function textLike(pattern: string): TextExpectation {
  const compiled = compileRegex(pattern);
  if (compiled.kind === "invalid") return refuse(`invalid regex ${pattern}: ${compiled.because}`);
  return { text: pattern, matches: (actual) => compiled.regex.test(actual) };
}

const line = /^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$/;

/** Reads an `expect` line into the expectations. */
export function addExpectation(expectations: Expectations, text: string): void {
  if (text.startsWith("expect range vector")) expectations.instants = parseInstants(text);
  else if (/^expect string(\s|$)/.test(text)) expectations.text = parseText(text);
  else addRemark(expectations, text);
  if (expectations.info.length > 0 && expectations.hasNoInfo) refuse("info and no_info cannot be used together");
  if (expectations.warn.length > 0 && expectations.hasNoWarning) refuse("warn and no_warn cannot be used together");
  if (expectations.fail.length > 1) refuse("multiple expect fail lines are not allowed");
}

function addRemark(expectations: Expectations, text: string): void {
  const form = "must match `expect <type> <match_type>: <string>` format";
  const [, kind, how, what = ""] = line.exec(text) ?? refuse(`invalid expect statement, ${form}: ${text}`);
  const wanted = how === undefined ? anyText : how === "msg" ? sameText(what.trim()) : textLike(what.trim());
  if (kind === "fail" || kind === "warn" || kind === "info") expectations[kind].push(wanted);
  else if (kind === "ordered") expectations.isOrdered = true;
  else if (kind === "no_warn") expectations.hasNoWarning = true;
  else expectations.hasNoInfo = true;
}

function parseText(text: string): string {
  const literal = text.replace(/^expect string\s*/, "");
  const unquoted = unquote(literal);
  const isQuoted = /^["`]/.test(literal) && unquoted.kind === "text";
  return isQuoted
    ? unquoted.text
    : refuse("expected string literal not valid - check that the string is correctly quoted");
}

function parseInstants(text: string): Instants {
  const [, from = "", to = "", step = ""] =
    /^expect range vector\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+)$/.exec(text) ??
    refuse(`invalid range vector definition "${text}"`);
  return instantsOf(from, to, step);
}

/** Instants given as durations since the epoch. */
export function instantsOf(from: string, to: string, step: string): Instants {
  const instants = { start: milliseconds(from), end: milliseconds(to), step: milliseconds(step) };
  if (instants.end < instants.start) refuse(`end timestamp (${to}) is before start timestamp (${from})`);
  return instants;
}

/** A duration of a script. */
export function milliseconds(text: string): number {
  const parsed = parseDuration(text);
  return parsed.kind === "invalid" ? refuse(parsed.because) : parsed.milliseconds;
}
