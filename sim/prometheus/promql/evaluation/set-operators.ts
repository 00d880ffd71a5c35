import type { BinaryExpression, VectorMatching } from "../syntax/ast.ts";
import { type Collector, type Column, cellAt, cellKinds, createCollector } from "./column.ts";
import type { Evaluation } from "./evaluation.ts";
import { isInstant } from "./grid.ts";
import { type Groups, groupsOf, type Sides } from "./join-groups.ts";

/** `and`, `or` and `unless`: which elements stay depends on whether the other side has some with the same labels. */
export function evaluateSetOperator(
  evaluation: Evaluation,
  { operator, matching }: BinaryExpression & { readonly matching: VectorMatching },
  sides: Sides,
): readonly Column[] {
  const groups = groupsOf(sides, matching);
  const collector = createCollector(evaluation);
  const { count } = evaluation.grid;
  if (operator === "or") {
    const isTaken = presence(sides.left, groups.left, { groups, count });
    copy(sides.left, collector, () => true);
    copy(sides.right, collector, (index, at) => isTaken[at * groups.count + groups.right[index]!] === 0);
  } else {
    const isThere = presence(sides.right, groups.right, { groups, count });
    const wanted = operator === "and" ? 1 : 0;
    copy(sides.left, collector, (index, at) => isThere[at * groups.count + groups.left[index]!] === wanted);
  }
  return isInstant(evaluation.grid) ? collector.columns() : collector.columns().map(named([sides.left, sides.right]));
}

/** Whether a series keeps its name is up to the first sample that it was given, from whichever side. */
function named(sides: readonly (readonly Column[])[]): (column: Column) => Column {
  const byKey = new Map<string, Column[]>();
  for (const column of sides.flat()) byKey.set(column.labels.key, [...(byKey.get(column.labels.key) ?? []), column]);
  return (column) => {
    const at = column.kinds.findIndex((kind) => kind !== cellKinds.none);
    const sources = byKey.get(column.labels.key) ?? [];
    const source = sources.find(({ kinds }) => kinds[at] !== cellKinds.none);
    return { ...column, dropsName: source?.dropsName ?? column.dropsName };
  };
}

/** For each instant and group 1 where a column of the group has a sample. */
function presence(
  columns: readonly Column[],
  numbers: Int32Array,
  { groups, count }: { readonly groups: Groups; readonly count: number },
): Uint8Array {
  const isThere = new Uint8Array(count * groups.count);
  for (const [index, { kinds }] of columns.entries()) {
    for (let at = 0; at < count; at++) {
      if (kinds[at] !== cellKinds.none) isThere[at * groups.count + numbers[index]!] = 1;
    }
  }
  return isThere;
}

function copy(
  columns: readonly Column[],
  collector: Collector,
  isWanted: (index: number, at: number) => boolean,
): void {
  for (const [index, column] of columns.entries()) {
    const target = collector.column(column.labels, column.dropsName);
    for (let at = 0; at < column.kinds.length; at++) {
      const value = cellAt(column, at);
      if (value !== undefined && isWanted(index, at)) collector.set(target, at, value);
    }
  }
}
