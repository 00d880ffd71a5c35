import { type Labels, onlyLabels, withoutLabels } from "../labels.ts";
import type { Aggregation } from "../syntax/ast.ts";
import type { Column } from "./column.ts";

/** Columns that are aggregated together. */
export interface Group {
  readonly labels: Labels;
  readonly columns: readonly Column[];
}

/** The columns by the labels that are kept. */
export function groupsOf(columns: readonly Column[], { grouping, isWithout }: Aggregation): readonly Group[] {
  const groups = new Map<string, { readonly labels: Labels; readonly columns: Column[] }>();
  for (const column of columns) {
    const labels = groupLabels(column.labels, grouping, isWithout);
    const group = groups.get(labels.key);
    if (group === undefined) groups.set(labels.key, { labels, columns: [column] });
    else group.columns.push(column);
  }
  return [...groups.values()];
}

/** The labels of the group that an element belongs to. */
export const groupLabels = (labels: Labels, grouping: readonly string[], isWithout: boolean): Labels =>
  isWithout ? withoutLabels(labels, ["__name__", ...grouping]) : onlyLabels(labels, grouping);
