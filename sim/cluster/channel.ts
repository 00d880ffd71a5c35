/** Tells listeners that something about an item changed: what a watch of the API is, without the network. */
export type Channel<Item, Change> = {
  /** From now on `listener` hears of every change, after those who subscribed before. */
  readonly subscribe: (listener: (item: Item, change: Change) => void) => void;
  readonly publish: (item: Item, change: Change) => void;
};

/** A channel without listeners. A listener notes the change and acts later; it does not publish from inside. */
export function createChannel<Item, Change>(): Channel<Item, Change> {
  const listeners: ((item: Item, change: Change) => void)[] = [];
  return {
    subscribe: (listener) => {
      listeners.push(listener);
    },
    publish: (item, change) => {
      for (const listener of listeners) listener(item, change);
    },
  };
}
