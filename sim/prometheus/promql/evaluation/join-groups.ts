import { matchedLabels } from "../labels.ts";
import type { VectorMatching } from "../syntax/ast.ts";
import type { Column } from "./column.ts";

/** Both sides of an operator, each column with the number of the group of equal labels that it may match. */
export interface Groups {
  readonly count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** The two operands of an operator between vectors. */
export interface Sides {
  readonly left: readonly Column[];
  readonly right: readonly Column[];
}

/** Numbers the columns of both sides by the labels they are matched on. */
export function groupsOf({ left, right }: Sides, { labels, isOn }: VectorMatching): Groups {
  const numbers = new Map<string, number>();
  const numberOf = (column: Column): number => {
    const { key } = matchedLabels(column.labels, labels, isOn);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  const [lefts, rights] = [Int32Array.from(left, numberOf), Int32Array.from(right, numberOf)];
  return { count: numbers.size, left: lefts, right: rights };
}
