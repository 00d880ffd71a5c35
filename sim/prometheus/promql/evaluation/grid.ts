/** Evenly spaced instants, in milliseconds since the epoch. */
export interface Grid {
  readonly start: number;
  /** Where the range that was asked for ends; the last instant may be before. */
  readonly end: number;
  /** Above 0, even for a single instant. */
  readonly step: number;
  /** The step that a query was asked with: 0 for an instant query. */
  readonly askedStep: number;
  /** How many instants there are. */
  readonly count: number;
}

/** The instants from `start` to `end`, both included. */
export const gridOf = (start: number, end: number, step: number): Grid => ({
  ...{ start, end, step, askedStep: step },
  count: end < start ? 0 : Math.floor((end - start) / step) + 1,
});

/** A single instant. */
export const instantGrid = (time: number): Grid => ({ start: time, end: time, step: 1, askedStep: 0, count: 1 });

/** Instant `at` of the grid. */
export const timeAt = ({ start, step }: Grid, at: number): number => start + at * step;

/** True for a grid of one instant that ends where it starts: its results keep their order. */
export const isInstant = ({ start, end }: Grid): boolean => start === end;
