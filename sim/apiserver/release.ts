import { type KubernetesVersion, valueIn } from "../version.ts";
import { type GateName, gates } from "./gates.table.ts";
import { type ReleaseRules, releaseHistories } from "./release.table.ts";

/** What decides how an API server treats a manifest. */
export type AdmissionSettings = {
  readonly kubernetes: KubernetesVersion;
  /** Feature gates as they stand: the release's defaults with the user's settings laid over them. */
  readonly featureGates: Readonly<Record<string, boolean>>;
};

/** The settings, resolved to what the rules ask for. */
export type Release = ReleaseRules & {
  readonly minor: number;
  /** minReplicas may be 0. */
  readonly hpaScaleToZero: boolean;
  /** A metric may be of one container; otherwise the member is dropped. */
  readonly hpaContainerMetrics: boolean;
  /** behavior may have a tolerance; otherwise it is dropped. */
  readonly hpaConfigurableTolerance: boolean;
  /** An init container may restart always; otherwise its restartPolicy is dropped. */
  readonly sidecarContainers: boolean;
  /** A pod may have resources of its own; otherwise they are dropped. */
  readonly podLevelResources: boolean;
  /** A pod's own limits come from its containers too, and its requests even without a limit. */
  readonly podLevelResourcesFixDefaulting: boolean;
};

/** Looks everything up in the histories once. */
export function releaseOf({ kubernetes, featureGates }: AdmissionSettings): Release {
  const isOn = (gate: GateName): boolean => {
    const stage = valueIn(gates[gate], kubernetes);
    if (stage === undefined) return false;
    return stage === "locked" || (featureGates[gate] ?? stage === "on");
  };
  const resolved = Object.entries(releaseHistories).map(([rule, history]) => [
    rule,
    valueIn<unknown>(history, kubernetes),
  ]);
  // Each rule of the table is in the record, with a value out of its own history.
  const rules = Object.fromEntries(resolved) as ReleaseRules;
  return {
    ...rules,
    minor: kubernetes.minor,
    hpaScaleToZero: isOn("HPAScaleToZero"),
    hpaContainerMetrics: isOn("HPAContainerMetrics"),
    hpaConfigurableTolerance: isOn("HPAConfigurableTolerance"),
    sidecarContainers: isOn("SidecarContainers"),
    podLevelResources: isOn("PodLevelResources"),
    podLevelResourcesFixDefaulting: isOn("PodLevelResourcesFixDefaulting"),
  };
}
