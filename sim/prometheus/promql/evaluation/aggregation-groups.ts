import type { Labels } from "../labels.ts";
import type { Aggregation } from "../syntax/ast.ts";
import type { Column } from "./column.ts";
import type { Evaluation } from "./evaluation.ts";

/** Columns that are aggregated together. */
export interface Group {
  readonly labels: Labels;
  readonly columns: readonly Column[];
}

/** The columns by the labels that are kept. */
export function groupsOf(
  { derived }: Evaluation,
  columns: readonly Column[],
  { grouping, isWithout }: Aggregation,
): readonly Group[] {
  const labelsOfGroup = derived.ofGroups(grouping, isWithout);
  const groups = new Map<string, { readonly labels: Labels; readonly columns: Column[] }>();
  for (const column of columns) {
    const labels = labelsOfGroup(column.labels);
    const group = groups.get(labels.key);
    if (group === undefined) groups.set(labels.key, { labels, columns: [column] });
    else group.columns.push(column);
  }
  return [...groups.values()];
}
