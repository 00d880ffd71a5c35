import { setImmediate as nextTurn } from "node:timers/promises";
import { type Attempt, attempt, failed, type ScenarioResult } from "./attempt.ts";
import type { PlayOrder } from "./play.ts";
import { readStandardInput } from "./standard-input.ts";
import { playInThreads, type ThreadSettings } from "./threads.ts";

/** A single scenario that is through within this time is through before a thread would pay. */
const patienceMs = 300;

/** Plays scenarios, several at once; results come in the order of the orders. */
export async function playAll(
  orders: readonly PlayOrder[],
  settings: ThreadSettings,
): Promise<readonly ScenarioResult[]> {
  const [only] = orders;
  const attempts =
    only !== undefined && orders.length === 1 ? [await playOne(only, settings)] : await playInThreads(orders, settings);
  const results = new Map<PlayOrder, ScenarioResult>();
  const waiting: PlayOrder[] = [];
  for (const [index, order] of orders.entries()) {
    const tried = attempts[index]!;
    if (tried.kind === "played" || tried.kind === "failed") results.set(order, tried);
    else waiting.push(order);
  }
  if (waiting.length > 0) {
    const rest = await playReading(waiting, settings);
    for (const [index, order] of waiting.entries()) results.set(order, rest[index]!);
  }
  return orders.map((order) => results.get(order)!);
}

/** Plays those that ask for standard input: it is read once, whoever asks, and only if somebody does. */
async function playReading(orders: readonly PlayOrder[], settings: ThreadSettings): Promise<readonly ScenarioResult[]> {
  try {
    const standardInput = await readStandardInput();
    const given = orders.map((order) => ({ ...order, standardInput }));
    return await playAll(given, settings);
  } catch (error) {
    // The others have been played, and what came of them is still to be shown.
    return orders.map((order) => failed(order, error));
  }
}

/** Begins here, because that is quickest; what takes long starts again in a thread, which leaves this one to the terminal. */
async function playOne(order: PlayOrder, settings: ThreadSettings): Promise<Attempt> {
  const began = performance.now();
  const here = await attempt(order, async () => {
    await nextTurn();
    return performance.now() - began < patienceMs;
  });
  return here.kind === "given-up" ? (await playInThreads([order], settings))[0]! : settings.keep(here);
}
