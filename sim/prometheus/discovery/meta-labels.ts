import type { Label } from "../promql/labels.ts";
import type { DiscoveredMeta } from "./objects.ts";

/** A label `__meta_kubernetes_…`. */
export const metaLabel = (name: string, value: string): Label => [`__meta_kubernetes_${name}`, value];

/** Characters that a label's name may not have become underscores. Source: prometheus v0.315.0 util/strutil (SanitizeLabelName) */
export const sanitized = (name: string): string => name.replace(/[^a-zA-Z0-9_]/gu, "_");

/** The name, labels and annotations of an object as labels of its role. Source: prometheus v0.315.0 discovery/kubernetes (addObjectMetaLabels) */
export const objectLabels = ({ name, labels, annotations }: DiscoveredMeta, role: string): readonly Label[] => [
  metaLabel(`${role}_name`, name),
  ...[{ kind: "label", entries: labels } as const, { kind: "annotation", entries: annotations } as const].flatMap(
    ({ kind, entries }) =>
      Object.entries(entries).flatMap(([key, value]) => [
        metaLabel(`${role}_${kind}_${sanitized(key)}`, value),
        metaLabel(`${role}_${kind}present_${sanitized(key)}`, "true"),
      ]),
  ),
];

/** The label of an object's namespace. */
export const namespaceLabel = ({ namespace }: DiscoveredMeta): Label => metaLabel("namespace", namespace);

/** A label that is there only when there is a value. */
export const optionalLabel = (name: string, value: string | boolean | undefined): readonly Label[] =>
  value === undefined ? [] : [metaLabel(name, String(value))];

/** `10.0.0.1:80`, `[::1]:80`. Source: go1.26 net.JoinHostPort */
export const joinHostPort = (host: string, port: number): string =>
  `${host.includes(":") ? `[${host}]` : host}:${port}`;
