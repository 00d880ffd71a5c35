/** One measured figure: several rounds of the same work. */
export type Figure = {
  readonly what: string;
  readonly unit: string;
  /** Round by round. */
  readonly values: readonly number[];
  /** Absent where there is nothing to reach. */
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number };
};

/** Runs some work a few times without looking, then several times with. `round` answers with its figure. */
export function rounds<Result>(count: number, round: () => Result): readonly Result[] {
  const warmups = 3;
  for (let index = 0; index < warmups; index++) round();
  return Array.from({ length: count }, round);
}

/** The figures as a table: median, smallest and largest round, and the aim. */
export function figureTable(figures: readonly Figure[]): string {
  const header = ["", "median", "min", "max", "aim", ""];
  const rows = figures.map(({ what, unit, values, aim }) => {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = median(values);
    const spread = [middle, sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN].map(number);
    return [what, `${spread[0]} ${unit}`, spread[1]!, spread[2]!, ...judgement(middle, aim)];
  });
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]!.length)));
  return [header, ...rows]
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
    )
    .map((line) => line.trimEnd())
    .join("\n");
}

function judgement(value: number, aim: Figure["aim"]): readonly [string, string] {
  if (aim === undefined) return ["", ""];
  const isMet = "atLeast" in aim ? value >= aim.atLeast : value <= aim.atMost;
  const wanted = "atLeast" in aim ? `≥ ${number(aim.atLeast)}` : `≤ ${number(aim.atMost)}`;
  return [wanted, isMet ? "met" : "MISSED"];
}

/** The middle of several rounds. */
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const number = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
