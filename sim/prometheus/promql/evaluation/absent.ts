import { type Label, type Labels, labelsOf } from "../labels.ts";
import type { Expression } from "../syntax/ast.ts";
import { type Column, cellKinds, emptyColumn, hasCells, setCell } from "./column.ts";
import type { Evaluation } from "./evaluation.ts";

/** A single series of 1 where none of the columns has a sample. */
export function absentColumns(
  { grid }: Evaluation,
  expression: Expression,
  columns: readonly Column[],
): readonly Column[] {
  const column = emptyColumn(absentLabels(expression), true, grid.count);
  for (let at = 0; at < grid.count; at++) {
    if (columns.every(({ kinds }) => kinds[at] === cellKinds.none)) setCell(column, at, 1);
  }
  return hasCells(column) ? [column] : [];
}

/** The labels that a selector asks for by equality, each once: those that what is missing would have. */
function absentLabels(expression: Expression): Labels {
  const selector = expression.kind === "matrix-selector" ? expression.selector : expression;
  if (selector.kind !== "vector-selector") return labelsOf([]);
  const seen = new Set<string>();
  const labels = new Map<string, string>();
  for (const { name, operator, value } of selector.matchers) {
    if (name === "__name__") continue;
    if (operator === "=" && !seen.has(name)) {
      labels.set(name, value);
      seen.add(name);
    } else {
      labels.delete(name);
    }
  }
  return labelsOf([...labels] satisfies Label[]);
}
