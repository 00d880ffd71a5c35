import { annotationTexts } from "../annotation-texts.ts";
import type { Aggregation } from "../syntax/ast.ts";
import { addFloats, averageOf, type Sum, sumOf } from "./aggregate-sums.ts";
import type { Group } from "./aggregation-groups.ts";
import { type Column, cellAt, cellKinds, emptyColumn, hasCells, setCell } from "./column.ts";
import { annotate, type Evaluation, type SampleValue } from "./evaluation.ts";
import { quantile } from "./functions/quantile.ts";
import { parameterRange } from "./parameters.ts";

/** The samples of a group at an instant become one. */
type CellAggregation = (cells: Cells) => SampleValue | undefined;

interface Cells {
  readonly columns: readonly Column[];
  readonly at: number;
  readonly parameter: number;
  readonly evaluation: Evaluation;
  readonly aggregation: Aggregation;
}

/** The aggregations that make one element of each group. */
export function aggregateCells(
  evaluation: Evaluation,
  aggregation: Aggregation,
  { groups, parameters }: { readonly groups: readonly Group[]; readonly parameters: Float64Array | undefined },
): readonly Column[] {
  const { operator } = aggregation;
  if (operator === "quantile") noteQuantiles(evaluation, aggregation, parameters ?? new Float64Array());
  const aggregate = aggregations[operator] ?? (() => undefined);
  const results = groups.map(({ labels, columns }) => {
    const dropsName = columns.some((column) => column.dropsName);
    const result = emptyColumn(labels, dropsName, evaluation.grid.count);
    if (operator === "sum" && columns.every(({ histograms }) => histograms.length === 0)) {
      addFloats(columns, result);
      return result;
    }
    for (let at = 0; at < evaluation.grid.count; at++) {
      const value = aggregate({ columns, at, parameter: parameters?.[at] ?? 0, evaluation, aggregation });
      if (value !== undefined) setCell(result, at, value);
    }
    return result;
  });
  return results.filter(hasCells);
}

function noteQuantiles(evaluation: Evaluation, { parameter }: Aggregation, values: Float64Array): void {
  const { range } = parameter!;
  const { least, most, hasNaN } = parameterRange(values);
  if (hasNaN) annotate(evaluation, annotationTexts.invalidQuantile(Number.NaN), range);
  if (most > 1) annotate(evaluation, annotationTexts.invalidQuantile(most), range);
  if (least < 0) annotate(evaluation, annotationTexts.invalidQuantile(least), range);
}

const aggregations: Readonly<Partial<Record<string, CellAggregation>>> = {
  sum: (cells) => summed(cells, sumOf),
  avg: (cells) => summed(cells, averageOf),
  count: ({ columns, at }) => {
    const count = columns.filter(({ kinds }) => kinds[at] !== cellKinds.none).length;
    return count === 0 ? undefined : count;
  },
  group: ({ columns, at }) => (columns.some(({ kinds }) => kinds[at] !== cellKinds.none) ? 1 : undefined),
  min: (cells) => best(cells, (candidate, held) => candidate < held),
  max: (cells) => best(cells, (candidate, held) => candidate > held),
  stdvar: variance,
  stddev: (cells) => {
    const squared = variance(cells);
    return squared === undefined ? undefined : Math.sqrt(squared);
  },
  quantile: (cells) => {
    const floats = floatsOf(cells);
    return floats.length === 0 ? undefined : quantile(cells.parameter, floats);
  },
};

function summed(cells: Cells, sum: Sum): SampleValue | undefined {
  const { columns, at, evaluation, aggregation } = cells;
  if (columns.every(({ kinds }) => kinds[at] !== cellKinds.histogram)) {
    const floats: number[] = [];
    for (const { kinds, values } of columns) if (kinds[at] === cellKinds.float) floats.push(values[at]!);
    return floats.length === 0 ? undefined : sum.ofFloats(floats);
  }
  const elements = columns.flatMap((column) => {
    const value = cellAt(column, at);
    return value === undefined ? [] : [{ value, labels: column.labels }];
  });
  return sum.ofElements(elements, (text) => annotate(evaluation, text, aggregation.expression.range));
}

/** The floats of a group; says if histograms are left out. */
function floatsOf({ columns, at, evaluation, aggregation }: Cells): readonly number[] {
  const floats: number[] = [];
  let hasHistogram = false;
  for (const { kinds, values } of columns) {
    if (kinds[at] === cellKinds.float) floats.push(values[at]!);
    else if (kinds[at] === cellKinds.histogram) hasHistogram = true;
  }
  if (hasHistogram) {
    const { operator, expression } = aggregation;
    annotate(evaluation, annotationTexts.histogramIgnored(operator), expression.range);
  }
  return floats;
}

function best(cells: Cells, isBetter: (candidate: number, held: number) => boolean): number | undefined {
  let held: number | undefined;
  for (const value of floatsOf(cells)) {
    if (held === undefined || isBetter(value, held) || Number.isNaN(held)) held = value;
  }
  return held;
}

/** Of the population, by Welford's method; one that starts with what is no finite number has none. */
function variance(cells: Cells): number | undefined {
  const floats = floatsOf(cells);
  const [first] = floats;
  if (first === undefined) return undefined;
  let [mean, squares] = [first, Number.isFinite(first) ? 0 : Number.NaN];
  for (let at = 1; at < floats.length; at++) {
    const delta = floats[at]! - mean;
    mean += delta / (at + 1);
    squares += delta * (floats[at]! - mean);
  }
  return squares / floats.length;
}
