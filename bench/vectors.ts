import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type PreparedCase, prepareCase, type SyncClock } from "../conformance/vectors/run-case.ts";
import { kubernetesVersion } from "../sim/version.ts";
import { type Figure, rounds } from "./figure.ts";

/** The cases that come with the project. */
export const recordedCases = "fixtures/vectors/1.36.cases.jsonl.gz";

const secondsPerRoundMin = 0.3;

/** Cases of the release, read and ready to run. */
function preparedCases(path: string): readonly PreparedCase[] {
  const kubernetes = kubernetesVersion("1.36");
  if (kubernetes === undefined) throw new Error("1.36 is modelled");
  const raw = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(raw) : raw).toString("utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => prepareCase(JSON.parse(line), kubernetes));
}

/**
 * Syncs a second over recorded cases, in each of which something changes from sync to sync.
 *
 * Timed from the first sync of a case to its last, results included; reading the cases' JSON and quantities, and printing
 * the results, is not.
 */
export function benchVectors(path: string): Figure {
  const prepared = preparedCases(path);
  const values = rounds(7, () => {
    let syncs = 0;
    let seconds = 0;
    while (seconds < secondsPerRoundMin) {
      const began = performance.now();
      for (const { run } of prepared) syncs += run().ticks.length;
      seconds += (performance.now() - began) / 1000;
    }
    return syncs / seconds;
  });
  const what = `changing HPA syncs (${prepared.length} recorded cases)`;
  return { what, unit: "/s", values, aim: { atLeast: 80_000 } };
}

/** A round over the same cases that times the syncs alone, in syncs a second: no world made, no result printed. */
export function createSyncsAlone(path: string): () => number {
  const prepared = preparedCases(path);
  return () => {
    let began = 0;
    let spentMs = 0;
    const clock: SyncClock = {
      begin: () => {
        began = performance.now();
      },
      end: () => {
        spentMs += performance.now() - began;
      },
    };
    let syncs = 0;
    while (spentMs < secondsPerRoundMin * 1000) {
      for (const { run } of prepared) syncs += run(clock).ticks.length;
    }
    return (syncs / spentMs) * 1000;
  };
}
