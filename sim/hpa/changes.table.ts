import type { ChangeTable } from "./changes.ts";

const horizontal = "pkg/controller/podautoscaler/horizontal.go";
const calculator = "pkg/controller/podautoscaler/replica_calculator.go";
const metav1 = "staging/src/k8s.io/apimachinery/pkg/apis/meta/v1";
const labels = "staging/src/k8s.io/apimachinery/pkg/labels/selector.go";

/**
 * What changed in the HPA controller from 1.11 on: what held there, and what each later release made of it.
 *
 * Sources are files of `k8s.io/kubernetes` at the release that is named, read there.
 */
export const changes: ChangeTable = {
  reads: {
    initially: "v1",
    changes: [
      {
        since: "1.23.0",
        value: "v2",
        what: "the controller reads HPAs as autoscaling/v2: metrics keep their order, no utilization of CPU is moved to the end, and a status with per-pod Object or External metrics is no longer written in every pass",
        source: `${horizontal} reconcileAutoscaler`,
      },
    ],
  },
  firstSync: {
    initially: "after-one-period",
    changes: [
      {
        since: "1.37.0",
        value: "at-once",
        what: "an HPA that appears is synced at once, no longer one period later",
        source: `${horizontal} enqueueHPA`,
      },
    ],
  },
  currentReplicas: {
    initially: "status",
    changes: [
      {
        since: "1.13.10",
        value: "spec",
        what: "a pass begins with the spec.replicas of its target, no longer with status.replicas",
        source: `${horizontal} reconcileAutoscaler`,
      },
    ],
  },
  zeroReplicas: {
    initially: "off",
    changes: [
      {
        since: "1.16.0",
        value: "off-unless-min-zero",
        what: "a target at zero replicas is scaled if minReplicas is 0",
        source: `${horizontal} reconcileAutoscaler`,
      },
      {
        since: "1.36.0",
        value: "off-unless-own-zero",
        what: "a target at zero replicas is scaled only if the HPA itself scaled it to zero, as condition ScaledToZero tells",
        source: `${horizontal} shouldComputeMetricsForZeroReplicas`,
      },
    ],
  },
  stabilization: {
    initially: "forbidden-windows",
    changes: [
      {
        since: "1.12.0",
        value: "recommendations",
        what: "recent recommendations hold a scale-down back; no time has to pass after a rescale any more",
        source: `${horizontal} stabilizeRecommendation`,
      },
    ],
  },
  behaviorWindows: {
    initially: "one",
    changes: [
      {
        since: "1.21.0",
        value: "both",
        what: "the windows of scaleUp and scaleDown hold at once, whichever way a recommendation points",
        source: `${horizontal} stabilizeRecommendationWithBehaviors`,
      },
    ],
  },
  policyCounts: {
    initially: "own-direction",
    changes: [
      {
        since: "1.26.0",
        value: "both-directions",
        what: "a policy's period counts rescales of both directions",
        source: `${horizontal} calculateScaleUpLimitWithScalingRules`,
      },
    ],
  },
  tooFewText: {
    initially: "of-the-upper-limit",
    changes: [
      {
        since: "1.16.0",
        value: "own",
        what: "TooFewReplicas has a message of its own",
        source: `${horizontal} convertDesiredReplicasWithRules`,
      },
    ],
  },
  partialFailure: {
    initially: "ends",
    changes: [
      {
        since: "1.15.0",
        value: "ends-on-scale-down",
        what: "with some metrics failing the others decide, unless they would scale down",
        source: `${horizontal} computeReplicasForMetrics`,
      },
      {
        since: "1.16.0",
        value: "left-out",
        what: "with some metrics failing the others decide, even on a scale-down",
        source: `${horizontal} computeReplicasForMetrics`,
      },
      {
        since: "1.21.0",
        value: "ends-on-scale-down",
        what: "with some metrics failing the others decide, unless they would scale down",
        source: `${horizontal} computeReplicasForMetrics`,
      },
    ],
  },
  invalidMetricsText: {
    initially: ({ first }) => first,
    changes: [
      {
        since: "1.15.0",
        value: ({ failed, total, last }) =>
          `Invalid metrics (${failed} invalid out of ${total}), last error was: ${last}`,
        what: "the error of a pass counts its failing metrics and tells the last error",
        source: `${horizontal} computeReplicasForMetrics`,
      },
      {
        since: "1.16.0",
        value: ({ failed, total, first }) =>
          `invalid metrics (${failed} invalid out of ${total}), first error is: ${first}`,
        what: "the error of a pass tells the first error",
        source: `${horizontal} computeReplicasForMetrics`,
      },
    ],
  },
  failedCondition: {
    initially: "last",
    changes: [
      {
        since: "1.16.0",
        value: "first",
        what: "condition ScalingActive of a failing pass is that of the first failing metric, and one that fails in a pass that goes well no longer makes it False and True again",
        source: `${horizontal} computeReplicasForMetrics`,
      },
    ],
  },
  failedReadings: {
    initially: "kept",
    changes: [
      {
        since: "1.29.0",
        value: "written",
        what: "a failing pass writes what it read into status.currentMetrics, no longer keeps what stood there",
        source: `${horizontal} setCurrentReplicasAndMetricsInStatus`,
      },
    ],
  },
  metricMessages: {
    initially: "literal",
    changes: [
      {
        since: "1.16.0",
        value: "formatted-again",
        what: "a % in the error of a failing metric is taken for a verb in its condition",
        source: `${horizontal} computeReplicasForMetrics`,
      },
      {
        since: "1.32.0",
        value: "literal",
        what: "a % in the error of a failing metric stands in its condition as it is",
        source: `${horizontal} computeReplicasForMetrics`,
      },
    ],
  },
  selectorMessages: {
    initially: "formatted-again",
    changes: [
      {
        since: "1.32.0",
        value: "literal",
        what: "a % in a selector stands in condition and error as it is",
        source: `${horizontal} validateAndParseSelector`,
      },
    ],
  },
  ambiguousSelectorText: {
    initially: undefined,
    changes: [
      {
        since: "1.26.0",
        value: (selector, hpas) => `pods by selector ${selector} are controlled by multiple HPAs: [${hpas.join(" ")}]`,
        what: "two HPAs over one pod both stop, with AmbiguousSelector",
        source: `${horizontal} validateAndParseSelector`,
      },
      {
        since: "1.37.0",
        value: (selector, hpas) =>
          `pods by selector ${selector} are controlled by more than one HPA (e.g. [${hpas.slice(0, 2).join(" ")}])`,
        what: "the message about an ambiguous selector names two HPAs at most",
        source: `${horizontal} validateAndParseSelector`,
      },
    ],
  },

  scaleConflict: {
    initially: "fails",
    changes: [
      {
        since: "1.34.0",
        value: "retried",
        what: "a rescale that another write of the scale came before is tried again, five times in all",
        source: `${horizontal} reconcileAutoscaler`,
      },
    ],
  },
  withinTolerance: {
    initially: ({ scaleUp }, usageRatio) => Math.abs(1.0 - usageRatio) <= scaleUp,
    changes: [
      {
        since: "1.33.0",
        value: ({ scaleDown, scaleUp }, usageRatio) => 1.0 - scaleDown <= usageRatio && usageRatio <= 1.0 + scaleUp,
        what: "a ratio at the upper edge of the tolerance, such as 1.1, lies within it",
        source: `${calculator} isWithin`,
      },
    ],
  },
  podGroups: {
    initially: "ready-only",
    changes: [
      {
        since: "1.12.0",
        value: "by-sample",
        what: "the first minutes of a pod and its readiness decide whether its CPU sample counts",
        source: `${calculator} groupPods`,
      },
      {
        since: "1.16.0",
        value: "pending-apart",
        what: "a pending pod counts as unready, with a sample or without",
        source: `${calculator} groupPods`,
      },
      {
        since: "1.18.0",
        value: "gone-apart",
        what: "samples of failed and terminating pods no longer count",
        source: `${calculator} groupPods`,
      },
    ],
  },
  missingPodPercent: {
    initially: () => 100,
    changes: [
      {
        since: "1.26.0",
        value: (targetPercent) => Math.max(100, targetPercent),
        what: "on a scale-down a missing pod counts as using the target where that is more than its request",
        source: `${calculator} GetResourceReplicas`,
      },
    ],
  },
  missingPodsAtOne: {
    initially: "idle",
    changes: [
      {
        since: "1.28.0",
        value: "left-out",
        what: "at a ratio of exactly 1 missing pods stay out of an average",
        source: `${calculator} calcPlainMetricReplicas`,
      },
    ],
  },
  turnedCount: {
    initially: "stands",
    changes: [
      {
        since: "1.15.0",
        value: "refused-for-utilization",
        what: "a utilization whose pod count turns the direction around changes nothing",
        source: `${calculator} GetResourceReplicas`,
      },
      {
        since: "1.21.0",
        value: "refused",
        what: "an average whose pod count turns the direction around changes nothing either",
        source: `${calculator} calcPlainMetricReplicas`,
      },
    ],
  },
  sidecarRequests: {
    initially: false,
    changes: [
      {
        since: "1.29.0",
        value: true,
        what: "requests of sidecars (init containers that restart) count",
        source: `${calculator} calculatePodRequests`,
      },
    ],
  },
  podLevelRequests: {
    initially: false,
    changes: [
      {
        since: "1.34.0",
        value: true,
        what: "requests of the pod as a whole count (gate PodLevelResources)",
        source: `${calculator} calculateRequests`,
      },
    ],
  },
  unknownContainer: {
    initially: "requests-nothing",
    changes: [
      {
        since: "1.35.0",
        value: "fails",
        what: "a container that a pod does not have fails the metric, with its name",
        source: `${calculator} calculatePodRequestsFromContainers`,
      },
    ],
  },
  missingContainerSample: {
    initially: "fails",
    changes: [
      {
        since: "1.33.0",
        value: "missing",
        what: "a pod whose sample lacks the container counts as missing, and no longer fails the metric",
        source: "pkg/controller/podautoscaler/metrics/client.go getContainerMetrics",
      },
    ],
  },
  missingRequestText: {
    initially: ({ resource, container, pod, namespace }) =>
      `missing request for ${resource} on container ${container} in pod ${namespace}/${pod}`,
    changes: [
      {
        since: "1.12.0",
        value: ({ resource }) => `missing request for ${resource}`,
        what: "the message about a missing request no longer names the container",
        source: `${calculator} calculatePodRequests`,
      },
      {
        since: "1.26.0",
        value: ({ resource, container, pod }) =>
          `missing request for ${resource} in container ${container} of Pod ${pod}`,
        what: "the message about a missing request names the container and the pod",
        source: `${calculator} calculatePodRequests`,
      },
    ],
  },
  missingRequests: {
    initially: "told-first",
    changes: [
      {
        since: "1.26.0",
        value: "told-last",
        what: "that no pod has a sample is told before a request that is missing",
        source: `${calculator} GetResourceReplicas`,
      },
    ],
  },
  noSamplesText: {
    initially: "did not receive metrics for any ready pods",
    changes: [
      {
        since: "1.27.0",
        value: "did not receive metrics for targeted pods (pods might be unready)",
        what: "the message about pods without samples says that they may be unready",
        source: `${calculator} GetResourceReplicas`,
      },
    ],
  },
  readyCountOverflow: {
    initially: "wraps",
    changes: [
      {
        since: "1.35.0",
        value: "capped",
        what: "a proposal beyond int32 from an Object or External value stops at the largest one",
        source: `${calculator} getUsageRatioReplicaCount`,
      },
    ],
  },
  externalSumOverflow: {
    initially: "wraps",
    changes: [
      {
        since: "1.35.0",
        value: "capped",
        what: "the sum of external values stops at the largest int64",
        source: `${calculator} GetExternalMetricReplicas`,
      },
    ],
  },
  externalShareOverflow: {
    initially: "wraps",
    changes: [
      {
        since: "1.34.0",
        value: "capped",
        what: "the sum, the count and the reading of an external average stop at their largest values",
        source: `${calculator} GetExternalPerPodMetricReplicas`,
      },
    ],
  },
  externalPods: {
    initially: "always",
    changes: [
      {
        since: "1.16.0",
        value: "beyond-tolerance",
        what: "an external value within the tolerance no longer needs pods",
        source: `${calculator} getUsageRatioReplicaCount`,
      },
    ],
  },
  undefinedShare: {
    initially: "within-tolerance",
    changes: [
      {
        since: "1.33.0",
        value: "beyond-tolerance",
        what: "a per-pod ratio that is no number, 0 of a target too large for an int64, no longer counts as within the tolerance",
        source: `${calculator} GetObjectPerPodMetricReplicas, GetExternalPerPodMetricReplicas`,
      },
    ],
  },
  objectShareTolerance: {
    initially: "ignored",
    changes: [
      {
        since: "1.15.0",
        value: "kept",
        what: "a per-pod object metric within the tolerance changes nothing",
        source: `${calculator} GetObjectPerPodMetricReplicas`,
      },
    ],
  },

  memoryFormat: {
    initially: "DecimalSI",
    changes: [
      {
        since: "1.34.0",
        value: "BinarySI",
        what: "memory in the status is printed in binary units (Ki, Mi, Gi)",
        source: `${horizontal} buildQuantity`,
      },
    ],
  },
  averageResourceReading: {
    initially: "written",
    changes: [
      {
        since: "1.12.0",
        value: "lost",
        what: "the reading of a resource's average value does not reach the status",
        source: `${horizontal} computeStatusForResourceMetric`,
      },
      {
        since: "1.12.10",
        value: "written",
        what: "the reading of a resource's average value reaches the status",
        source: `${horizontal} computeStatusForResourceMetric`,
      },
      {
        since: "1.13.0",
        value: "lost",
        what: "the reading of a resource's average value does not reach the status",
        source: `${horizontal} computeStatusForResourceMetric`,
      },
      {
        since: "1.13.6",
        value: "written",
        what: "the reading of a resource's average value reaches the status",
        source: `${horizontal} computeStatusForResourceMetric`,
      },
    ],
  },
  describedObject: {
    initially: "empty",
    changes: [
      {
        since: "1.33.0",
        value: "named",
        what: "the status of a per-pod object metric names its object",
        source: `${horizontal} computeStatusForObjectMetric`,
      },
    ],
  },
  resourceEventPrefix: {
    initially: "none",
    changes: [
      {
        since: "1.20.0",
        value: "utilization",
        what: "the event of a failing resource metric begins with `failed to get … utilization`",
        source: `${horizontal} computeStatusForResourceMetricGeneric`,
      },
      {
        since: "1.26.0",
        value: "utilization-or-usage",
        what: "that of an average value begins with `failed to get … usage`",
        source: `${horizontal} computeStatusForResourceMetricGeneric`,
      },
    ],
  },
  passPrefixes: {
    initially: "some",
    changes: [
      {
        since: "1.25.0",
        value: "all",
        what: "the error of a pass names failing resource, container and external metrics",
        source: `${horizontal} computeReplicasForMetric`,
      },
    ],
  },
  podsPassPrefix: {
    initially: "failed to get object metric value: ",
    changes: [
      {
        since: "1.16.0",
        value: "failed to get pods metric value: ",
        what: "the error of a pass calls a failing Pods metric so, no longer an object metric",
        source: `${horizontal} computeReplicasForMetric`,
      },
    ],
  },
  noResourceTargetText: {
    initially: "invalid resource metric source: neither a utilization target nor a value target was set",
    changes: [
      {
        since: "1.25.0",
        value:
          "invalid resource metric source: neither an average utilization target nor an average value target was set",
        what: "the message about a resource metric without a target calls both averages",
        source: `${horizontal} computeStatusForResourceMetricGeneric`,
      },
      {
        since: "1.26.0",
        value:
          "invalid resource metric source: neither an average utilization target nor an average value (usage) target was set",
        what: "the message about a resource metric without a target says what a value is",
        source: `${horizontal} computeStatusForResourceMetricGeneric`,
      },
    ],
  },
  containerUtilizationName: {
    initially: "resource",
    changes: [
      {
        since: "1.27.0",
        value: "container resource",
        what: "a container's utilization is called so in events and conditions",
        source: `${horizontal} computeStatusForResourceMetricGeneric`,
      },
    ],
  },
  listStyle: {
    initially: "in-go-syntax",
    changes: [
      {
        since: "1.34.0",
        value: "as-json",
        what: "the message about a metric's selector shows lists of values as JSON, no longer as Go would write them",
        source: "staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go ErrorBody",
      },
    ],
  },
  operatorNoun: {
    initially: "pod selector operator",
    changes: [
      {
        since: "1.26.0",
        value: "label selector operator",
        what: "an operator that does not exist in a metric's selector is called a label selector operator, no longer one of pods",
        source: `${metav1}/helpers.go LabelSelectorAsSelector`,
      },
    ],
  },
  requirementErrors: {
    initially: "first",
    changes: [
      {
        since: "1.21.0",
        value: "all-with-fields",
        what: "the message about a selector tells all that is wrong with one of its requirements, each with its field",
        source: `${labels} NewRequirement`,
      },
    ],
  },
  expectedOperators: {
    initially: "'=', '!=', '==', 'in', notin'",
    changes: [
      {
        since: "1.22.0",
        value: "in, notin, =, ==, !=, gt, lt",
        what: "the message about a selector without an operator lists gt and lt as well",
        source: `${labels} parseOperator`,
      },
    ],
  },
  printedExpressions: {
    initially: "values",
    changes: [
      {
        since: "1.16.0",
        value: "with-names",
        what: "the message about an external metric prints the expressions of its selector with the names of their members",
        source: `${metav1}/generated.pb.go LabelSelector String`,
      },
    ],
  },
  objectMetricErrorText: {
    // The arguments are out of order upstream: the kind stands where the error belongs.
    initially: ({ metric, namespace, object, error }) =>
      `unable to get metric ${metric}: ${object.kind} on ${namespace} ${object.name}/${error}`,
    changes: [
      {
        since: "1.37.0",
        value: ({ metric, namespace, object, error }) =>
          `unable to get metric ${metric} on ${object.kind} ${namespace}/${object.name}: ${error}`,
        what: "the arguments of the object metric's error are in order",
        source: `${calculator} GetObjectMetricReplicas`,
      },
    ],
  },
};
