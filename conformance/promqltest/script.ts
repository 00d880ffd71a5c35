import { numberValue } from "../../sim/prometheus/promql/syntax/number-text.ts";
import {
  addExpectation,
  anyText,
  type Expectations,
  type Instants,
  instantsOf,
  milliseconds,
  noExpectations,
  sameText,
  textLike,
} from "./expectation.ts";
import { refuse, ScriptError } from "./script-error.ts";
import { parseSeries, type SeriesDescription } from "./series-description.ts";
import { isStartLine, parseStarts } from "./start-timestamps.ts";

/** A series to be stored. */
export interface LoadedSeries extends SeriesDescription {
  /** One for each value, if start timestamps are given. */
  readonly starts: readonly (number | undefined)[] | undefined;
}

/** Stores samples, the first of each series at the epoch. */
export interface Load {
  readonly kind: "load";
  readonly stepMs: number;
  /** Classic histograms are stored a second time, as native ones with custom buckets. */
  readonly addsCustomBuckets: boolean;
  readonly series: readonly LoadedSeries[];
}

/** Asks a query and says what the answer is. */
export interface Evaluate {
  readonly kind: "evaluate";
  /** Its line in the script, the first being 1. */
  readonly line: number;
  readonly query: string;
  /** At one instant or at several. */
  readonly when: { readonly kind: "instant"; readonly time: number } | ({ readonly kind: "range" } & Instants);
  readonly expectations: Expectations;
  readonly scalar: number | undefined;
  readonly series: readonly SeriesDescription[];
}

export type Command = { readonly kind: "clear" } | Load | Evaluate;

/** Lines, where the reader of them is. */
interface Lines {
  readonly all: readonly string[];
  at: number;
}

/**
 * The commands of a script; throws a `ScriptError` that begins with the number of the line.
 *
 * Source: prometheus v0.315.0 promql/promqltest/README.md
 */
export function parseScript(text: string): readonly Command[] {
  const lines: Lines = { all: text.split("\n").map((line) => line.trim().replace(/^#.*$/, "")), at: 0 };
  const commands: Command[] = [];
  while (lines.at < lines.all.length) {
    try {
      const line = lines.all[lines.at]!;
      if (line !== "") commands.push(parseCommand(lines, line));
    } catch (error) {
      if (error instanceof ScriptError) throw new ScriptError(`line ${lines.at + 1}: ${error.message}`);
      throw error;
    }
    lines.at++;
  }
  return commands;
}

function parseCommand(lines: Lines, line: string): Command {
  const word = (line.split(/[\t ]/)[0] ?? "").toLowerCase();
  if (word === "clear") return { kind: "clear" };
  if (word.startsWith("load")) return parseLoad(lines, line);
  return word.startsWith("eval") ? parseEvaluate(lines, line) : refuse(`invalid command "${line}"`);
}

/** The lines up to the next empty one. */
function* block(lines: Lines): Generator<string> {
  for (let next = lines.all[lines.at + 1] ?? ""; next !== ""; next = lines.all[lines.at + 1] ?? "") {
    lines.at++;
    yield next;
  }
}

function parseLoad(lines: Lines, line: string): Load {
  const usage = "invalid load command. (load[_with_nhcb] <step:duration>)";
  const [, suffix, step = ""] = /^load(?:_(with_nhcb))?\s+(.+?)$/.exec(line) ?? refuse(usage);
  const series = new Map<string, LoadedSeries>();
  let starts: ReturnType<typeof parseStarts> | undefined;
  for (const definition of block(lines)) {
    if (isStartLine(definition)) {
      if (starts !== undefined) refuse("@st line has no following sample line");
      starts = parseStarts(definition);
      continue;
    }
    const described = parseSeries(definition);
    if (starts !== undefined && starts.labels.key !== described.labels.key) {
      refuse("@st metric does not match the following sample line metric");
    }
    if (starts !== undefined && starts.offsets.length !== described.values.length) {
      refuse(`@st line has ${starts.offsets.length} values but sample line has ${described.values.length}`);
    }
    // Of two lines about one series the second counts.
    series.set(described.labels.key, { ...described, starts: starts?.offsets });
    starts = undefined;
  }
  if (starts !== undefined) refuse("@st line has no following sample line");
  const stepMs = milliseconds(step);
  return { kind: "load", stepMs, addsCustomBuckets: suffix !== undefined, series: [...series.values()] };
}

const instant = /^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(.+?))?\s+(.+)$/;
const range = /^eval(?:_(fail|warn|info))?\s+range\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+?)\s+(.+)$/;

function parseEvaluate(lines: Lines, text: string): Evaluate {
  const line = lines.at + 1;
  const [, instantSuffix, at = "", instantQuery] = instant.exec(text) ?? [];
  const [, rangeSuffix, from = "", to = "", step = "", rangeQuery] = range.exec(text) ?? [];
  const query = instantQuery ?? rangeQuery ?? refuse(`invalid evaluation command: ${text}`);
  const isInstant = instantQuery !== undefined;
  const when: Evaluate["when"] = isInstant
    ? { kind: "instant", time: milliseconds(at) }
    : { kind: "range", ...instantsOf(from, to, step) };
  const expectations = noExpectations();
  const suffix = instantSuffix ?? rangeSuffix;
  if (suffix === "fail" || suffix === "warn" || suffix === "info") expectations[suffix].push(anyText);
  expectations.isOrdered = suffix === "ordered";
  const results = parseResults(lines, expectations, suffix === "fail");
  const isLong = results.series.some(({ values }) => values.length > 1);
  if (isInstant && isLong && expectations.instants === undefined) {
    refuse("several values in an instant evaluation need an 'expect range vector' line");
  }
  return { kind: "evaluate", line, query, when, expectations, ...results };
}

function parseResults(
  lines: Lines,
  expectations: Expectations,
  isOldFail: boolean,
): Pick<Evaluate, "scalar" | "series"> {
  const series = new Map<string, SeriesDescription>();
  for (const line of block(lines)) {
    const [, kind, what = ""] = /^expected_fail_(message|regexp)\s*(.*)$/.exec(line) ?? [];
    if (isOldFail && kind !== undefined) {
      expectations.fail.splice(0, 1, kind === "message" ? sameText(what.trim()) : textLike(what.trim()));
      return { scalar: undefined, series: [...series.values()] };
    }
    if (/^expect\s/.test(line)) {
      addExpectation(expectations, line);
      continue;
    }
    const scalar = scalarOf(line);
    if (scalar !== undefined) return { scalar, series: [...series.values()] };
    const described = parseSeries(line);
    series.set(described.labels.key, described);
  }
  return { scalar: undefined, series: [...series.values()] };
}

function scalarOf(text: string): number | undefined {
  const value = numberValue(text.replace(/^[+-]/, ""));
  return value === undefined ? undefined : text.startsWith("-") ? -value : value;
}
