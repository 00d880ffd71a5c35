import type { EventHandle } from "../kernel/event-queue.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type Duration, plus, type SimTime } from "../units.ts";

/**
 * What a controller has to look at: each item once, however often it was added, in the order of the first adding.
 *
 * Source: client-go v0.36.3 util/workqueue, with a worker that is always free.
 */
export type WorkQueue<Item> = {
  /** Has the item looked at in this instant, after everything that is already due. */
  readonly add: (item: Item) => void;
  /** Has it looked at when `delay` has passed; of several delays the earliest holds. */
  readonly addAfter: (item: Item, delay: Duration) => void;
};

export function createWorkQueue<Item>(kernel: Kernel, sync: (item: Item) => void): WorkQueue<Item> {
  const due = new Set<Item>();
  const waiting = new Map<Item, { readonly at: SimTime; readonly handle: EventHandle }>();

  const add = (item: Item): void => {
    if (due.has(item)) return;
    due.add(item);
    kernel.at(kernel.now(), () => {
      due.delete(item);
      sync(item);
    });
  };

  const addAfter = (item: Item, delay: Duration): void => {
    if (delay <= 0) {
      add(item);
      return;
    }
    const at = plus(kernel.now(), delay);
    const earlier = waiting.get(item);
    if (earlier && earlier.at <= at) return;
    if (earlier) kernel.cancel(earlier.handle);
    const handle = kernel.at(at, () => {
      waiting.delete(item);
      add(item);
    });
    waiting.set(item, { at, handle });
  };

  return { add, addAfter };
}
