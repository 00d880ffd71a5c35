import type { MetricFamily } from "../../exposition-format/family.ts";
import { type KubernetesVersion, type VersionHistory, valueIn } from "../../version.ts";

/** How many objects of a resource the API server has stored. */
export type ObjectCount = { readonly group: string; readonly resource: string; readonly count: number };

/**
 * What kube-apiserver says of the objects that it has stored, in the words of a release.
 *
 * Upstream counts once a minute, this at once. Everything else that an API server tells is left out: requests by verb and their
 * latencies, watches, work queues, caches. The parts of the simulator speak to the store itself, so there are no requests to count.
 * Source: apiserver pkg/storage/etcd3/metrics/metrics.go in each release; component-base metrics/registry.go for what is hidden
 */
export function objectCountFamilies(
  counts: readonly ObjectCount[],
  version: KubernetesVersion,
): readonly MetricFamily[] {
  return families.flatMap(({ name, help, labels }): readonly MetricFamily[] => {
    const text = valueIn(help, version);
    if (text === undefined) return [];
    const samples = counts.map((stored) => ({
      name,
      labels: labels(stored),
      value: stored.count,
      timestampMilliseconds: undefined,
    }));
    return [{ name, help: text, type: "gauge", samples }];
  });
}

type Family = {
  readonly name: string;
  /** Undefined in releases that do not have it, or hide it. */
  readonly help: VersionHistory<string | undefined>;
  readonly labels: (count: ObjectCount) => Readonly<Record<string, string>>;
};

const source = "k8s.io/apiserver pkg/storage/etcd3/metrics/metrics.go";

const number = "Number of stored objects at the time of last check split by kind.";
const orError = `${number} In case of a fetching error, the value will be -1.`;
const replaced = `${number} This metric is replaced by apiserver_storage_object_counts.`;
const deprecated = `[DEPRECATED, consider using apiserver_resource_objects instead] ${orError}`;

/** `deployments.apps`. */
const wholeName = ({ group, resource }: ObjectCount): string => (group === "" ? resource : `${resource}.${group}`);

const families: readonly Family[] = [
  {
    name: "etcd_object_counts",
    help: {
      initially: number,
      changes: [
        { since: "1.16.0", value: `[ALPHA] ${number}`, what: "metrics say how stable they are", source },
        { since: "1.21.0", value: `[ALPHA] ${replaced}`, what: "another metric replaces it", source },
        { since: "1.22.0", value: `[ALPHA] (Deprecated since 1.22.0) ${replaced}`, what: "it is deprecated", source },
        { since: "1.23.0", value: undefined, what: "it is hidden", source },
      ],
    },
    labels: (count) => ({ resource: wholeName(count) }),
  },
  {
    name: "apiserver_storage_objects",
    help: {
      initially: undefined,
      changes: [
        { since: "1.21.0", value: `[STABLE] ${number}`, what: "it is there", source },
        { since: "1.29.0", value: `[STABLE] ${orError}`, what: "-1 stands for an error", source },
        { since: "1.34.0", value: `[STABLE] ${deprecated}`, what: "another metric replaces it", source },
        {
          since: "1.35.0",
          value: `[STABLE] (Deprecated since 1.34.0) ${deprecated}`,
          what: "it is deprecated",
          source,
        },
        { since: "1.37.0", value: undefined, what: "it is hidden", source },
      ],
    },
    labels: (count) => ({ resource: wholeName(count) }),
  },
  {
    name: "apiserver_resource_objects",
    help: {
      initially: undefined,
      changes: [{ since: "1.34.0", value: `[ALPHA] ${orError}`, what: "it is there", source }],
    },
    labels: ({ group, resource }) => ({ group, resource }),
  },
];
