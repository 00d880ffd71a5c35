import type { VersionHistory } from "../version.ts";

/** How far a feature gate has come: off or on unless someone says otherwise, or locked on. `undefined` where there is none. */
export type GateStage = "off" | "on" | "locked" | undefined;

const source = "pkg/features/kube_features.go";

const history = (stages: readonly (readonly [since: string, value: GateStage])[]): VersionHistory<GateStage> => ({
  initially: undefined,
  changes: stages.map(([since, value]) => ({ since, value, what: value ?? "gone", source })),
});

/** The gates that decide what becomes of a manifest, by their upstream names. */
export type GateName =
  | "HPAScaleToZero"
  | "HPAContainerMetrics"
  | "HPAConfigurableTolerance"
  | "SidecarContainers"
  | "PodLevelResources"
  | "PodLevelResourcesFixDefaulting";

export const gates: Readonly<Record<GateName, VersionHistory<GateStage>>> = {
  HPAScaleToZero: history([
    ["1.16.0", "off"],
    ["1.37.0", "on"],
  ]),
  HPAContainerMetrics: history([
    ["1.20.0", "off"],
    ["1.27.0", "on"],
    ["1.30.0", "locked"],
  ]),
  HPAConfigurableTolerance: history([
    ["1.33.0", "off"],
    ["1.35.0", "on"],
    ["1.37.0", "locked"],
  ]),
  SidecarContainers: history([
    ["1.28.0", "off"],
    ["1.29.0", "on"],
    ["1.33.0", "locked"],
  ]),
  PodLevelResources: history([
    ["1.32.0", "off"],
    ["1.34.0", "on"],
  ]),
  PodLevelResourcesFixDefaulting: history([["1.37.0", "on"]]),
};
