import { type Duration, minutes, seconds } from "../units.ts";
import { isBefore, type KubernetesVersion, type VersionHistory, valueIn } from "../version.ts";
import { changes as changeTable } from "./changes.table.ts";
import { changesIn, type HpaChanges } from "./changes.ts";
import { type GateStage, gates } from "./gates.table.ts";

/** What the HPA controller of one Kubernetes release does, with its gates and flags: resolved once, read everywhere. */
export type HpaBehaviours = HpaChanges & HpaGates & { readonly flags: HpaFlags };

/** Flags of kube-controller-manager; prefix `--horizontal-pod-autoscaler-`. */
export type HpaFlags = {
  readonly syncPeriod: Duration;
  /** Since 1.12. */
  readonly downscaleStabilization: Duration;
  /** Up to 1.11: how long after a rescale nothing grows. */
  readonly upscaleDelay: Duration;
  /** Up to 1.11: how long after a rescale nothing shrinks. */
  readonly downscaleDelay: Duration;
  /** Relative: 0.1 is a tenth. */
  readonly tolerance: number;
  /** Since 1.12. */
  readonly cpuInitializationPeriod: Duration;
  /** Since 1.12. */
  readonly initialReadinessDelay: Duration;
  /** `--concurrent-horizontal-pod-autoscaler-syncs`, a flag since 1.26. */
  readonly concurrentSyncs: number;
};

const flagSource = "pkg/controller/podautoscaler/config/v1alpha1/defaults.go";

const syncPeriod: VersionHistory<Duration> = {
  initially: seconds(30),
  changes: [
    {
      since: "1.12.0",
      value: seconds(15),
      what: "an HPA is synced every 15 s, no longer every 30 s",
      source: flagSource,
    },
  ],
};

const concurrentSyncs: VersionHistory<number> = {
  initially: 1,
  changes: [{ since: "1.26.0", value: 5, what: "five HPAs are synced at a time, no longer one", source: flagSource }],
};

/** Flags as they are when nobody sets them. */
const defaultFlags = (versionOf: (flag: string) => KubernetesVersion): HpaFlags => ({
  syncPeriod: valueIn(syncPeriod, versionOf("syncPeriod")),
  downscaleStabilization: minutes(5),
  upscaleDelay: minutes(3),
  downscaleDelay: minutes(5),
  tolerance: 0.1,
  cpuInitializationPeriod: minutes(5),
  initialReadinessDelay: seconds(30),
  concurrentSyncs: valueIn(concurrentSyncs, versionOf("concurrentSyncs")),
});

/** The whole version record of the HPA: each entry by its name. */
export const hpaHistories: Readonly<Record<string, VersionHistory<unknown>>> = {
  ...changeTable,
  ...Object.fromEntries(Object.entries(gates).map(([name, { history }]) => [name, history])),
  syncPeriod,
  concurrentSyncs,
};

/** Feature gates that the HPA reads. */
export type HpaGates = {
  readonly scaleToZero: boolean;
  readonly containerMetrics: boolean;
  readonly configurableTolerance: boolean;
  readonly podLevelResources: boolean;
  /** `status.observedGeneration` is written, and a new spec is synced at once. */
  readonly hpaGeneration: boolean;
};

/** The gates that the HPA reads, by their upstream names. */
export const hpaGateNames: readonly string[] = Object.keys(gates);

export type HpaSettings = {
  readonly kubernetes: KubernetesVersion;
  /** Gates that are set; the others have the release's default. */
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly flags?: Partial<HpaFlags>;
  /** Entries of the version record, by name, that are as in another release. */
  readonly asIn?: ReadonlyMap<string, KubernetesVersion>;
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
export function behavioursOf(settings: HpaSettings): ResolvedBehaviours {
  const { kubernetes, featureGates = {}, flags = {}, asIn } = settings;
  const versionOf = (entry: string): KubernetesVersion => asIn?.get(entry) ?? kubernetes;
  const enabled: Record<keyof HpaGates, boolean> = {
    scaleToZero: false,
    containerMetrics: false,
    configurableTolerance: false,
    podLevelResources: false,
    hpaGeneration: false,
  };
  for (const [name, { key, history }] of Object.entries(gates)) {
    const stage = valueIn(history, versionOf(name));
    const wanted = featureGates[name];
    if (stage === undefined) {
      if (wanted !== undefined) return { ok: false, error: `unrecognized feature gate: ${name}` };
      enabled[key] = isGraduated(history, versionOf(name));
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
  const changes = changesIn(versionOf);
  const behaviours = Object.freeze({
    ...changes,
    ...enabled,
    podLevelResources: enabled.podLevelResources && changes.podLevelRequests,
    flags: { ...defaultFlags(versionOf), ...flags },
  });
  return { ok: true, behaviours };
}

/** A gate that is gone was locked on before it went. */
const isGraduated = ({ changes }: VersionHistory<GateStage | undefined>, version: KubernetesVersion): boolean =>
  changes.some(({ value, since }) => value?.locked && !isBefore(version, since));
