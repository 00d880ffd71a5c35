/** A line of two texts that are compared: in both, only in the old one, or only in the new one. */
export type DifferenceLine = { readonly sign: " " | "-" | "+"; readonly text: string };

/** Most insertions and deletions that are followed one by one; beyond it the rest counts as replaced. */
const editsMax = 400;

/**
 * The shortest way from one list of lines to another.
 *
 * Source: E. W. Myers, An O(ND) Difference Algorithm and Its Variations, Algorithmica 1 (1986).
 */
export function lineDifference(before: readonly string[], after: readonly string[]): readonly DifferenceLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++;
  }
  const middle = shortestEdits(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...signed(" ", before.slice(0, start)), ...middle, ...signed(" ", before.slice(before.length - end))];
}

const signed = (sign: DifferenceLine["sign"], lines: readonly string[]): readonly DifferenceLine[] =>
  lines.map((text) => ({ sign, text }));

function shortestEdits(before: readonly string[], after: readonly string[]): readonly DifferenceLine[] {
  const rows = furthestPoints(before, after);
  if (rows === "too-many-edits") return [...signed("-", before), ...signed("+", after)];
  const edits: DifferenceLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let step = rows.length - 1; step > 0; step--) {
    const row = rows[step - 1]!;
    const diagonal = x - y;
    const isDown = diagonal === -step || (diagonal !== step && at(row, diagonal - 1) < at(row, diagonal + 1));
    const previous = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = at(row, previous);
    const fromY = fromX - previous;
    while (x > fromX && y > fromY && before[x - 1] === after[y - 1]) {
      edits.push({ sign: " ", text: before[--x]! });
      y--;
    }
    if (isDown) edits.push({ sign: "+", text: after[--y]! });
    else edits.push({ sign: "-", text: before[--x]! });
  }
  while (x > 0) edits.push({ sign: " ", text: before[--x]! });
  return edits.reverse();
}

type Row = ReadonlyMap<number, number>;

const at = (row: Row, diagonal: number): number => row.get(diagonal) ?? -1;

/** How far each diagonal reaches with 0, 1, 2 … edits, up to the number of edits that leads to the end. */
function furthestPoints(before: readonly string[], after: readonly string[]): readonly Row[] | "too-many-edits" {
  const rows: Row[] = [];
  let last: Row = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(editsMax, before.length + after.length); edits++) {
    const row = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const isDown = diagonal === -edits || (diagonal !== edits && at(last, diagonal - 1) < at(last, diagonal + 1));
      let x = isDown ? at(last, diagonal + 1) : at(last, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      row.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return [...rows, row];
    }
    rows.push(row);
    last = row;
  }
  return "too-many-edits";
}
