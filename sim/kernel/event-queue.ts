import { type SimTime, simTime } from "../units.ts";

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

/** A queue without actions. A cancelled one stays in the heap, without its closure, until its turn comes. */
export function createEventQueue(): EventQueue {
  const heap = createHeap();
  const actions = new Map<EventHandle, () => void>();
  let sequence = 0;

  const dropCancelled = (): void => {
    while (heap.size() > 0 && !actions.has(heap.firstSequence())) heap.removeFirst();
  };

  return {
    size: () => actions.size,
    add: (time, action) => {
      const handle = sequence++;
      actions.set(handle, action);
      heap.add(time, handle);
      return handle;
    },
    cancel: (handle) => {
      actions.delete(handle);
    },
    nextAt: () => {
      dropCancelled();
      return heap.size() === 0 ? undefined : heap.firstTime();
    },
    take: () => {
      dropCancelled();
      if (heap.size() === 0) return undefined;
      const handle = heap.firstSequence();
      const action = actions.get(handle);
      actions.delete(handle);
      heap.removeFirst();
      return action;
    },
  };
}

/** A binary heap in parallel typed arrays, ordered by (time, sequence). Sequences are added in ascending order. */
type Heap = {
  readonly size: () => number;
  readonly firstTime: () => SimTime;
  readonly firstSequence: () => number;
  readonly add: (time: SimTime, sequence: number) => void;
  readonly removeFirst: () => void;
};

function createHeap(): Heap {
  let times = new Float64Array(64);
  let sequences = new Float64Array(64);
  let length = 0;

  const add = (time: SimTime, sequence: number): void => {
    if (length === times.length) {
      times = doubled(times);
      sequences = doubled(sequences);
    }
    let hole = length++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // The new sequence is the largest, so only a later time has to move down.
      if (times[parent]! <= time) break;
      times[hole] = times[parent]!;
      sequences[hole] = sequences[parent]!;
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = sequence;
  };

  const removeFirst = (): void => {
    length--;
    const time = times[length]!;
    const sequence = sequences[length]!;
    let hole = 0;
    for (let child = 1; child < length; child = 2 * hole + 1) {
      if (child + 1 < length && isBefore(times[child + 1]!, sequences[child + 1]!, child)) child++;
      if (isBefore(time, sequence, child)) break;
      times[hole] = times[child]!;
      sequences[hole] = sequences[child]!;
      hole = child;
    }
    times[hole] = time;
    sequences[hole] = sequence;
  };

  const isBefore = (time: number, sequence: number, place: number): boolean =>
    time < times[place]! || (time === times[place]! && sequence < sequences[place]!);

  return {
    size: () => length,
    firstTime: () => simTime(times[0]!),
    firstSequence: () => sequences[0]!,
    add,
    removeFirst,
  };
}

function doubled(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(values.length * 2);
  more.set(values);
  return more;
}
