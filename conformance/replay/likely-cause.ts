import type { Scenario } from "../../sim/scenario.ts";
import type { ComparedReadings } from "./compare-readings.ts";
import type { Divergence } from "./verdict.ts";

export type Evidence = {
  readonly scenario: Scenario;
  readonly first: Divergence;
  readonly readings: readonly ComparedReadings[];
};

/** What most likely made two runs part, from where they first did and from what their pods used. */
export function likelyCause({ scenario, first, readings }: Evidence): string {
  const factor = readings.map(costRatio).find((ratio) => ratio !== undefined);
  if (factor !== undefined) {
    return (
      `the pods of the real run used ${factor.toFixed(2)} times what the simulated ones did, all along: ` +
      "a request costs more or less than the scenario states"
    );
  }
  switch (first.aspect) {
    case "rescales":
    case "replicas": {
      const { tolerance, cpuInitializationPeriod, initialReadinessDelay } = scenario.cluster.controllerManager;
      const set = { tolerance, cpuInitializationPeriod, initialReadinessDelay };
      const flags = Object.entries(set).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
      return (
        "both had read the same and decided otherwise: a flag or a rule of the HPA is not the same" +
        (flags.length > 0 ? ` (the scenario sets ${flags.join(", ")})` : "")
      );
    }
    case "utilisation":
      return "the readings part for some syncs only: which pods count, or which part of their usage, is not the same just then";
    default:
      return "the replicas had been the same, only the words part: a text or a reason is not that of this release, or came for another reason";
  }
}

/** Nearer to 1 than this, a ratio says nothing: usage varies by some percent. */
const notableFrom = 1.2;

/**
 * What all pods used in the real run by what they used in the simulation: the median over the syncs at which that is worth speaking
 * of, if nearly all of them lie on one side. It does not depend on how many pods there were.
 */
function costRatio({ both }: ComparedReadings): number | undefined {
  const ratios = both
    .filter(({ real, simulated }) => real.points > 15 && simulated.points > 15)
    .map(({ real, simulated }) => (real.points * real.replicas) / (simulated.points * simulated.replicas))
    .sort((a, b) => a - b);
  if (ratios.length < 4) return undefined;
  const higher = ratios.filter((ratio) => ratio >= notableFrom).length;
  const lower = ratios.filter((ratio) => ratio <= 1 / notableFrom).length;
  return Math.max(higher, lower) >= 0.8 * ratios.length ? ratios[Math.floor(ratios.length / 2)] : undefined;
}
