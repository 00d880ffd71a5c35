import type { Scenario } from "../../sim/scenario.ts";
import type { ComparedReadings } from "./compare-readings.ts";
import type { Finding } from "./verdict.ts";

export type Evidence = {
  readonly scenario: Scenario;
  readonly findings: readonly Finding[];
  readonly readings: readonly ComparedReadings[];
};

/** What most likely made two runs part, from what else does and does not agree. */
export function likelyCause({ scenario, findings, readings }: Evidence): string {
  const costs = readings.map(costRatio).filter((ratio) => ratio !== undefined);
  const factor = costs.find((ratio) => ratio < 0.8 || ratio > 1.25);
  if (factor !== undefined) {
    return (
      `the pods of the real run used ${factor.toFixed(2)} times what the simulated ones did, all along: ` +
      "a request costs more or less than the scenario states"
    );
  }
  const differs = (aspect: Finding["aspect"]): boolean =>
    findings.some((finding) => finding.aspect === aspect && finding.divergence !== undefined);
  const { tolerance, cpuInitializationPeriod, initialReadinessDelay } = scenario.cluster.controllerManager;
  if (!differs("utilisation") && (differs("rescales") || differs("replicas"))) {
    const set = { tolerance, cpuInitializationPeriod, initialReadinessDelay };
    const flags = Object.entries(set).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
    return (
      "both read the same and decided otherwise: a flag or a rule of the HPA is not the same" +
      (flags.length > 0 ? ` (the scenario sets ${flags.join(", ")})` : "")
    );
  }
  if (differs("utilisation")) {
    return "the readings part for some syncs only: which pods count, or which part of their usage, is not the same just then";
  }
  return "replicas and readings agree, only the words do not: a text or a reason is not that of this release";
}

/**
 * What all pods used in the real run by what they used in the simulation: the median over the syncs at which that is worth speaking
 * of, if there are enough and they agree. It does not depend on how many pods there were.
 */
function costRatio({ both }: ComparedReadings): number | undefined {
  const ratios = both
    .filter(({ real, simulated }) => real.points > 15 && simulated.points > 15)
    .map(({ real, simulated }) => (real.points * real.replicas) / (simulated.points * simulated.replicas))
    .sort((a, b) => a - b);
  if (ratios.length < 4) return undefined;
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => ratios[Math.floor(share * (ratios.length - 1))]!);
  return high! / low! < 1.5 ? median : undefined;
}
