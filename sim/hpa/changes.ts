import type { CrossVersionObjectReference } from "../kubernetes/autoscaling.ts";
import type { SelectorTexts } from "../kubernetes/label-selector.ts";
import type { KubernetesVersion, VersionHistory } from "../version.ts";
import { valueIn } from "../version.ts";
import { changes } from "./changes.table.ts";
import type { Tolerances } from "./plan.ts";

/** What changed in the HPA controller between releases without a gate: one member, one rule or one text. */
export type HpaChanges = {
  /** The version of the API in which the controller reads HPAs: through v1 a utilization of CPU comes last. */
  readonly reads: "v1" | "v2";
  /** When the first sync of a new HPA falls. */
  readonly firstSync: "after-one-period" | "at-once";
  /** The replica count that a pass begins with. */
  readonly currentReplicas: "status" | "spec";
  /** A target at zero replicas: always off, off unless `minReplicas` is 0, or off unless the HPA itself scaled it to zero. */
  readonly zeroReplicas: "off" | "off-unless-min-zero" | "off-unless-own-zero";
  /** After a rescale the next one waits; or recommendations are remembered, and the highest of a window holds. */
  readonly stabilization: "forbidden-windows" | "recommendations";
  /** `spec.behavior`: one window chosen by the direction, or both at once. */
  readonly behaviorWindows: "one" | "both";
  /** What a policy counts within its period: rescales of its own direction, or of both. */
  readonly policyCounts: "own-direction" | "both-directions";
  /** Whether the text of TooFewReplicas is that of the limit above. */
  readonly tooFewText: "of-the-upper-limit" | "own";
  /** What some failing metrics do to the pass: they end it, end it if it would scale down, or are left out. */
  readonly partialFailure: "ends" | "ends-on-scale-down" | "left-out";
  /** The error of a pass by the texts of its failing metrics, first and last. */
  readonly invalidMetricsText: (counts: InvalidMetrics) => string;
  /** Whose condition a failing pass shows. */
  readonly failedCondition: "last" | "first";
  /** `status.currentMetrics` of a failing pass. */
  readonly failedReadings: "kept" | "written";
  /** A `%` in the message of a failing metric's condition, or of a selector that cannot be used. */
  readonly metricMessages: MessageRule;
  readonly selectorMessages: MessageRule;
  /** A write of the scale that another one came before. */
  readonly scaleConflict: "fails" | "retried";
  /** Two HPAs over one pod: undefined where nobody looks. */
  readonly ambiguousSelectorText: ((selector: string, hpas: readonly string[]) => string) | undefined;

  readonly withinTolerance: (tolerances: Tolerances, usageRatio: number) => boolean;
  /** Which pods are looked at one by one, and how. */
  readonly podGroups: PodGroupRules;
  /** What share of its request a missing pod uses on the way down, in percent. */
  readonly missingPodPercent: (targetPercent: number) => number;
  /** Missing pods of an average at a ratio of exactly 1. */
  readonly missingPodsAtOne: "idle" | "left-out";
  /** Whether a count that turns the direction around is refused. */
  readonly turnedCount: "stands" | "refused-for-utilization" | "refused";
  /** Whose requests count besides the containers'. */
  readonly sidecarRequests: boolean;
  readonly podLevelRequests: boolean;
  /** A container that the pod's spec does not have. */
  readonly unknownContainer: "requests-nothing" | "fails";
  /** A container that a sample does not have. */
  readonly missingContainerSample: "fails" | "missing";
  readonly missingRequestText: (of: MissingRequest) => string;
  /** Whether a request that is missing is told before it is told that no pod has a sample. */
  readonly missingRequests: "told-first" | "told-last";
  readonly noSamplesText: string;
  /** A count of ready pods times a ratio beyond int32. */
  readonly readyCountOverflow: "wraps" | "capped";
  /** External values whose sum is beyond int64: for a target value, and for an average. */
  readonly externalSumOverflow: "wraps" | "capped";
  readonly externalShareOverflow: "wraps" | "capped";
  /** When the pods of an external metric are asked for. */
  readonly externalPods: "always" | "beyond-tolerance";
  /** A per-pod ratio that is no number: nothing of a target whose milli-units wrap to 0. */
  readonly undefinedShare: "within-tolerance" | "beyond-tolerance";
  /** Whether a per-pod object metric looks at the tolerance. */
  readonly objectShareTolerance: "ignored" | "kept";

  readonly memoryFormat: "DecimalSI" | "BinarySI";
  /** The reading of a resource's average value in the status. */
  readonly averageResourceReading: "lost" | "written";
  /** `describedObject` of a per-pod object metric in the status. */
  readonly describedObject: "empty" | "named";
  /** What the event of a failing resource metric says before its cause. */
  readonly resourceEventPrefix: "none" | "utilization" | "utilization-or-usage";
  /** Whether the error of a pass names the failing metric first. */
  readonly passPrefixes: "some" | "all";
  /** The words that a failing Pods metric is introduced with in the error of a pass. */
  readonly podsPassPrefix: string;
  readonly noResourceTargetText: string;
  readonly containerUtilizationName: string;
  readonly objectMetricErrorText: (failure: ObjectMetricFailure) => string;
} & SelectorTexts;

/** Whether a message is formatted once more, as if it were a format of Go's `fmt`, or stands as it is. */
export type MessageRule = "formatted-again" | "literal";

export type PodGroupRules = "ready-only" | "by-sample" | "pending-apart" | "gone-apart";

export type InvalidMetrics = {
  readonly failed: number;
  readonly total: number;
  readonly first: string;
  readonly last: string;
};

export type MissingRequest = {
  readonly resource: string;
  readonly container: string;
  readonly pod: string;
  readonly namespace: string;
};

export type ObjectMetricFailure = {
  readonly metric: string;
  readonly namespace: string;
  readonly object: CrossVersionObjectReference;
  readonly error: string;
};

export type ChangeTable = { readonly [Key in keyof HpaChanges]: VersionHistory<HpaChanges[Key]> };

/** Every rule and text as it holds in the release that `versionOf` names for it. */
export function changesIn(versionOf: (key: string) => KubernetesVersion): HpaChanges {
  const resolved: { [Key in keyof HpaChanges]?: HpaChanges[Key] } = {};
  for (const key of Object.keys(changes) as (keyof HpaChanges)[]) take(resolved, key, versionOf(key));
  return resolved as HpaChanges;
}

function take<Key extends keyof HpaChanges>(
  into: { [Each in Key]?: HpaChanges[Each] },
  key: Key,
  version: KubernetesVersion,
): void {
  into[key] = valueIn<HpaChanges[Key]>(changes[key], version);
}
