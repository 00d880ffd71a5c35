import type { CrossVersionObjectReference } from "../kubernetes/autoscaling.ts";
import { type Duration, minutes, seconds } from "../units.ts";
import { type KubernetesVersion, type VersionHistory, valueIn } from "../version.ts";

/** What the HPA controller of one Kubernetes release does, with its gates and flags: resolved once, read everywhere. */
export type HpaBehaviours = HpaChanges & HpaGates & { readonly flags: HpaFlags };

/** Flags of kube-controller-manager; prefix `--horizontal-pod-autoscaler-`. */
export type HpaFlags = {
  readonly syncPeriod: Duration;
  readonly downscaleStabilization: Duration;
  /** Relative: 0.1 is a tenth. */
  readonly tolerance: number;
  readonly cpuInitializationPeriod: Duration;
  readonly initialReadinessDelay: Duration;
  /** `--concurrent-horizontal-pod-autoscaler-syncs`. */
  readonly concurrentSyncs: number;
};

/** Flags as they are when nobody sets them. Source: kubernetes v1.36.3 pkg/controller/podautoscaler/config/v1alpha1/defaults.go. */
const defaultFlags: HpaFlags = {
  syncPeriod: seconds(15),
  downscaleStabilization: minutes(5),
  tolerance: 0.1,
  cpuInitializationPeriod: minutes(5),
  initialReadinessDelay: seconds(30),
  concurrentSyncs: 5,
};

/** Feature gates that the HPA reads. */
export type HpaGates = {
  readonly scaleToZero: boolean;
  readonly configurableTolerance: boolean;
  readonly podLevelResources: boolean;
  /** `status.observedGeneration` is written, and a new spec is synced at once. */
  readonly hpaGeneration: boolean;
};

/** What changed between releases without a gate. */
export type HpaChanges = {
  /** When the first sync of a new HPA falls. */
  readonly firstSync: "after-one-period" | "at-once";
  readonly ambiguousSelectorText: (selector: string, hpas: readonly string[]) => string;
  readonly objectMetricErrorText: (failure: ObjectMetricFailure) => string;
};

export type ObjectMetricFailure = {
  readonly metric: string;
  readonly namespace: string;
  readonly object: CrossVersionObjectReference;
  readonly error: string;
};

const changes: { readonly [Key in keyof HpaChanges]: VersionHistory<HpaChanges[Key]> } = {
  firstSync: {
    initially: "after-one-period",
    changes: [
      {
        since: "1.37.0",
        value: "at-once",
        what: "an HPA that appears is synced at once, no longer one period later",
        source: "kubernetes v1.37.0 pkg/controller/podautoscaler/horizontal.go enqueueHPA",
      },
    ],
  },
  ambiguousSelectorText: {
    initially: (selector, hpas) => `pods by selector ${selector} are controlled by multiple HPAs: [${hpas.join(" ")}]`,
    changes: [
      {
        since: "1.37.0",
        value: (selector, hpas) =>
          `pods by selector ${selector} are controlled by more than one HPA (e.g. [${hpas.slice(0, 2).join(" ")}])`,
        what: "the message about an ambiguous selector names two HPAs at most",
        source: "kubernetes v1.37.0 pkg/controller/podautoscaler/horizontal.go validateAndParseSelector",
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
        source: "kubernetes v1.37.0 pkg/controller/podautoscaler/replica_calculator.go GetObjectMetricReplicas",
      },
    ],
  },
};

type GateStage = { readonly enabled: boolean; readonly locked: boolean };
const off: GateStage = { enabled: false, locked: false };
const on: GateStage = { enabled: true, locked: false };
const lockedOn: GateStage = { enabled: true, locked: true };
const gateSource = "kubernetes pkg/features/kube_features.go";

/** Feature gates by their upstream names. A gate that a release does not know has the stage `undefined`. */
const gates: Readonly<
  Record<string, { readonly key: keyof HpaGates; readonly history: VersionHistory<GateStage | undefined> }>
> = {
  HPAScaleToZero: {
    key: "scaleToZero",
    history: {
      initially: off,
      changes: [{ since: "1.37.0", value: on, what: "HPAScaleToZero is beta, on", source: gateSource }],
    },
  },
  HPAConfigurableTolerance: {
    key: "configurableTolerance",
    history: {
      initially: on,
      changes: [
        { since: "1.37.0", value: lockedOn, what: "HPAConfigurableTolerance is GA, locked", source: gateSource },
      ],
    },
  },
  PodLevelResources: { key: "podLevelResources", history: { initially: on, changes: [] } },
  HPAGeneration: {
    key: "hpaGeneration",
    history: {
      initially: undefined,
      changes: [{ since: "1.37.0", value: on, what: "HPAGeneration is beta, on", source: gateSource }],
    },
  },
};

/** The gates that the HPA reads, by their upstream names. */
export const hpaGateNames: readonly string[] = Object.keys(gates);

export type HpaSettings = {
  readonly kubernetes: KubernetesVersion;
  /** Gates that are set; the others have the release's default. */
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly flags?: Partial<HpaFlags>;
};

/** The behaviours, or why kube-controller-manager would not start with these gates. */
export type ResolvedBehaviours =
  | { readonly ok: true; readonly behaviours: HpaBehaviours }
  | { readonly ok: false; readonly error: string };

/**
 * The behaviours of one release with its gates and flags.
 *
 * Gates that the HPA does not read are left alone; one that the release locks may only be set to its value.
 */
export function behavioursOf({ kubernetes, featureGates = {}, flags = {} }: HpaSettings): ResolvedBehaviours {
  const enabled: Record<keyof HpaGates, boolean> = {
    scaleToZero: false,
    configurableTolerance: false,
    podLevelResources: false,
    hpaGeneration: false,
  };
  for (const [name, { key, history }] of Object.entries(gates)) {
    const stage = valueIn(history, kubernetes);
    const wanted = featureGates[name];
    if (stage === undefined) {
      if (wanted !== undefined) return { ok: false, error: `unrecognized feature gate: ${name}` };
      continue;
    }
    if (stage.locked && wanted !== undefined && wanted !== stage.enabled) {
      return {
        ok: false,
        error: `cannot set feature gate ${name} to ${wanted}, feature is locked to ${stage.enabled}`,
      };
    }
    enabled[key] = wanted ?? stage.enabled;
  }
  const behaviours = Object.freeze({
    firstSync: valueIn(changes.firstSync, kubernetes),
    ambiguousSelectorText: valueIn(changes.ambiguousSelectorText, kubernetes),
    objectMetricErrorText: valueIn(changes.objectMetricErrorText, kubernetes),
    ...enabled,
    flags: { ...defaultFlags, ...flags },
  });
  return { ok: true, behaviours };
}
