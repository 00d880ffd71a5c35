import {
  createEngine,
  pointsOf,
  type QueryResult,
  type QueryValue,
  type ResultPoint,
} from "../../sim/prometheus/promql/engine.ts";
import type { SampleValue } from "../../sim/prometheus/promql/evaluation/evaluation.ts";
import { type Buckets, compacted, type Histogram } from "../../sim/prometheus/promql/histogram/histogram.ts";
import { noLabels, printLabels } from "../../sim/prometheus/promql/labels.ts";
import { parseQuery } from "../../sim/prometheus/promql/syntax/parse.ts";
import { printExpression } from "../../sim/prometheus/promql/syntax/print.ts";
import { compileRegex } from "../../sim/regex.ts";
import { everythingOn } from "../promqltest/run-script.ts";
import { parseSeries } from "../promqltest/series-description.ts";
import { createScriptStorage } from "../promqltest/storage.ts";
import type { AnsweredHistogram, AnsweredPoint, EngineAnswer, ParsedAnswer, World } from "./question.ts";

const minuteMs = 60_000;

/** Our engine's answers to the queries of a world. */
export function answerWorld({ options, stepMs, series, queries }: World): readonly EngineAnswer[] {
  const storage = createScriptStorage();
  const described = series.map((line) => ({ ...parseSeries(line), starts: undefined }));
  storage.load({ kind: "load", stepMs, addsCustomBuckets: false, series: described });
  const { select } = storage;
  const times = { lookbackMs: 5 * minuteMs, subqueryStepMs: minuteMs, startTimestamps: false };
  const engine = createEngine({ parser: everythingOn, options: { ...options, ...times }, select, compileRegex });
  return queries.map(({ query, start, end, step }) =>
    answerOf(query, step === 0 ? engine.instant(query, start) : engine.range(query, { start, end, step })),
  );
}

/** Our parser's answer. */
export function parseAnswer(text: string): ParsedAnswer {
  const parsed = parseQuery(text, { options: everythingOn, compileRegex });
  return parsed.kind === "error" ? { error: parsed.message } : { text: printExpression(parsed.expression) };
}

function answerOf(query: string, result: QueryResult): EngineAnswer {
  if (result.kind === "error") return { error: result.message };
  const { warnings, infos } = result.annotations.print(query);
  const remarks = { warnings: warnings.toSorted(), infos: infos.toSorted() };
  const { value } = result;
  if (value.kind === "string") return { kind: value.kind, text: value.text, ...remarks };
  return { kind: value.kind, series: seriesOf(value), ...remarks };
}

function seriesOf(value: Exclude<QueryValue, { readonly kind: "string" }>): NonNullable<EngineAnswer["series"]> {
  switch (value.kind) {
    case "scalar":
      return [{ labels: printLabels(noLabels), points: [pointOf(value)] }];
    case "vector":
      return value.samples.map(({ labels, value: sample }) => ({
        labels: printLabels(labels),
        points: [pointOf({ time: value.time, value: sample })],
      }));
    case "matrix":
      return value.series.map((series) => ({
        labels: printLabels(series.labels),
        points: pointsOf(series).map((point) => pointOf(point)),
      }));
  }
}

const pointOf = ({ time, value }: ResultPoint<SampleValue>): AnsweredPoint =>
  typeof value === "number" ? { time, float: floatText(value) } : { time, histogram: histogramOf(compacted(value)) };

function floatText(value: number): string {
  if (Object.is(value, -0)) return "-0";
  if (Number.isFinite(value)) return `${value}`;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

const bucketsOf = ({ indexes, counts }: Buckets): AnsweredHistogram["positive"] =>
  indexes.map((index, at) => [`${index}`, floatText(counts[at]!)]);

const histogramOf = (histogram: Histogram): AnsweredHistogram => ({
  ...{ hint: histogram.hint, schema: histogram.schema },
  zeroThreshold: floatText(histogram.zeroThreshold),
  zeroCount: floatText(histogram.zeroCount),
  count: floatText(histogram.count),
  sum: floatText(histogram.sum),
  positive: bucketsOf(histogram.positive),
  negative: bucketsOf(histogram.negative),
  customValues: histogram.customValues.map(floatText),
});
