/** A prometheus-adapter config file, as read: empty texts where it says nothing. Source: prometheus-adapter v0.12.0 pkg/config */
export type AdapterConfig = {
  readonly rules: readonly DiscoveryRule[];
  readonly externalRules: readonly DiscoveryRule[];
  /** Absent when the file has none: then there is no `metrics.k8s.io`. */
  readonly resourceRules: ResourceRules | undefined;
};

/** Which series become which metrics of which objects, and how their values are asked for. */
export type DiscoveryRule = {
  readonly seriesQuery: string;
  readonly seriesFilters: readonly RegexFilter[];
  readonly resources: ResourceMapping;
  readonly name: { readonly matches: string; readonly as: string };
  readonly metricsQuery: string;
};

/** A condition on a series' name; exactly one of the two is to be given. */
export type RegexFilter = { readonly is: string; readonly isNot: string };

export type ResourceMapping = {
  readonly template: string;
  readonly overrides: readonly LabelOverride[];
  /** Whether queries of external metrics are confined to the namespace; absent means that they are. */
  readonly namespaced: boolean | undefined;
};

/** The objects that a label names. */
export type LabelOverride = GroupResource & { readonly label: string };

/** A resource without its version: `deployments` of `apps`; the core group is the empty text. */
export type GroupResource = { readonly group: string; readonly resource: string };

export type ResourceRules = {
  readonly cpu: ResourceRule;
  readonly memory: ResourceRule;
  /** What the answers say their window is, in nanoseconds. */
  readonly windowNanoseconds: number;
};

export type ResourceRule = {
  readonly containerQuery: string;
  readonly nodeQuery: string;
  readonly resources: ResourceMapping;
  readonly containerLabel: string;
};

/** `deployments.apps`, `pods`. Source: apimachinery v0.30.0 schema.GroupResource.String */
export const printGroupResource = ({ group, resource }: GroupResource): string =>
  group === "" ? resource : `${resource}.${group}`;

export const isSameResource = (a: GroupResource, b: GroupResource): boolean =>
  a.group === b.group && a.resource === b.resource;
