import {
  createEngine,
  type Engine,
  pointsOf,
  type QueryResult,
  type QueryValue,
} from "../../sim/prometheus/promql/engine.ts";
import type { EngineOptions } from "../../sim/prometheus/promql/evaluation/evaluation.ts";
import { parseQuery } from "../../sim/prometheus/promql/syntax/parse.ts";
import type { ParserOptions } from "../../sim/prometheus/promql/syntax/parsing.ts";
import { compileRegex } from "../../sim/regex.ts";
import { type AskedAt, atVariants } from "./at-variants.ts";
import { differenceOf } from "./compare.ts";
import type { Expectations, TextExpectation } from "./expectation.ts";
import type { Evaluate } from "./script.ts";
import { parseScript } from "./script.ts";
import { refuse } from "./script-error.ts";
import { createScriptStorage } from "./storage.ts";

/** How an evaluation of a script went; `because` is missing when it passed. */
export interface Outcome {
  readonly line: number;
  readonly query: string;
  readonly because: string | undefined;
}

/** Everything experimental is on, as in upstream's own runs. */
export const everythingOn: ParserOptions = {
  ...{ experimentalFunctions: true, durationExpressions: true },
  ...{ extendedRangeSelectors: true, binaryFillModifiers: true },
};

const minuteMs = 60_000;

const options: EngineOptions = {
  ...{ lookbackMs: 5 * minuteMs, subqueryStepMs: minuteMs },
  ...{ delayedNameRemoval: true, typeAndUnitLabels: false, startTimestamps: true },
};

/** Runs a script; throws a `ScriptError` when it does not follow the language. */
export function runScript(text: string): readonly Outcome[] {
  const storage = createScriptStorage();
  const engine = createEngine({ parser: everythingOn, options, select: storage.select, compileRegex });
  const outcomes: Outcome[] = [];
  for (const command of parseScript(text)) {
    if (command.kind === "clear") storage.clear();
    else if (command.kind === "load") storage.load(command);
    else outcomes.push({ line: command.line, query: command.query, because: faultOf(engine, command) });
  }
  return outcomes;
}

/** What is wrong with the engine's answers to one evaluation, asked in all the ways that have to agree. */
function faultOf(engine: Engine, evaluate: Evaluate): string | undefined {
  const { query, when } = evaluate;
  const parsed = parseQuery(query, { options: everythingOn, compileRegex });
  if (parsed.kind === "error") refuse(`line ${evaluate.line}: ${parsed.message}`);
  if (when.kind === "range") return judge(engine.range(query, when), evaluate, query).fault;
  for (const asked of [{ query, time: when.time }, ...atVariants(parsed.expression, when.time)]) {
    const fault = instantFault(engine, evaluate, asked);
    if (fault !== undefined) return asked.query === query ? fault : `as ${asked.query} at ${asked.time} ms: ${fault}`;
  }
  return undefined;
}

function instantFault(engine: Engine, evaluate: Evaluate, { query, time }: AskedAt): string | undefined {
  const { fault, value } = judge(engine.instant(query, time), evaluate, query);
  if (fault !== undefined || value === undefined) return fault;
  const { expectations } = evaluate;
  const isOnlyInstant = expectations.text !== undefined || expectations.instants !== undefined;
  if (isOnlyInstant || /(start|end|range|step)\(\)/.test(query)) return undefined;
  const around = engine.range(query, { start: time - minuteMs, end: time + minuteMs, step: minuteMs });
  if (around.kind === "error") return `in range mode: ${around.message}`;
  if (expectations.isOrdered) return undefined;
  const difference = differenceOf(middleOf(around.value, value, time), evaluate);
  return difference && `in range mode: ${difference}`;
}

/** What a range query gave at one instant, as an instant query would have given it. */
function middleOf(around: QueryValue, instant: QueryValue, time: number): QueryValue {
  if (around.kind !== "matrix") return around;
  const samples = around.series.flatMap((series) =>
    pointsOf(series)
      .filter((point) => point.time === time)
      .map(({ value }) => ({ labels: series.labels, value })),
  );
  const [first] = samples;
  if (instant.kind !== "scalar") return { kind: "vector", samples, time };
  return { kind: "scalar", time, value: typeof first?.value === "number" ? first.value : Number.NaN };
}

interface Judgement {
  readonly fault: string | undefined;
  /** Missing for a query that failed, as it should or not. */
  readonly value: QueryValue | undefined;
}

function judge(result: QueryResult, evaluate: Evaluate, query: string): Judgement {
  const { expectations } = evaluate;
  const [failure] = expectations.fail;
  if (result.kind === "error") {
    const isExpected = failure?.matches(result.message) === true;
    const wanted = failure === undefined ? "" : `, expected ${failure.text || "another failure"}`;
    return { fault: isExpected ? undefined : `failed: ${result.message}${wanted}`, value: undefined };
  }
  if (failure !== undefined)
    return { fault: `did not fail, expected ${failure.text || "a failure"}`, value: undefined };
  const fault = remarkFault(result, expectations, query) ?? differenceOf(result.value, evaluate);
  return { fault, value: result.value };
}

function remarkFault(
  { annotations }: QueryResult & { readonly kind: "result" },
  { warn, info, hasNoWarning, hasNoInfo }: Expectations,
  query: string,
): string | undefined {
  const { warnings, infos } = annotations.print(query);
  if (hasNoWarning && warnings.length > 0) return `unexpected warnings: ${warnings.join("; ")}`;
  if (hasNoInfo && infos.length > 0) return `unexpected infos: ${infos.join("; ")}`;
  return unmatched("warning", warn, warnings) ?? unmatched("info", info, infos);
}

/** Each expectation has to be met, and, once there is one, each remark has to be expected. */
function unmatched(kind: string, expected: readonly TextExpectation[], actual: readonly string[]): string | undefined {
  if (expected.length === 0) return undefined;
  if (actual.length === 0) return `expected a ${kind}, got none`;
  const unmet = expected.find(({ matches }) => !actual.some(matches));
  if (unmet !== undefined) return `expected the ${kind} ${unmet.text}, got ${actual.join("; ")}`;
  const surplus = actual.find((text) => !expected.some(({ matches }) => matches(text)));
  return surplus && `unexpected ${kind}: ${surplus}`;
}
