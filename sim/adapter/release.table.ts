import type { AdapterRelease, AdapterVersion } from "./release.ts";

type Difference<Member extends keyof AdapterRelease> = {
  readonly values: Readonly<Record<AdapterVersion, AdapterRelease[Member]>>;
  readonly what: string;
  /** Where 0.12.0 says it; 0.8.4 was read at the same place. */
  readonly source: string;
};

/** What changed from prometheus-adapter 0.8.4 to 0.12.0, as far as it shows. */
export const differences: { readonly [Member in keyof AdapterRelease]: Difference<Member> } = {
  externalMaxAge: {
    values: { "0.8.4": "relist-interval", "0.12.0": "max-age" },
    what: "listings for external rules look as far back as --metrics-max-age says, no longer as far as the relist interval",
    source: "cmd/adapter/adapter.go makeExternalProvider",
  },
  namespacedField: {
    values: { "0.8.4": "unknown", "0.12.0": "read" },
    what: "resources.namespaced: false lets external metrics be asked for in all namespaces; before, the field is an error",
    source: "pkg/config/config.go ResourceMapping",
  },
  podPhase: {
    values: { "0.8.4": "any", "0.12.0": "Running" },
    what: "metrics.k8s.io tells of running pods only",
    source: "cmd/adapter/adapter.go addResourceMetricsAPI",
  },
  clampsSamples: {
    values: { "0.8.4": false, "0.12.0": true },
    what: "in metrics.k8s.io a negative sample, and one that is no number, is taken for zero",
    source: "pkg/resourceprovider/provider.go runQuery",
  },
  nodeWindow: {
    values: { "0.8.4": "one-minute-unless-memory-is-older", "0.12.0": "configured" },
    what: "the window of a node is that of the rules whichever sample is older",
    source: "pkg/resourceprovider/provider.go GetNodeMetrics",
  },
};
