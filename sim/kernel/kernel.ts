import { invariant } from "../invariant.ts";
import { type Duration, plus, type SimTime } from "../units.ts";
import { createEventQueue, type EventHandle } from "./event-queue.ts";
import { createRandomStream, type RandomStream } from "./random.ts";

/** Time, order and chance of one run. Everything that happens in the wind tunnel is an action of its kernel. */
export type Kernel = {
  readonly now: () => SimTime;
  /** Runs `action` at `time`, after everything that was added for that instant before. `time` is not in the past. */
  readonly at: (time: SimTime, action: () => void) => EventHandle;
  /** Runs `action` when `delay` has passed. */
  readonly after: (delay: Duration, action: () => void) => EventHandle;
  readonly cancel: (handle: EventHandle) => void;
  /** The instant of the next action; undefined when nothing is left to do. */
  readonly nextAt: () => SimTime | undefined;
  /** Runs every action up to and at `time`; then it is `time`. */
  readonly advanceTo: (time: SimTime) => void;
  /** The random numbers of one part, by name: `kubelet/node-3`. Asked twice, it goes on where it was. */
  readonly stream: (name: string) => RandomStream;
  /** Actions run so far. */
  readonly eventCount: () => number;
};

export type KernelSettings = {
  readonly start: SimTime;
  readonly seed: number;
  /** Most actions in the run; one more ends it with a `LimitError`. */
  readonly eventsMax: number;
};

/** A run went over one of its limits. The message names the limit, its value and where to raise it. */
export class LimitError extends Error {
  override readonly name = "LimitError";
}

/** A kernel whose clock stands at `start`. */
export function createKernel({ start, seed, eventsMax }: KernelSettings): Kernel {
  const queue = createEventQueue();
  const streams = new Map<string, RandomStream>();
  let now = start;
  let eventCount = 0;
  let isAdvancing = false;

  const at = (time: SimTime, action: () => void): EventHandle => {
    invariant(time >= now, "an action is added for now or later");
    return queue.add(time, action);
  };

  const advanceTo = (time: SimTime): void => {
    invariant(time >= now, "time never runs backwards");
    invariant(!isAdvancing, "an action does not advance the time that it runs in");
    isAdvancing = true;
    try {
      runUpTo(time);
    } finally {
      isAdvancing = false;
    }
    now = time;
  };

  const runUpTo = (time: SimTime): void => {
    for (;;) {
      const next = queue.nextAt();
      if (next === undefined || next > time) break;
      if (eventCount >= eventsMax) {
        throw new LimitError(`the run needs more than ${eventsMax} events, the limit "eventsMax" of the scenario`);
      }
      eventCount++;
      now = next;
      queue.take()?.();
    }
  };

  const stream = (name: string): RandomStream => {
    const known = streams.get(name);
    if (known) return known;
    const created = createRandomStream(seed, name);
    streams.set(name, created);
    return created;
  };

  return {
    now: () => now,
    at,
    after: (delay, action) => at(plus(now, delay), action),
    cancel: queue.cancel,
    nextAt: queue.nextAt,
    advanceTo,
    stream,
    eventCount: () => eventCount,
  };
}
