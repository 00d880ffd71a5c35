/** What `import … from "kubewind/hpa"` gives: the HPA controller's arithmetic, for property tests of your own. */
export type { HpaFlags } from "../sim/hpa/behaviours.ts";
export type { Explanation, MetricExplanation } from "../sim/hpa/explanation.ts";
export type { StatusDocument } from "../sim/hpa/print-status.ts";
export type { HorizontalPodAutoscaler, RecordedEvent } from "../sim/kubernetes/autoscaling.ts";
export {
  createAutoscaler,
  type SimulatedAutoscaler,
  type SimulatedPod,
  type SimulatedWorld,
  type Sync,
} from "./autoscaler.ts";
