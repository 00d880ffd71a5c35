import { Worker } from "node:worker_threads";
import type { PlayOrder } from "./play.ts";
import type { ProgressLine } from "./progress-line.ts";
import { resultOf, type ScenarioResult } from "./result.ts";

export type PlayAllSettings = { readonly workersMax: number; readonly progress: ProgressLine };

/** Fewer scenarios than this are through before a second thread would be up. */
const scenariosWorthThreads = 4;

/** Plays scenarios, several at once where that pays; results come in the order of the orders. */
export async function playAll(
  orders: readonly PlayOrder[],
  { workersMax, progress }: PlayAllSettings,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  const report = (share: number): void => progress.show(results.filter(Boolean).length + share, orders.length);
  const isAlone = workersMax < 2 || orders.length < scenariosWorthThreads;
  if (isAlone) {
    for (const [index, order] of orders.entries()) {
      results[index] = await resultOf(order, report);
    }
    return results;
  }
  let next = 0;
  const work = async (): Promise<void> => {
    const thread = startThread();
    try {
      for (let index = next++; index < orders.length; index = next++) {
        results[index] = await thread.play(orders[index]!);
        report(0);
      }
    } finally {
      await thread.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workersMax, orders.length) }, work));
  return results;
}

type Thread = { readonly play: (order: PlayOrder) => Promise<ScenarioResult>; readonly stop: () => Promise<unknown> };

function startThread(): Thread {
  const file = import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js";
  const worker = new Worker(new URL(file, import.meta.url));
  return {
    play: (order) =>
      new Promise((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
        worker.postMessage(order);
      }),
    stop: () => worker.terminate(),
  };
}
