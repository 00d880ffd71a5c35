import fc from "fast-check";
import type { VectorFlags } from "../vectors/case.ts";
import { mostly, present, rarely } from "./choices.ts";

/** Gates that the HPA reads and that a release lets be set: from one minor to another, both included. */
const settableGates: readonly { readonly name: string; readonly since: number; readonly until: number }[] = [
  { name: "HPAScaleToZero", since: 16, until: 99 },
  { name: "HPAConfigurableTolerance", since: 33, until: 36 },
  { name: "PodLevelResources", since: 32, until: 99 },
  { name: "HPAGeneration", since: 37, until: 99 },
  { name: "HPAOptimizedSelectorStore", since: 37, until: 99 },
  { name: "StaleControllerConsistencyHPA", since: 37, until: 99 },
];

/** Gates that cannot stay on when PodLevelResources is off. */
const podLevelGates: readonly { readonly name: string; readonly since: number }[] = [
  { name: "InPlacePodLevelResourcesVerticalScaling", since: 36 },
  { name: "PodLevelResourcesFixDefaulting", since: 37 },
  { name: "PodLevelResourcesFixKubeletQOSClass", since: 37 },
];

const gates = (minor: number): fc.Arbitrary<Readonly<Record<string, boolean>>> =>
  fc
    .record(
      Object.fromEntries(
        settableGates
          .filter(({ since, until }) => since <= minor && minor <= until)
          .map(({ name }) => [name, rarely(3, fc.boolean())]),
      ),
    )
    .map((record) => {
      const set: Record<string, boolean> = {};
      for (const [name, value] of Object.entries(record)) if (value !== undefined) set[name] = value;
      if (set["PodLevelResources"] === false) {
        for (const { name, since } of podLevelGates) if (since <= minor) set[name] = false;
      }
      return set;
    });

/** Flags of kube-controller-manager with the gates that a release knows: the defaults, and others about as often. */
export const flags = (minor: number): fc.Arbitrary<VectorFlags> =>
  fc
    .record({
      syncPeriodSeconds: mostly(15, 8, 30, 10, 60),
      downscaleStabilizationSeconds: mostly(300, 2, 0, 15, 30, 45, 60),
      tolerance: mostly(0.1, 4, 0, 0.2, 0.05, 0.5, 0.33),
      cpuInitializationPeriodSeconds: mostly(300, 4, 0, 60, 120),
      initialReadinessDelaySeconds: mostly(30, 4, 0, 10, 120),
      featureGates: rarely(2, gates(minor)),
    })
    .map(present);
