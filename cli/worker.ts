import { parentPort } from "node:worker_threads";
import type { PlayOrder } from "./play.ts";
import { resultOf, type ScenarioResult } from "./result.ts";

/** A thread that plays the scenarios it is given, one after the other. */
parentPort?.on("message", async (order: PlayOrder) => {
  parentPort?.postMessage(lightened(await resultOf(order, () => {})));
});

/** Without the facts: what they are needed for has been written here, and they are most of the weight. */
function lightened(result: ScenarioResult): ScenarioResult {
  if (result.kind !== "played") return result;
  const { played } = result;
  const { run } = played.report;
  const light = { ...run, trace: { ...run.trace, facts: [] } };
  return { ...result, played: { ...played, report: { ...played.report, run: light } } };
}
