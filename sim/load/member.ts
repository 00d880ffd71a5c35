import { lastAt } from "./integral.ts";
import { createMeter } from "./meter.ts";
import type { Pool } from "./pool.ts";
import type { PrescribedCpu } from "./prescribed-cpu.ts";
import type { UsageGroup } from "./usage.ts";

/** Where a pod's load comes from while it is ready. */
export type Place =
  | { readonly kind: "pool"; readonly pool: Pool }
  | { readonly kind: "group"; readonly group: UsageGroup; readonly cpu: PrescribedCpu | undefined };

/** What one pod has had of the load, over all the times that it was ready. Times are microseconds since the scenario's zero. */
export type Member = {
  readonly enter: (time: number, place: Place) => void;
  readonly exit: (time: number) => void;
  /** Where the pod is now; undefined when it is not ready. */
  readonly place: () => Place | undefined;
  /** Where it was at `time`. */
  readonly placeAt: (time: number) => Place | undefined;
  readonly served: (time: number) => number;
  readonly throttled: (time: number) => number;
  readonly cpu: (time: number) => number;
};

type Stay = { readonly place: Place; until: number };

export function createMember(): Member {
  const served = createMeter();
  const throttled = createMeter();
  const cpu = createMeter();
  const starts: number[] = [];
  const stays: Stay[] = [];

  const enter = (time: number, place: Place): void => {
    starts.push(time);
    stays.push({ place, until: Number.POSITIVE_INFINITY });
    if (place.kind === "pool") {
      served.begin(time, place.pool.servedEach);
      throttled.begin(time, place.pool.throttledEach);
    } else if (place.cpu) {
      cpu.begin(time, place.cpu.used);
      throttled.begin(time, place.cpu.throttled);
    }
  };

  const exit = (time: number): void => {
    const stay = stays.at(-1);
    if (stay) stay.until = Math.min(stay.until, time);
    for (const meter of [served, throttled, cpu]) meter.end(time);
  };

  const place = (): Place | undefined => {
    const stay = stays.at(-1);
    return stay?.until === Number.POSITIVE_INFINITY ? stay.place : undefined;
  };

  const placeAt = (time: number): Place | undefined => {
    const stay = stays[lastAt(starts, time)];
    return stay && time < stay.until ? stay.place : undefined;
  };

  return { enter, exit, place, placeAt, served: served.at, throttled: throttled.at, cpu: cpu.at };
}
