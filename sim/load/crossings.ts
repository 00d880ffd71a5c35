import type { EventHandle } from "../kernel/event-queue.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { between, type Duration, microseconds, plus, type SimTime } from "../units.ts";
import { isNews, segmentOf } from "./emission.ts";
import { advance, type Pool } from "./pool.ts";
import type { ServingSegment } from "./segment.ts";
import type { Stream } from "./stream.ts";

/** Tells what pools do, now and at each crossing to come. */
type Crossings = {
  /** Tells of a pool that was just planned, and wakes up at its next crossing: one event a pool. */
  readonly follow: (pool: Pool) => void;
};

type CrossingSettings = {
  readonly kernel: Kernel;
  readonly zero: SimTime;
  readonly emit: (segment: ServingSegment) => void;
};

export function createCrossings({ kernel, zero, emit }: CrossingSettings): Crossings {
  const announce = createAnnouncer(emit);
  const awaited = new Map<Pool, { readonly at: number; readonly handle: EventHandle }>();
  const now = (): Duration => between(zero, kernel.now());

  const follow = (pool: Pool): void => {
    announce(pool, now());
    // A crossing falls between two microseconds; the kernel hears of it at the later one.
    const at = Math.ceil(pool.crossingAt);
    const before = awaited.get(pool);
    if (before?.at === at) return;
    if (before) kernel.cancel(before.handle);
    awaited.delete(pool);
    if (at === Number.POSITIVE_INFINITY) return;
    const cross = (): void => {
      awaited.delete(pool);
      advance(pool, now());
      follow(pool);
    };
    awaited.set(pool, { at, handle: kernel.at(plus(zero, microseconds(at)), cross) });
  };

  return { follow };
}

/** Tells of a pool's segments when they say something new. */
function createAnnouncer(emit: (segment: ServingSegment) => void): (pool: Pool, time: Duration) => void {
  const last = new Map<Stream, { readonly time: Duration; readonly segment: ServingSegment }>();
  return (pool, time) => {
    pool.streams.forEach((stream, index) => {
      const segment = segmentOf(pool, index);
      const before = last.get(stream);
      if (!isNews(before?.segment, segment, before ? (time - before.time) / 1e6 : 0)) return;
      last.set(stream, { time, segment });
      emit(segment);
    });
  };
}
