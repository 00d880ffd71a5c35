import { replicaSteps } from "../../sim/checks/replica-steps.ts";
import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import type { Trace } from "../../sim/trace/trace.ts";
import type { SimTime } from "../../sim/units.ts";
import type { Sides } from "./sides.ts";

/** A change of `spec.replicas`. */
export type Rescale = { readonly at: SimTime; readonly from: number; readonly to: number };

/** The rescales of one place in either run; undefined where a run has no more of them. */
export type RescalePair = {
  readonly workload: ObjectReference;
  readonly real: Rescale | undefined;
  readonly simulated: Rescale | undefined;
};

/** Each rescale of a workload beside the one of the same place in the other run, which is how they are compared. */
export function rescalePairs(
  { real, simulated }: Sides,
  { workload, start }: { readonly workload: ObjectReference; readonly start: SimTime },
): readonly RescalePair[] {
  const theirs = rescalesOf(real.trace, workload, start);
  const ours = rescalesOf(simulated.trace, workload, start);
  return Array.from({ length: Math.max(theirs.length, ours.length) }, (_, index) => ({
    workload,
    real: theirs[index],
    simulated: ours[index],
  }));
}

/** The rescales after the beginning, at which a workload came with its own count. */
export function rescalesOf(trace: Trace, workload: ObjectReference, start: SimTime): readonly Rescale[] {
  const steps = replicaSteps(trace, workload, "replicas");
  return steps.flatMap(({ at, value }, index) => {
    const before = steps[index - 1];
    return before === undefined || at <= start ? [] : [{ at, from: before.value, to: value }];
  });
}

/** Whether both have it, with the same counts. */
export const isSameRescale = ({ real, simulated }: RescalePair): boolean =>
  real !== undefined && simulated !== undefined && real.from === simulated.from && real.to === simulated.to;

/** `1 -> 2`, or with another arrow. */
export const rescaleText = ({ from, to }: Rescale, arrow: "->" | "→"): string => `${from} ${arrow} ${to}`;

/** How far the simulated one is from the real one: `1.2s early`, `0.3s late`; empty where one of them is missing. */
export function apartText({ real, simulated }: RescalePair): string {
  if (real === undefined || simulated === undefined) return "";
  const seconds = (simulated.at - real.at) / 1e6;
  const text = `${Math.abs(seconds).toFixed(1)}s`;
  if (text === "0.0s") return text;
  return `${text} ${seconds < 0 ? "early" : "late"}`;
}
