import type { SimTime } from "../units.ts";

/** Names a queued action, for cancelling it. Never used again after the action ran. */
export type EventHandle = number;

/** Actions in order of time; those of one instant in the order in which they were added. */
export type EventQueue = {
  readonly size: () => number;
  readonly add: (time: SimTime, action: () => void) => EventHandle;
  /** Takes an action out. No effect when it ran or was cancelled before. */
  readonly cancel: (handle: EventHandle) => void;
  /** The instant of the first action; undefined when the queue is empty. */
  readonly nextAt: () => SimTime | undefined;
  /** Removes the first action and returns it; undefined when the queue is empty. */
  readonly take: () => (() => void) | undefined;
};

/**
 * A binary heap in parallel typed arrays, ordered by (time, sequence).
 *
 * A cancelled action stays in the heap without its closure until its turn comes.
 */
export function createEventQueue(): EventQueue {
  let capacity = 64;
  let times = new Float64Array(capacity);
  let sequences = new Float64Array(capacity);
  const actions = new Map<number, () => void>();
  let length = 0;
  let sequence = 0;

  const grow = (): void => {
    capacity *= 2;
    const moreTimes = new Float64Array(capacity);
    const moreSequences = new Float64Array(capacity);
    moreTimes.set(times);
    moreSequences.set(sequences);
    times = moreTimes;
    sequences = moreSequences;
  };

  const add = (time: SimTime, action: () => void): EventHandle => {
    if (length === capacity) grow();
    const handle = sequence++;
    actions.set(handle, action);
    let hole = length++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // The new sequence is the largest, so only a later parent has to move down.
      if (times[parent]! <= time) break;
      times[hole] = times[parent]!;
      sequences[hole] = sequences[parent]!;
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = handle;
    return handle;
  };

  const removeFirst = (): void => {
    length--;
    const time = times[length]!;
    const last = sequences[length]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= length) break;
      const right = child + 1;
      if (right < length && isBefore(right, child)) child = right;
      if (time < times[child]! || (time === times[child]! && last < sequences[child]!)) break;
      times[hole] = times[child]!;
      sequences[hole] = sequences[child]!;
      hole = child;
    }
    times[hole] = time;
    sequences[hole] = last;
  };

  const isBefore = (a: number, b: number): boolean =>
    times[a]! < times[b]! || (times[a]! === times[b]! && sequences[a]! < sequences[b]!);

  const dropCancelled = (): void => {
    while (length > 0 && !actions.has(sequences[0]!)) removeFirst();
  };

  return {
    size: () => actions.size,
    add,
    cancel: (handle) => {
      actions.delete(handle);
    },
    nextAt: () => {
      dropCancelled();
      return length === 0 ? undefined : (times[0]! as SimTime);
    },
    take: () => {
      dropCancelled();
      if (length === 0) return undefined;
      const handle = sequences[0]!;
      const action = actions.get(handle);
      actions.delete(handle);
      removeFirst();
      return action;
    },
  };
}
