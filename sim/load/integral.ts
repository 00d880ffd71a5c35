import { amountAfter, type Line } from "./line.ts";

/**
 * An amount that grows at a rate which changes evenly, and its whole past.
 *
 * Times are microseconds since the scenario's zero, possibly fractional. Reading takes a binary search over the changes of rate.
 */
export type Integral = {
  /** From `time` on the rate is another one. Times do not decrease. */
  readonly begin: (time: number, rate: Line) => void;
  /** What has come together by `time`: 0 before the first beginning. */
  readonly at: (time: number) => number;
};

/** An amount of 0 that does not grow yet. */
export function createIntegral(): Integral {
  const starts: number[] = [];
  const totals: number[] = [];
  const rates: Line[] = [];

  const amountBy = (index: number, time: number): number =>
    totals[index]! + amountAfter(rates[index]!, (time - starts[index]!) / 1e6);

  const begin = (time: number, rate: Line): void => {
    const last = starts.length - 1;
    if (last >= 0 && isLevel(rates[last]!, rate)) return;
    if (last >= 0 && starts[last] === time) {
      rates[last] = rate;
      return;
    }
    totals.push(last >= 0 ? amountBy(last, time) : 0);
    starts.push(time);
    rates.push(rate);
  };

  const at = (time: number): number => {
    const index = lastAt(starts, time);
    return index >= 0 ? amountBy(index, time) : 0;
  };

  return { begin, at };
}

/** The index of the last of some ascending times that is not after `time`; −1 when all are. Quick for recent times. */
export function lastAt(times: readonly number[], time: number): number {
  let high = times.length;
  let step = 1;
  while (high - step >= 0 && times[high - step]! > time) {
    high -= step;
    step *= 2;
  }
  let low = Math.max(0, high - step);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const isLevel = (a: Line, b: Line): boolean => a.value === b.value && a.slope === 0 && b.slope === 0;
