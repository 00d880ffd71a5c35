import { type Duration, minutes, plus, type SimTime, seconds, simTime, toWholeSecond } from "../units.ts";
import type { Rejection } from "./node-fit.ts";
import type { PodRecord } from "./records.ts";

/** A pod that waits to be placed. */
export type Waiting = {
  readonly pod: PodRecord;
  /** When it came into the queue, or came back to it. */
  since: SimTime;
  /** How often it found no node. */
  failures: number;
  /** The filters that turned it down the last time; empty when there was no node to ask. */
  rejectedBy: ReadonlySet<Rejection["by"]>;
};

/**
 * Pods to be placed, and pods for which there was no room.
 *
 * The latter are tried again when something happens that may help them. They then stand behind all others until their
 * backoff is over, but they do not have to wait for that: the scheduler takes a pod in backoff when it has no other.
 * Source: kubernetes v1.36.3 pkg/scheduler/backend/queue, with the gate SchedulerPopFromBackoffQ, on since 1.33.
 */
export type SchedulingQueue = {
  readonly add: (pod: PodRecord) => void;
  readonly remove: (pod: PodRecord) => void;
  /** Takes everything that is to be tried now, in order. */
  readonly takeAll: () => readonly Waiting[];
  /** Puts a pod aside that found no node. */
  readonly putAside: (waiting: Waiting, rejections: readonly Rejection[]) => void;
  /** Has those pods tried again that `mayHelp` picks; true when there are any. */
  readonly retry: (mayHelp: (waiting: Waiting) => boolean) => boolean;
  /** When the first of the pods put aside is tried again even if nothing happens; undefined when none is. */
  readonly retryAt: () => SimTime | undefined;
  readonly isOverdue: (waiting: Waiting) => boolean;
};

export function createSchedulingQueue(now: () => SimTime): SchedulingQueue {
  const start = now();
  const active = new Map<PodRecord, Waiting>();
  const aside = new Map<PodRecord, Waiting>();

  const takeAll = (): readonly Waiting[] => {
    const all = [...active.values()];
    active.clear();
    const turns = new Map(all.map((waiting) => [waiting, backoffLeft(waiting, now())]));
    return all.sort((a, b) => (turns.get(a) ?? 0) - (turns.get(b) ?? 0) || a.since - b.since);
  };

  const putAside = (waiting: Waiting, rejections: readonly Rejection[]): void => {
    waiting.since = now();
    waiting.failures++;
    waiting.rejectedBy = new Set(rejections.map(({ by }) => by));
    aside.set(waiting.pod, waiting);
  };

  const retry = (mayHelp: (waiting: Waiting) => boolean): boolean => {
    const helped = [...aside.values()].filter(mayHelp);
    for (const waiting of helped) {
      aside.delete(waiting.pod);
      active.set(waiting.pod, waiting);
    }
    return helped.length > 0;
  };

  const retryAt = (): SimTime | undefined => {
    let earliest: SimTime | undefined;
    for (const waiting of aside.values()) {
      const at = retriedAt(waiting, start);
      if (earliest === undefined || at < earliest) earliest = at;
    }
    return earliest;
  };

  return {
    add: (pod) => {
      active.set(pod, { pod, since: now(), failures: 0, rejectedBy: new Set() });
    },
    remove: (pod) => {
      active.delete(pod);
      aside.delete(pod);
    },
    takeAll,
    putAside,
    retry,
    retryAt,
    isOverdue: (waiting) => retriedAt(waiting, start) <= now(),
  };
}

/** Source: the same package, podMaxInUnschedulablePodsDuration, which is looked after every 30 seconds. */
const unschedulableMax = minutes(5);
const flushPeriod = seconds(30);

function retriedAt(waiting: Waiting, start: SimTime): SimTime {
  // Nobody has turned the pod down, so nothing that happens is known to help it: it comes back after its backoff.
  if (waiting.rejectedBy.size === 0) return plus(backoffEnd(waiting), seconds(1));
  const flushes = Math.floor((waiting.since + unschedulableMax - start) / flushPeriod) + 1;
  return simTime(start + flushes * flushPeriod);
}

/**
 * Whole seconds, as microseconds, until the backoff ends, one added so that its last second counts; 0 when it is over.
 */
function backoffLeft(waiting: Waiting, now: SimTime): number {
  return waiting.failures === 0 ? 0 : Math.max(0, backoffEnd(waiting) - toWholeSecond(now) + seconds(1));
}

/**
 * Source: the same package, backoff_queue.go: in whole seconds, so that pods which fail together come back together.
 */
const backoffEnd = ({ since, failures }: Waiting): SimTime => toWholeSecond(plus(since, backoff(failures)));

/** One second after the first failure, twice as long after each other, and at most ten. */
function backoff(failures: number): Duration {
  let count = 1;
  for (let failure = 1; failure < failures && count < backoffMaxSeconds; failure++) count *= 2;
  return seconds(Math.min(count, backoffMaxSeconds));
}

const backoffMaxSeconds = 10;
