import { groupLabels } from "../derived-labels.ts";
import { formatGoPlain } from "../go-number.ts";
import { printHistogram } from "../histogram/print.ts";
import { withLabels } from "../labels.ts";
import type { Aggregation } from "../syntax/ast.ts";
import { isUtf8, quote } from "../syntax/quote.ts";
import { type Column, cellAt, createCollector } from "./column.ts";
import { type Evaluation, failQuery, stringOf } from "./evaluation.ts";

/** `count_values`: how many elements have each value, which becomes a label. */
export function countValues(
  evaluation: Evaluation,
  { grouping, isWithout, parameter }: Aggregation,
  columns: readonly Column[],
): readonly Column[] {
  const label = stringOf(parameter);
  if (label === "" || !isUtf8(label)) failQuery(`invalid label name ${quote(label)}`);
  const kept = isWithout ? grouping : [...grouping, label];
  const collector = createCollector(evaluation);
  for (let at = 0; at < evaluation.grid.count; at++) {
    const counts = new Map<string, { readonly target: Column; count: number }>();
    for (const column of columns) {
      const value = cellAt(column, at);
      if (value === undefined) continue;
      const text = typeof value === "number" ? formatGoPlain(value) : printHistogram(value);
      const labels = groupLabels(withLabels(column.labels, [[label, text]]), kept, isWithout);
      const held = counts.get(labels.key) ?? { target: collector.column(labels, false), count: 0 };
      held.count++;
      counts.set(labels.key, held);
    }
    for (const { target, count } of counts.values()) collector.set(target, at, count);
  }
  return collector.columns();
}
