import { differences } from "./release.table.ts";

/** A release of prometheus-adapter that is modelled. */
export type AdapterVersion = "0.8.4" | "0.12.0";

export type AdapterRelease = {
  /** How far back listings for external rules look. */
  readonly externalMaxAge: "relist-interval" | "max-age";
  /** The field `resources.namespaced`. */
  readonly namespacedField: "unknown" | "read";
  /** Which pods `metrics.k8s.io` tells of. */
  readonly podPhase: "any" | "Running";
  /** Whether a sample of `metrics.k8s.io` that is negative or no number is taken for zero. */
  readonly clampsSamples: boolean;
  readonly nodeWindow: "one-minute-unless-memory-is-older" | "configured";
};

export const releaseOf = (version: AdapterVersion): AdapterRelease => ({
  externalMaxAge: differences.externalMaxAge.values[version],
  namespacedField: differences.namespacedField.values[version],
  podPhase: differences.podPhase.values[version],
  clampsSamples: differences.clampsSamples.values[version],
  nodeWindow: differences.nodeWindow.values[version],
});
