import type { SimTime } from "../../units.ts";
import { createEngine, type Engine, type EngineSetup, type QueryResult, type QueryValue } from "../promql/engine.ts";
import { parseQuery } from "../promql/syntax/parse.ts";
import { quote } from "../promql/syntax/quote.ts";
import { expressionTree } from "./expression-tree.ts";
import type { Form } from "./form.ts";
import { formatExpression } from "./format-expression.ts";
import { instantOf, millisecondsOf, nanosecondsBetween } from "./instant.ts";
import type { Encodable } from "./json.ts";
import {
  ApiFailure,
  type DurationParameter,
  limitOf,
  optionalTime,
  readDuration,
  refuse,
  refuseParameter,
  requiredTime,
} from "./parameters.ts";
import { jsonValue } from "./query-value.ts";
import type { Answer } from "./reply.ts";

/** `/api/v1/query`. Source: prometheus v0.315.0 web/api/v1/api.go (query) */
export function instantQuery(form: Form, setup: EngineSetup, now: SimTime): Answer {
  const limit = limitOf(form);
  const time = optionalTime(form, "time") ?? instantOf(now);
  const timeout = timeoutOf(form);
  const engine = engineOf(form, setup);
  const result = engine.instant(form.value("query"), millisecondsOf(time));
  return answerOf(result, { form, limit, isTooLate: timeout !== undefined && timeout <= 0n });
}

/** More points than this in a series are refused. */
const pointsMax = 11_000n;

/** `/api/v1/query_range`. Source: prometheus v0.315.0 web/api/v1/api.go (queryRange) */
export function rangeQuery(form: Form, setup: EngineSetup): Answer {
  const limit = limitOf(form);
  const start = requiredTime(form, "start");
  const end = requiredTime(form, "end");
  const span = nanosecondsBetween(start, end);
  if (span < 0n) refuseParameter("end", "end timestamp must not be before start time");
  const step = given(readDuration(form.value("step")), (because) => refuseParameter("step", because));
  if (step <= 0n) {
    const advice = "Try a positive integer";
    refuseParameter("step", `zero or negative query resolution step widths are not accepted. ${advice}`);
  }
  if (span / step > pointsMax) {
    const advice = "Try decreasing the query resolution (?step=XX)";
    refuse(`exceeded maximum resolution of 11,000 points per timeseries. ${advice}`);
  }
  const timeout = timeoutOf(form);
  const engine = engineOf(form, setup);
  const stepMs = Number(step / 1_000_000n);
  const range = { start: millisecondsOf(start), end: millisecondsOf(end), step: Math.max(1, stepMs) };
  const result = engine.range(form.value("query"), range);
  return answerOf(result, { form, limit, isTooLate: timeout !== undefined && timeout <= 0n });
}

function given(duration: DurationParameter, complain: (because: string) => never): bigint {
  return duration.kind === "nanoseconds" ? duration.nanoseconds : complain(duration.because);
}

function timeoutOf(form: Form): bigint | undefined {
  const text = form.value("timeout");
  if (text === "") return undefined;
  return given(readDuration(text), (because) => refuseParameter("timeout", because));
}

/** An engine that looks back as far as the request wants. */
function engineOf(form: Form, setup: EngineSetup): Engine {
  const text = form.value("lookback_delta");
  if (text === "") return createEngine(setup);
  const complain = (because: string): never => refuse(`error parsing lookback delta duration: ${because}`);
  const lookbackMs = Number(given(readDuration(text), complain) / 1_000_000n);
  return createEngine(lookbackMs > 0 ? { ...setup, options: { ...setup.options, lookbackMs } } : setup);
}

interface Asked {
  readonly form: Form;
  readonly limit: number;
  readonly isTooLate: boolean;
}

function answerOf(result: QueryResult, { form, limit, isTooLate }: Asked): Answer {
  if (result.kind === "error" && result.stage === "parse") return refuseParameter("query", result.message);
  // Queries take no time here: only one that never had any comes too late.
  if (isTooLate) throw new ApiFailure("timeout", "query timed out in query execution");
  if (result.kind === "error") throw new ApiFailure("execution", result.message);
  const { warnings, infos } = result.annotations.print(form.value("query"));
  const { value, isCut } = cut(result.value, limit);
  const remarks = [...warnings, ...(isCut ? ["results truncated due to limit"] : []), ...statsWarnings(form)];
  const data = { resultType: value.kind, result: jsonValue(value), stats: statistics(form) };
  return { data, warnings: remarks, infos };
}

function cut(value: QueryValue, limit: number): { readonly value: QueryValue; readonly isCut: boolean } {
  if (limit > 0 && value.kind === "vector" && value.samples.length > limit) {
    return { value: { ...value, samples: value.samples.slice(0, limit) }, isCut: true };
  }
  if (limit > 0 && value.kind === "matrix" && value.series.length > limit) {
    return { value: { ...value, series: value.series.slice(0, limit) }, isCut: true };
  }
  return { value, isCut: false };
}

function statsWarnings(form: Form): readonly string[] {
  const stats = form.value("stats");
  if (stats === "" || stats === "true" || stats === "all") return [];
  const plan = "is deprecated and will be rejected in the next major release";
  return [`value ${quote(stats)} for parameter "stats" ${plan}, use "true" or "all"`];
}

/** Queries take no virtual time; samples are not counted. */
function statistics(form: Form): Encodable | undefined {
  if (form.value("stats") === "") return undefined;
  const timings = {
    ...{ evalTotalTime: 0, resultSortTime: 0, queryPreparationTime: 0 },
    ...{ innerEvalTime: 0, execQueueTime: 0, execTotalTime: 0 },
  };
  return { timings };
}

/** `/api/v1/format_query`. */
export function formatQuery(form: Form, { parser, compileRegex }: EngineSetup): Answer {
  const parsed = parseQuery(form.value("query"), { options: parser, compileRegex });
  if (parsed.kind === "error") return refuseParameter("query", parsed.message);
  return { data: formatExpression(parsed.expression) };
}

/** `/api/v1/parse_query`. */
export function parseQueryTree(form: Form, { parser, compileRegex }: EngineSetup): Answer {
  const parsed = parseQuery(form.value("query"), { options: parser, compileRegex });
  if (parsed.kind === "error") return refuseParameter("query", parsed.message);
  return { data: expressionTree(parsed.expression) };
}
