import type { RangeSeries } from "../range-series.ts";
import type { Window } from "../window.ts";
import type { SortedNumbers } from "./quantile.ts";

/** The floats of a window in rising order; quick for one that has moved on a little since the last. */
export type SortedFloats = (window: Window) => SortedNumbers;

/** Of no window yet. Equal numbers stand in the order of time, zeros of both signs among them. */
export function createSortedFloats(): SortedFloats {
  const sorted = { numbers: new Float64Array(64), count: 0, missing: 0 };
  let of: RangeSeries | undefined;
  let [first, end] = [0, 0];

  const insert = (value: number): void => {
    if (Number.isNaN(value)) {
      sorted.missing++;
      return;
    }
    const { numbers, count } = sorted;
    let at = count;
    while (at > 0 && numbers[at - 1]! > value) {
      numbers[at] = numbers[at - 1]!;
      at--;
    }
    numbers[at] = value;
    sorted.count++;
  };
  /** The oldest of equal numbers stands first among them. */
  const removeOldest = (value: number): void => {
    if (Number.isNaN(value)) {
      sorted.missing--;
      return;
    }
    const { numbers, count } = sorted;
    let at = 0;
    while (numbers[at]! < value) at++;
    numbers.copyWithin(at, at + 1, count);
    sorted.count--;
  };
  const sortAnew = (values: Float64Array): void => {
    const numbers = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    sorted.numbers.set(numbers);
    sorted.count = numbers.length;
    sorted.missing = values.length - numbers.length;
  };
  return ({ series, firstFloat, endFloat }) => {
    const { values } = series.floats;
    const length = endFloat - firstFloat;
    if (length > sorted.numbers.length) {
      const numbers = new Float64Array(length * 2);
      numbers.set(sorted.numbers.subarray(0, sorted.count));
      sorted.numbers = numbers;
    }
    const isNear = of === series && firstFloat < end && firstFloat >= first && endFloat >= end;
    if (isNear && firstFloat - first + endFloat - end < length) {
      for (let at = first; at < firstFloat; at++) removeOldest(values[at]!);
      for (let at = end; at < endFloat; at++) insert(values[at]!);
    } else sortAnew(values.subarray(firstFloat, endFloat));
    of = series;
    [first, end] = [firstFloat, endFloat];
    return sorted;
  };
}
