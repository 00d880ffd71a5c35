import { matches, type Selector, selectorFromLabelSelector } from "../kubernetes/label-selector.ts";
import type { Labels, ManifestMeta } from "../kubernetes/object.ts";
import type { OptionalSelector, Prometheus } from "./objects/object.ts";

/** A namespace of the cluster, as far as selection depends on it. */
export type SelectableNamespace = { readonly name: string; readonly labels: Labels };

/** Which objects of one kind a Prometheus takes in. */
export type Selection = { readonly selector: OptionalSelector; readonly namespaceSelector: OptionalSelector };

/** A kind whose objects a Prometheus takes in. */
export type SelectableKind = "ServiceMonitor" | "PodMonitor" | "Probe" | "ScrapeConfig" | "PrometheusRule";

/** The selectors of a Prometheus for a kind. */
export function selectionOf({ spec }: Prometheus, kind: SelectableKind): Selection {
  switch (kind) {
    case "ServiceMonitor":
      return { selector: spec.serviceMonitorSelector, namespaceSelector: spec.serviceMonitorNamespaceSelector };
    case "PodMonitor":
      return { selector: spec.podMonitorSelector, namespaceSelector: spec.podMonitorNamespaceSelector };
    case "Probe":
      return { selector: spec.probeSelector, namespaceSelector: spec.probeNamespaceSelector };
    case "ScrapeConfig":
      return { selector: spec.scrapeConfigSelector, namespaceSelector: spec.scrapeConfigNamespaceSelector };
    case "PrometheusRule":
      return { selector: spec.ruleSelector, namespaceSelector: spec.ruleNamespaceSelector };
  }
}

/** Whether a Prometheus takes an object in, or which of its selectors leaves it out. */
export type Selected =
  | { readonly kind: "selected" }
  /** An absent selector takes no object at all; an empty one takes all. */
  | { readonly kind: "no-selector" }
  /** An absent namespace selector means the namespace of the Prometheus. */
  | { readonly kind: "other-namespace"; readonly expected: "own" | "labels" }
  | { readonly kind: "other-labels" }
  /** A selector that cannot be read stops the operator; `because` is its text. */
  | { readonly kind: "invalid-selector"; readonly because: string };

/**
 * Source: prometheus-operator v0.94.1 pkg/prometheus/resource_selector.go (selectObjects), pkg/operator/operator.go
 * (SelectNamespacesFromCache)
 */
export function selects(
  prometheus: Prometheus,
  object: { readonly kind: SelectableKind; readonly meta: ManifestMeta },
  namespaces: readonly SelectableNamespace[],
): Selected {
  const { selector, namespaceSelector } = selectionOf(prometheus, object.kind);
  const labels = selectorFromLabelSelector(selector);
  const wantedNamespaces = selectorFromLabelSelector(namespaceSelector);
  if (!wantedNamespaces.ok) {
    const because = `failed to convert namespace label selector to selector: ${wantedNamespaces.error}`;
    return { kind: "invalid-selector", because };
  }
  if (!labels.ok) return { kind: "invalid-selector", because: labels.error };
  if (selector === undefined) return { kind: "no-selector" };
  const { namespace } = object.meta;
  if (namespaceSelector === undefined) {
    if (namespace !== prometheus.meta.namespace) return { kind: "other-namespace", expected: "own" };
  } else if (!isIn(namespace, wantedNamespaces.selector, namespaces)) {
    return { kind: "other-namespace", expected: "labels" };
  }
  return matches(labels.selector, object.meta.labels) ? { kind: "selected" } : { kind: "other-labels" };
}

function isIn(name: string, selector: Selector, namespaces: readonly SelectableNamespace[]): boolean {
  const found = namespaces.find((namespace) => namespace.name === name);
  // A namespace that nobody has written exists by its name, and has the label that every namespace has.
  return matches(selector, found?.labels ?? { "kubernetes.io/metadata.name": name });
}

/** Without any selector the user writes the config himself. */
export const isUnmanaged = ({ spec }: Prometheus): boolean =>
  [spec.serviceMonitorSelector, spec.podMonitorSelector, spec.probeSelector, spec.scrapeConfigSelector].every(
    (selector) => selector === undefined,
  );
