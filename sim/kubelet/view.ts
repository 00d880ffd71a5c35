import type { NodeStats, PodStats } from "../kubernetes/stats.ts";
import type { SimTime } from "../units.ts";
import type { KubeletNode, KubeletPod } from "./ports.ts";
import type { Sample } from "./sampler.ts";

/** Everything that the endpoints print, at one instant. */
export type KubeletView = {
  readonly now: SimTime;
  readonly node: KubeletNode;
  readonly nodeStats: NodeStats;
  /** CPU rates are in whole nanocores, and undefined until there are two samples. */
  readonly nodeNanocores: number | undefined;
  /** In order of namespace and name. */
  readonly pods: readonly PodOfView[];
  /** The control group above all pods. */
  readonly podsGroup: Sample;
  readonly podsNanocores: number | undefined;
};

export type PodOfView = {
  readonly pod: KubeletPod;
  readonly stats: PodStats;
  /** The pod's own control group. */
  readonly group: Sample;
  readonly groupNanocores: number | undefined;
};
