import { annotationTexts } from "../annotation-texts.ts";
import { formatGoShort } from "../go-number.ts";
import type { Labels } from "../labels.ts";
import type { Aggregation } from "../syntax/ast.ts";
import type { Group } from "./aggregation-groups.ts";
import { type Column, cellAt, cellKinds, createCollector } from "./column.ts";
import { pushToHeap, replaceFirst, sortInserting } from "./element-heap.ts";
import { annotate, type Evaluation, failQuery } from "./evaluation.ts";
import { labelHashShare } from "./label-hash.ts";
import { parameterRange } from "./parameters.ts";

/** `topk`, `bottomk`, `limitk` and `limit_ratio`: some of the elements of each group, as they are. */
export function pickElements(
  evaluation: Evaluation,
  aggregation: Aggregation,
  { groups, parameters }: { readonly groups: readonly Group[]; readonly parameters: Float64Array },
): readonly Column[] {
  if (!checkParameters(evaluation, aggregation, parameters)) return [];
  const total = groups.reduce((sum, { columns }) => sum + columns.length, 0);
  const collector = createCollector(evaluation);
  for (let at = 0; at < evaluation.grid.count; at++) {
    for (const { columns } of groups) {
      const present = columns.filter(({ kinds }) => kinds[at] !== cellKinds.none);
      const picked = pick(evaluation, aggregation, { present, at, parameter: parameters[at]!, total });
      for (const column of picked) {
        collector.set(collector.column(column.labels, column.dropsName), at, cellAt(column, at)!);
      }
    }
  }
  return collector.columns();
}

/** False when no instant can give anything; ends the query over a number that is none. */
function checkParameters(evaluation: Evaluation, { operator, parameter }: Aggregation, values: Float64Array): boolean {
  const { least, most, hasNaN } = parameterRange(values);
  if (operator === "limit_ratio") {
    if (least === 0 && most === 0) return false;
    if (hasNaN) failQuery("Ratio value is NaN");
    const place = parameter!.range;
    if (most > 1) annotate(evaluation, annotationTexts.invalidRatio(most, 1), place);
    if (least < -1) annotate(evaluation, annotationTexts.invalidRatio(least, -1), place);
    return true;
  }
  if (most < 1) return false;
  if (hasNaN) failQuery("Parameter value is NaN");
  if (least <= -(2 ** 63)) failQuery(`Scalar value ${formatGoShort(least)} underflows int64`);
  if (most >= 2 ** 63) failQuery(`Scalar value ${formatGoShort(most)} overflows int64`);
  return true;
}

interface Picking {
  readonly present: readonly Column[];
  readonly at: number;
  readonly parameter: number;
  /** How many columns all groups have. */
  readonly total: number;
}

function pick(evaluation: Evaluation, { operator, range }: Aggregation, picking: Picking): readonly Column[] {
  const { present, at, parameter, total } = picking;
  if (operator === "limit_ratio") {
    return heaped(
      present.filter(({ labels }) => isInShare(labels, parameter)),
      at,
    );
  }
  const count = Math.min(Math.trunc(parameter), total);
  if (count < 1) return [];
  if (operator === "limitk") return heaped(present.slice(0, count), at);
  const floats = present.filter(({ kinds }) => kinds[at] === cellKinds.float);
  if (floats.length < present.length) annotate(evaluation, annotationTexts.histogramIgnored(operator), range);
  return extremes(floats, { at, count, sign: operator === "topk" ? 1 : -1 });
}

/** Upstream keeps elements in a heap by their values even where it does not ask for the values; a histogram counts as 0. */
function heaped(columns: readonly Column[], at: number): readonly Column[] {
  const heapValue = ({ kinds, values }: Column): number => (kinds[at] === cellKinds.float ? values[at]! : 0);
  const heap: Column[] = columns.slice(0, 1);
  for (const column of columns.slice(1)) {
    pushToHeap(heap, column, (a, b) => Number.isNaN(heapValue(a)) || heapValue(a) < heapValue(b));
  }
  return heap;
}

/** The highest (sign 1) or lowest (sign −1) elements; which of equal ones, and in which order, is as upstream's heap has it. */
function extremes(
  floats: readonly Column[],
  { at, count, sign }: { readonly at: number; readonly count: number; readonly sign: 1 | -1 },
): readonly Column[] {
  const heapValue = ({ values }: Column): number => sign * values[at]!;
  const before = (a: Column, b: Column): boolean => Number.isNaN(heapValue(a)) || heapValue(a) < heapValue(b);
  const heap: Column[] = [];
  for (const column of floats) {
    if (heap.length < count) pushToHeap(heap, column, before);
    else {
      const [first, value] = [heapValue(heap[0]!), heapValue(column)];
      if (first < value || (Number.isNaN(first) && !Number.isNaN(value))) replaceFirst(heap, column, before);
    }
  }
  if (heap.length <= insertionMax) sortInserting(heap, (a, b) => before(b, a));
  else heap.sort((a, b) => orderNaNLast(a.values[at]!, b.values[at]!, sign === 1 ? -1 : 1));
  return heap;
}

/** Source: go1.26 sort (pdqsort) */
const insertionMax = 12;

/** Rising with sign 1, falling with −1; NaN last either way. */
function orderNaNLast(a: number, b: number, sign: 1 | -1): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a === b ? 0 : a < b ? -sign : sign;
}

/** A negative ratio takes what the positive one that makes 1 with it leaves. */
function isInShare(labels: Labels, ratio: number): boolean {
  const capped = Math.max(-1, Math.min(1, ratio));
  if (capped === 0) return false;
  const share = labelHashShare(labels);
  return capped > 0 ? share < capped : share >= 1 + capped;
}
