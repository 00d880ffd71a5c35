/** A rate that changes evenly: `value` per second at its start, changing by `slope` per second, per second. */
export type Line = { readonly value: number; readonly slope: number };

export const noRate: Line = { value: 0, slope: 0 };

/** The rate when `seconds` have passed. */
export const rateAfter = (line: Line, seconds: number): number => line.value + line.slope * seconds;

/** What has come together when `seconds` have passed. */
export const amountAfter = (line: Line, seconds: number): number => seconds * (line.value + (line.slope * seconds) / 2);

/** The same rate, seen from a later start. */
export const laterBy = (line: Line, seconds: number): Line =>
  line.slope === 0 ? line : { value: rateAfter(line, seconds), slope: line.slope };

export const scaled = (line: Line, factor: number): Line => ({
  value: line.value * factor,
  slope: line.slope * factor,
});

export const sumOf = (a: Line, b: Line): Line => ({ value: a.value + b.value, slope: a.slope + b.slope });

export const difference = (a: Line, b: Line): Line => ({ value: a.value - b.value, slope: a.slope - b.slope });

/** The line from one value to another over so many seconds; level when there is no time between them. */
export const chord = (from: number, to: number, seconds: number): Line => ({
  value: from,
  slope: seconds > 0 && seconds < Number.POSITIVE_INFINITY ? (to - from) / seconds : 0,
});
