import { dateFunctions, floatFunctions, larger, smaller } from "../../float-functions.ts";
import { noLabels, withoutLabels } from "../../labels.ts";
import type { StoredSeries } from "../../series.ts";
import type { Call, VectorSelector } from "../../syntax/ast.ts";
import { absentColumns } from "../absent.ts";
import { type Column, cellKinds, createCollector, emptyColumn, setCell } from "../column.ts";
import { type Evaluation, renamed, scalarOf, type Value, vectorOf } from "../evaluation.ts";
import { timeAt } from "../grid.ts";
import { atMs, columnsAt, referencesOf } from "../selector.ts";
import { evaluateFraction, evaluateQuantile, evaluateQuantiles, histogramFunctions } from "./histogram-functions.ts";
import { labelJoin, labelReplace } from "./label-functions.ts";
import { evaluateSort } from "./sorting.ts";

type VectorFunction = (evaluation: Evaluation, call: Call) => readonly Column[];

const vectorFunctions: Readonly<Partial<Record<string, VectorFunction>>> = {
  absent: (evaluation, { args }) => absentColumns(evaluation, args[0]!, vectorOf(evaluation, args[0]!)),
  clamp: (evaluation, call) => clamp(evaluation, call, { lowest: 1, highest: 2 }),
  clamp_max: (evaluation, call) => clamp(evaluation, call, { highest: 1 }),
  clamp_min: (evaluation, call) => clamp(evaluation, call, { lowest: 1 }),
  histogram_fraction: evaluateFraction,
  histogram_quantile: evaluateQuantile,
  histogram_quantiles: evaluateQuantiles,
  label_join: labelJoin,
  label_replace: labelReplace,
  round,
  sort: evaluateSort,
  sort_by_label: evaluateSort,
  sort_by_label_desc: evaluateSort,
  sort_desc: evaluateSort,
  start_timestamp: (evaluation, call) => timestamps(evaluation, call, "start-timestamp"),
  timestamp: (evaluation, call) => timestamps(evaluation, call, "timestamp"),
  vector: (evaluation, { args }) => {
    const values = scalarOf(evaluation, args[0]!);
    const column = emptyColumn(noLabels, false, evaluation.grid.count);
    for (const [at, value] of values.entries()) setCell(column, at, value);
    return [column];
  },
};

type ScalarFunction = (evaluation: Evaluation, call: Call) => (at: number) => number;

const scalarFunctions: Readonly<Partial<Record<string, ScalarFunction>>> = {
  end:
    ({ query }) =>
    () =>
      query.end / 1000,
  max_of: (evaluation, { args }) => ofTwo(evaluation, args, larger),
  min_of: (evaluation, { args }) => ofTwo(evaluation, args, smaller),
  pi: () => () => Math.PI,
  range:
    ({ query }) =>
    () =>
      (query.end - query.start) / 1000,
  scalar: onlyFloat,
  start:
    ({ query }) =>
    () =>
      query.start / 1000,
  step:
    ({ query }) =>
    () =>
      query.start === query.end ? 0 : query.askedStep / 1000,
  time:
    ({ grid }) =>
    (at) =>
      timeAt(grid, at) / 1000,
};

/** Any function but `info()` and those of range vectors. */
export function evaluateFunction(evaluation: Evaluation, call: Call): Value | undefined {
  const { name } = call.signature;
  const { grid } = evaluation;
  const scalar = scalarFunctions[name]?.(evaluation, call);
  if (scalar !== undefined) {
    return { kind: "scalar", values: Float64Array.from({ length: grid.count }, (_, at) => scalar(at)) };
  }
  const ofFloat = floatFunctions[name];
  if (ofFloat !== undefined) return vector(mapFloats(evaluation, vectorOf(evaluation, call.args[0]!), ofFloat));
  const ofHistogram = histogramFunctions[name];
  if (ofHistogram !== undefined) return vector(mapHistograms(evaluation, call, ofHistogram));
  const ofDate = dateFunctions[name];
  if (ofDate !== undefined) return vector(onDates(evaluation, call, ofDate));
  const ofVector = vectorFunctions[name];
  return ofVector === undefined ? undefined : vector(ofVector(evaluation, call));
}

const vector = (columns: readonly Column[]): Value => ({ kind: "vector", columns });

function ofTwo(
  evaluation: Evaluation,
  args: Call["args"],
  pick: (a: number, b: number) => number,
): (at: number) => number {
  const [a, b] = [scalarOf(evaluation, args[0]!), scalarOf(evaluation, args[1]!)];
  return (at) => pick(a[at]!, b[at]!);
}

/** The one float of a vector, else NaN. */
function onlyFloat(evaluation: Evaluation, { args }: Call): (at: number) => number {
  const columns = vectorOf(evaluation, args[0]!);
  return (at) => {
    const floats = columns.filter(({ kinds }) => kinds[at] === cellKinds.float);
    return floats.length === 1 ? floats[0]!.values[at]! : Number.NaN;
  };
}

function mapFloats(
  evaluation: Evaluation,
  columns: readonly Column[],
  change: (value: number, at: number) => number | undefined,
): readonly Column[] {
  const collector = createCollector(evaluation);
  for (const { labels, kinds, values } of columns) {
    // Without a result it has no place among the results.
    if (!kinds.includes(cellKinds.float)) continue;
    const target = collector.column(renamed(evaluation, labels), true);
    for (let at = 0; at < kinds.length; at++) {
      if (kinds[at] !== cellKinds.float) continue;
      const value = change(values[at]!, at);
      if (value !== undefined) collector.set(target, at, value);
    }
  }
  return collector.columns();
}

function mapHistograms(
  evaluation: Evaluation,
  { args }: Call,
  read: (histogram: NonNullable<Column["histograms"][number]>) => number,
): readonly Column[] {
  const collector = createCollector(evaluation);
  const { delayedNameRemoval } = evaluation.options;
  for (const { labels, kinds, histograms } of vectorOf(evaluation, args[0]!)) {
    if (!kinds.includes(cellKinds.histogram)) continue;
    // Type and unit stay, unlike with every other function.
    const kept = delayedNameRemoval ? labels : withoutLabels(labels, ["__name__"]);
    const target = collector.column(kept, true);
    for (let at = 0; at < kinds.length; at++) {
      const histogram = histograms[at];
      if (histogram !== undefined && kinds[at] === cellKinds.histogram) collector.set(target, at, read(histogram));
    }
  }
  return collector.columns();
}

function onDates(evaluation: Evaluation, { args }: Call, read: (seconds: number) => number): readonly Column[] {
  const [arg] = args;
  if (arg !== undefined) return mapFloats(evaluation, vectorOf(evaluation, arg), read);
  const column = emptyColumn(noLabels, false, evaluation.grid.count);
  for (let at = 0; at < evaluation.grid.count; at++) {
    setCell(column, at, read(Math.trunc(timeAt(evaluation.grid, at) / 1000)));
  }
  return [column];
}

/** Whichever of the numbers of arguments is left out bounds nothing. */
function clamp(
  evaluation: Evaluation,
  { args }: Call,
  { lowest, highest }: { readonly lowest?: number; readonly highest?: number },
): readonly Column[] {
  const least = lowest === undefined ? undefined : scalarOf(evaluation, args[lowest]!);
  const most = highest === undefined ? undefined : scalarOf(evaluation, args[highest]!);
  return mapFloats(evaluation, vectorOf(evaluation, args[0]!), (value, at) => {
    const [from, to] = [least?.[at] ?? -Infinity, most?.[at] ?? Infinity];
    return to < from ? undefined : larger(from, smaller(to, value));
  });
}

/** Halves are rounded up. */
function round(evaluation: Evaluation, { args }: Call): readonly Column[] {
  const nearest = args[1] === undefined ? undefined : scalarOf(evaluation, args[1]);
  return mapFloats(evaluation, vectorOf(evaluation, args[0]!), (value, at) => {
    const inverse = 1 / (nearest?.[at] ?? 1);
    return Math.floor(value * inverse + 0.5) / inverse;
  });
}

/** `timestamp` and `start_timestamp`: of a selector's own samples; any other vector's samples are as of the instant. */
function timestamps(evaluation: Evaluation, { args }: Call, taken: "timestamp" | "start-timestamp"): readonly Column[] {
  const [arg] = args;
  if (arg?.kind === "vector-selector") {
    if (taken === "start-timestamp" && !evaluation.options.startTimestamps) return [];
    return mapFloats(evaluation, ofSamples(evaluation, arg, taken), (value) => value / 1000);
  }
  if (taken === "start-timestamp") return [];
  const collector = createCollector(evaluation);
  for (const { labels, kinds } of vectorOf(evaluation, arg!)) {
    const target = collector.column(renamed(evaluation, labels), true);
    for (let at = 0; at < kinds.length; at++) {
      if (kinds[at] !== cellKinds.none) collector.set(target, at, timeAt(evaluation.grid, at) / 1000);
    }
  }
  return collector.columns();
}

function ofSamples(
  evaluation: Evaluation,
  selector: VectorSelector,
  taken: "timestamp" | "start-timestamp",
): readonly Column[] {
  const references = referencesOf(selector, evaluation);
  const [from, to] = [references.first - evaluation.options.lookbackMs + 1, references.last];
  const series = evaluation.select(selector.matchers, from, to);
  if (atMs(selector, evaluation.query) === undefined) return columnsAt(evaluation, series, { references, taken });
  // Upstream reads samples with the offset of a selector with `@`, but then looks at them without.
  const read = series.map((stored) => between(stored, from, to));
  return columnsAt(evaluation, read, { references: referencesOf({ ...selector, offset: 0 }, evaluation), taken });
}

/** The samples from one instant to another. */
function between(stored: StoredSeries, from: number, to: number): StoredSeries {
  const first = stored.timestamps.findIndex((time) => time >= from);
  const kept = stored.timestamps.slice(0, stored.count).filter((time) => time >= from && time <= to).length;
  const end = first + kept;
  return {
    ...{ labels: stored.labels, count: kept },
    timestamps: stored.timestamps.slice(first, end),
    values: stored.values.slice(first, end),
    kinds: stored.kinds?.slice(first, end),
    histograms: stored.histograms?.slice(first, end),
    startTimestamps: stored.startTimestamps?.slice(first, end),
  };
}
