import { type Integral, lastAt } from "./integral.ts";

/**
 * What one pod has got of amounts that grow while it is there; one amount at a time, each of which may come again.
 *
 * Times are microseconds since the scenario's zero.
 */
type Meter = {
  /** From `time` on the pod gets what `source` grows by. */
  readonly begin: (time: number, source: Source) => void;
  readonly end: (time: number) => void;
  /** All that the pod has got by `time`. */
  readonly at: (time: number) => number;
};

/** An amount that only grows. */
export type Source = Pick<Integral, "at">;

type Stay = { readonly source: Source; readonly offset: number; readonly before: number; until: number };

export function createMeter(): Meter {
  const starts: number[] = [];
  const stays: Stay[] = [];

  const at = (time: number): number => {
    const stay = stays[lastAt(starts, time)];
    return stay ? stay.before + (stay.source.at(Math.min(time, stay.until)) - stay.offset) : 0;
  };

  return {
    begin: (time, source) => {
      stays.push({ source, offset: source.at(time), before: at(time), until: Number.POSITIVE_INFINITY });
      starts.push(time);
    },
    end: (time) => {
      const stay = stays.at(-1);
      if (stay) stay.until = Math.min(stay.until, time);
    },
    at,
  };
}
