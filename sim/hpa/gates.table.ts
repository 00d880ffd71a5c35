import type { VersionHistory } from "../version.ts";
import type { HpaGates } from "./behaviours.ts";

/** How far a feature gate has come. */
export type GateStage = { readonly enabled: boolean; readonly locked: boolean };

const off: GateStage = { enabled: false, locked: false };
const on: GateStage = { enabled: true, locked: false };
const lockedOn: GateStage = { enabled: true, locked: true };
const source = "pkg/features/kube_features.go";

/** The gates that matter to an HPA, by their upstream names. A gate that a release does not know has the stage `undefined`. */
export const gates: Readonly<
  Record<string, { readonly key: keyof HpaGates; readonly history: VersionHistory<GateStage | undefined> }>
> = {
  HPAScaleToZero: {
    key: "scaleToZero",
    history: {
      initially: undefined,
      changes: [
        { since: "1.16.0", value: off, what: "HPAScaleToZero is alpha, off", source },
        { since: "1.37.0", value: on, what: "HPAScaleToZero is beta, on", source },
      ],
    },
  },
  HPAContainerMetrics: {
    key: "containerMetrics",
    history: {
      initially: undefined,
      changes: [
        { since: "1.20.0", value: off, what: "HPAContainerMetrics is alpha, off", source },
        { since: "1.27.0", value: on, what: "HPAContainerMetrics is beta, on", source },
        { since: "1.30.0", value: lockedOn, what: "HPAContainerMetrics is GA, locked", source },
        { since: "1.32.0", value: undefined, what: "HPAContainerMetrics is gone, always on", source },
      ],
    },
  },
  HPAConfigurableTolerance: {
    key: "configurableTolerance",
    history: {
      initially: undefined,
      changes: [
        { since: "1.33.0", value: off, what: "HPAConfigurableTolerance is alpha, off", source },
        { since: "1.35.0", value: on, what: "HPAConfigurableTolerance is beta, on", source },
        { since: "1.37.0", value: lockedOn, what: "HPAConfigurableTolerance is GA, locked", source },
      ],
    },
  },
  PodLevelResources: {
    key: "podLevelResources",
    history: {
      initially: undefined,
      changes: [
        { since: "1.32.0", value: off, what: "PodLevelResources is alpha, off", source },
        { since: "1.34.0", value: on, what: "PodLevelResources is beta, on", source },
      ],
    },
  },
  HPAGeneration: {
    key: "hpaGeneration",
    history: {
      initially: undefined,
      changes: [{ since: "1.37.0", value: on, what: "HPAGeneration is beta, on", source }],
    },
  },
};
