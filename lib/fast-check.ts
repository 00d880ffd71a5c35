import type fc from "fast-check";
import { autoscalers, behaviors as behaviorsWithin } from "../conformance/cases/autoscalers.ts";
import { vectorCases } from "../conformance/cases/cases.ts";
import { metricSpecs as metricSpecsWithin } from "../conformance/cases/metrics.ts";
import type { VectorCase, VectorResult } from "../conformance/vectors/case.ts";
import { compareResults } from "../conformance/vectors/compare.ts";
import { prepareCase } from "../conformance/vectors/run-case.ts";
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  MetricSpec,
} from "../sim/kubernetes/autoscaling.ts";
import { defaultKubernetes, type KubernetesVersion, kubernetesVersion, modelledKubernetes } from "../sim/version.ts";

/** What `import … from "kubewind/fast-check"` gives: arbitraries for tests of your own autoscaler, and the answers to them. */
export type {
  HpaChange,
  VectorClosed as HpaCaseClosed,
  VectorFlags as HpaCaseFlags,
  VectorPod as HpaCasePod,
  VectorSample as HpaCaseSample,
  VectorSync as HpaCaseSync,
  VectorTarget as HpaCaseTarget,
  VectorTick as HpaCaseTick,
} from "../conformance/vectors/case.ts";
export type { HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior, MetricSpec };

/** HPAs, and what the world looks like before each of their syncs: plain JSON, ages in seconds before the sync. */
export type HpaCase = VectorCase;

/** What the controller did in each sync of a case: replicas, status and events. */
export type HpaCaseResult = VectorResult;

export type ReleaseOptions = {
  /** Fields, gates and flags are those of this release; `1.36` if not given. */
  readonly kubernetes?: string;
};

export type HpaCaseOptions = ReleaseOptions & {
  /** Ticks at most; 8 if not given. */
  readonly ticksMax?: number;
  /** One HPA that stays as it is, no conflicts, no failing status; false if not given. */
  readonly isPlain?: boolean;
};

export type HpaOptions = ReleaseOptions & {
  /** Counts and amounts go up to the ends of int32 and int64; false if not given. */
  readonly isLarge?: boolean;
};

/**
 * Whole cases, weighted so that rare branches are common, which shrink to few ticks, pods and metrics.
 *
 * Pods pend, fail, go, are young or unready; samples are stale, missing or of pods that are not there; amounts lie at the
 * edges of the tolerance and of int64; calls fail; targets are scaled by others and to zero.
 */
export const hpaCases = (options: HpaCaseOptions = {}): fc.Arbitrary<HpaCase> =>
  vectorCases({ ...options, minor: releaseOf(options).minor });

/** `autoscaling/v2` objects as users write them, defaults left out as often as not. */
export const horizontalPodAutoscalers = (options: HpaOptions = {}): fc.Arbitrary<HorizontalPodAutoscaler> =>
  autoscalers(boundsOf(options));

/** `spec.behavior` of such an object. */
export const behaviors = (options: HpaOptions = {}): fc.Arbitrary<HorizontalPodAutoscalerBehavior> =>
  behaviorsWithin(boundsOf(options));

/** One entry of `spec.metrics`, of any type. */
export const metricSpecs = (options: HpaOptions = {}): fc.Arbitrary<MetricSpec> => metricSpecsWithin(boundsOf(options));

/**
 * What the HPA controller of a release does in a case, to the last character.
 *
 * Throws an Error for a case that the release cannot play, such as one with a feature gate that it does not know.
 */
export const answerHpaCase = (hpaCase: HpaCase, options: ReleaseOptions = {}): HpaCaseResult =>
  prepareCase(hpaCase, releaseOf(options)).run();

/** The first difference between two answers to one case, in words; undefined when they agree. */
export const differenceBetween = (expected: HpaCaseResult, actual: HpaCaseResult): string | undefined => {
  const difference = compareResults(expected, actual);
  return difference && `at ${difference.second} s ${difference.text}`;
};

const boundsOf = (options: HpaOptions): { readonly minor: number; readonly isLarge: boolean } => ({
  minor: releaseOf(options).minor,
  isLarge: options.isLarge ?? false,
});

function releaseOf({ kubernetes = defaultKubernetes }: ReleaseOptions): KubernetesVersion {
  const release = kubernetesVersion(kubernetes);
  if (release !== undefined) return release;
  throw new TypeError(
    `Kubernetes ${kubernetes} is not modelled. These are: ${modelledKubernetes[0]} to ${modelledKubernetes.at(-1)}.`,
  );
}
