import type { Int64 } from "../int64.ts";
import type { Duration, SimTime } from "../units.ts";
import type { Labels } from "./object.ts";

/** Usage of one container in `metrics.k8s.io`: nanocores and millibytes. An absent amount means that the answer has no such resource. */
export type ContainerUsage = {
  readonly name: string;
  /** CPU in billionths of a core. */
  readonly cpuNanocores: Int64 | undefined;
  /** Working set in thousandths of a byte: an adapter may answer with a fraction of a byte. */
  readonly memoryMillibytes: Int64 | undefined;
};

/** One item of a `PodMetricsList`. */
export type PodMetrics = {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly timestamp: SimTime;
  readonly window: Duration;
  readonly containers: readonly ContainerUsage[];
};

/** One item of a `NodeMetricsList`. */
export type NodeMetrics = {
  readonly name: string;
  readonly labels: Labels;
  readonly timestamp: SimTime;
  readonly window: Duration;
  readonly cpuNanocores: Int64;
  readonly memoryMillibytes: Int64;
};
