import { Worker } from "node:worker_threads";
import { type Attempt, failed } from "./attempt.ts";
import type { PlayOrder } from "./play.ts";
import type { ThreadMessage, ThreadOrders } from "./worker.ts";

export type ThreadSettings = {
  readonly threadsMax: number;
  /** Hears how far each order is, from 0 to 1. */
  readonly onShares: (shares: readonly number[]) => void;
  /** Takes each result as it comes, in no certain order, and answers with what is to be kept of it. */
  readonly keep: (attempt: Attempt) => Attempt;
};

/** Plays scenarios in threads, so that this one stays free for the terminal; results come in the order of the orders. */
export async function playInThreads(
  orders: readonly PlayOrder[],
  { threadsMax, onShares, keep }: ThreadSettings,
): Promise<readonly Attempt[]> {
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const shares = orders.map(() => 0);
  const attempts: Attempt[] = [];
  const hear = (message: ThreadMessage): void => {
    const isDone = "attempt" in message;
    if (isDone) attempts[message.index] = keep(message.attempt);
    shares[message.index] = isDone ? 1 : message.share;
    onShares(shares);
  };
  const threads = Array.from({ length: Math.min(threadsMax, orders.length) }, () => runThread({ orders, next }, hear));
  const errors = (await Promise.all(threads)).filter((error) => error !== undefined);
  return orders.map((order, index) => attempts[index] ?? failed(order, errors[0] ?? new Error("its thread ended")));
}

/** Runs a thread to its end; resolves with the error that it died of. */
function runThread(workerData: ThreadOrders, hear: (message: ThreadMessage) => void): Promise<unknown> {
  const file = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js";
  const worker = new Worker(new URL(file, import.meta.url), { workerData });
  return new Promise((resolve) => {
    let cause: unknown;
    worker.on("message", hear);
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", () => resolve(cause));
  });
}
