import { parentPort, workerData } from "node:worker_threads";
import { type Attempt, attempt } from "./attempt.ts";
import type { PlayOrder } from "./play.ts";

/** What a thread is started with. */
export type ThreadOrders = {
  readonly orders: readonly PlayOrder[];
  /** The index of the next order that nobody has taken yet, shared by all threads. */
  readonly next: Int32Array<SharedArrayBuffer>;
};

/** What a thread tells: how far an order is, or what came of it. */
export type ThreadMessage = { readonly index: number } & ({ readonly share: number } | { readonly attempt: Attempt });

/** A thread that takes orders until none is left. */
async function main({ orders, next }: ThreadOrders): Promise<void> {
  const tell = (message: ThreadMessage): void => parentPort?.postMessage(message);
  for (let index = Atomics.add(next, 0, 1); index < orders.length; index = Atomics.add(next, 0, 1)) {
    const pace = (share: number): boolean => {
      tell({ index, share });
      return true;
    };
    tell({ index, attempt: await attempt(orders[index]!, pace) });
  }
}

await main(workerData);
