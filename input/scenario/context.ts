import type { ClusterObject } from "../../sim/kubernetes/workload.ts";
import type { Duration } from "../../sim/units.ts";
import type { Sources } from "../files/sources.ts";
import type { World } from "./names.ts";

/** What the readers of a scenario's parts need to know about the rest of it. */
export type Context = World & {
  /** Of the manifests and the actions. An object may be there twice. */
  readonly clusterObjects: readonly ClusterObject[];
  /** Absolute path of the folder that the scenario's file lies in; other paths are relative to it. */
  readonly folder: string;
  readonly sources: Sources;
  readonly duration: Duration;
  readonly warmup: Duration;
};
