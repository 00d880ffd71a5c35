/** An instant on an axis of time, in seconds from zero. */
type TimeTick = { readonly at: number; readonly text: string };

/** Steps that people count time in, in seconds. */
export const timeSteps: readonly number[] = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
  10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
];

/** About `count` round instants between two others, both included where they are round. */
export function timeTicks(from: number, until: number, count: number): readonly TimeTick[] {
  const step = timeSteps.find((seconds) => (until - from) / seconds <= count) ?? Math.ceil(until - from);
  const ticks: TimeTick[] = [];
  for (let index = Math.ceil(from / step); index * step <= until; index++) {
    const at = Number((index * step).toFixed(3));
    ticks.push({ at, text: timeText(at) });
  }
  return ticks;
}

/** A span for an axis: `0`, `45s`, `1m30s`, `2h`, `-5m`, `1d`. */
export function timeText(seconds: number): string {
  const total = Math.abs(seconds);
  if (total === 0) return "0";
  const parts = [
    [Math.floor(total / 86_400), "d"],
    [Math.floor(total / 3600) % 24, "h"],
    [Math.floor(total / 60) % 60, "m"],
    [Number((total % 60).toFixed(3)), "s"],
  ] as const;
  const text = parts.map(([amount, unit]) => (amount === 0 ? "" : `${amount}${unit}`)).join("");
  return (seconds < 0 ? "-" : "") + text;
}

/**
 * Round values from 0 to `max` or a little above, at most `count` steps apart: 1, 2 or 5 times a power of ten.
 *
 * Steps are not smaller than `stepMin`: 1 for what is counted.
 */
export function valueTicks(max: number, count: number, stepMin: number = 0): readonly number[] {
  if (!(max > 0)) return [0, 1];
  const least = Math.max(stepMin, max / count);
  const power = 10 ** Math.floor(Math.log10(least));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= least * (1 - 1e-9)) ?? least;
  const ticks: number[] = [];
  for (let index = 0; ; index++) {
    const value = Number((index * step).toPrecision(12));
    ticks.push(value);
    if (value >= max * (1 - 1e-9)) return ticks;
  }
}
