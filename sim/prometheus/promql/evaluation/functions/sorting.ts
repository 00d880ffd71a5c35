import { annotationTexts } from "../../annotation-texts.ts";
import { compareLabels, labelValue } from "../../labels.ts";
import type { Call } from "../../syntax/ast.ts";
import { type Column, cellKinds, hasCells } from "../column.ts";
import { annotate, type Evaluation, stringOf, vectorOf } from "../evaluation.ts";
import { isInstant } from "../grid.ts";
import { naturalOrder } from "./natural-order.ts";

/** `sort`, `sort_desc`, `sort_by_label`, `sort_by_label_desc`; without effect over a range. */
export function evaluateSort(evaluation: Evaluation, { signature, args, range }: Call): readonly Column[] {
  const { name } = signature;
  const columns = vectorOf(evaluation, args[0]!);
  const sign = name.endsWith("_desc") ? -1 : 1;
  if (!isInstant(evaluation.grid)) annotate(evaluation, annotationTexts.sortInRange, range);
  if (!name.startsWith("sort_by_label")) {
    const floats = columns.map(withoutHistograms).filter(hasCells);
    if (!isInstant(evaluation.grid)) return floats;
    return inOrder(floats, sign);
  }
  if (!isInstant(evaluation.grid)) return columns;
  const labels = args.slice(1).map(stringOf);
  return columns.toSorted((a, b) => sign * byLabels(a, b, labels));
}

/** NaN comes last, and as upstream's comparison has it, the later of several first. */
function inOrder(columns: readonly Column[], sign: 1 | -1): readonly Column[] {
  const isNumber = ({ values }: Column): boolean => !Number.isNaN(values[0]);
  const numbers = columns.filter(isNumber).toSorted((a, b) => {
    const [x, y] = [a.values[0]!, b.values[0]!];
    return x === y ? 0 : x < y ? -sign : sign;
  });
  return [...numbers, ...columns.filter((column) => !isNumber(column)).toReversed()];
}

function withoutHistograms(column: Column): Column {
  if (column.histograms.length === 0) return column;
  const kinds = column.kinds.map((kind) => (kind === cellKinds.float ? kind : cellKinds.none));
  return { ...column, kinds, histograms: [] };
}

function byLabels(a: Column, b: Column, names: readonly string[]): number {
  for (const name of names) {
    const order = naturalOrder(labelValue(a.labels, name), labelValue(b.labels, name));
    if (order !== 0) return order;
  }
  return compareLabels(a.labels, b.labels);
}
