import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { VectorCase } from "../conformance/vectors/case.ts";
import { prepareCase } from "../conformance/vectors/run-case.ts";
import { kubernetesVersion } from "../sim/version.ts";
import { type Figure, rounds } from "./figure.ts";

/** The cases that come with the project. */
export const recordedCases = "fixtures/vectors/1.36.cases.jsonl.gz";

const secondsPerRoundMin = 0.3;

/**
 * Syncs a second over recorded cases, in each of which something changes from sync to sync.
 *
 * Timed from the first sync of a case to its last, results included; reading the cases' JSON and quantities, and printing
 * the results, is not.
 */
export function benchVectors(path: string): Figure {
  const kubernetes = kubernetesVersion("1.36");
  if (kubernetes === undefined) throw new Error("1.36 is modelled");
  const raw = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(raw) : raw).toString("utf8");
  const cases = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): VectorCase => JSON.parse(line));
  const prepared = cases.map((vector) => prepareCase(vector, kubernetes));
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
  return { what: `changing HPA syncs (${cases.length} recorded cases)`, unit: "/s", values, aim: { atLeast: 80_000 } };
}
