import type { KubernetesVersion } from "../version.ts";

/** What decides how an API server treats a manifest. */
export type AdmissionSettings = {
  readonly kubernetes: KubernetesVersion;
  /** Feature gates as they stand: the release's defaults with the user's settings laid over them. */
  readonly featureGates: Readonly<Record<string, boolean>>;
};

/** The settings, resolved to what the rules ask for. */
export type Release = {
  readonly minor: number;
  /** minReplicas may be 0. On since 1.37. */
  readonly hpaScaleToZero: boolean;
  /** behavior may have a tolerance; otherwise it is dropped. On since 1.35. */
  readonly hpaConfigurableTolerance: boolean;
  /** A pod may have resources of its own; otherwise they are dropped. On since 1.34. */
  readonly podLevelResources: boolean;
  /** A pod's own limits come from its containers too, and its requests even without a limit. On since 1.37. */
  readonly podLevelResourcesFixDefaulting: boolean;
  /** What the release validates by declaration is reported after everything else. Since 1.37. */
  readonly declarativeValidation: boolean;
};

/** Source: kubernetes v1.26.15 to v1.37.0 pkg/features; DeclarativeValidationBeta covers fields of the HPA since 1.37. */
export function releaseOf({ kubernetes, featureGates }: AdmissionSettings): Release {
  const since37 = kubernetes.minor >= 37;
  return {
    minor: kubernetes.minor,
    hpaScaleToZero: featureGates.HPAScaleToZero ?? since37,
    hpaConfigurableTolerance: since37 || (featureGates.HPAConfigurableTolerance ?? kubernetes.minor >= 35),
    podLevelResources: featureGates.PodLevelResources ?? kubernetes.minor >= 34,
    podLevelResourcesFixDefaulting: since37 && (featureGates.PodLevelResourcesFixDefaulting ?? true),
    declarativeValidation: since37,
  };
}
