import { goQuote } from "../kubernetes/go-text.ts";
import { matches, type Selector, selectorFromLabelSelector, selectorFromLabels } from "../kubernetes/label-selector.ts";
import { objectKey } from "../kubernetes/object.ts";
import type { DiscoveredPod, DiscoveredService } from "../prometheus/discovery/objects.ts";
import type { Assets } from "./assets.ts";
import { objectFault } from "./check-object.ts";
import { explainPodPorts, explainServicePorts } from "./explain-ports.ts";
import { explainSelection } from "./explain-selection.ts";
import { namespacesOf } from "./kubernetes-sd.ts";
import { mismatch } from "./label-mismatch.ts";
import type { PodMonitor, Prometheus, ServiceMonitor } from "./objects/object.ts";
import { type SelectableNamespace, selects } from "./select.ts";
import { defaultPrometheusVersion, parseVersion } from "./version.ts";

export type MonitoredService = Pick<DiscoveredService, "meta" | "selector" | "ports">;

/** A pod, or what a workload's template says of its pods. */
export type MonitoredPod = Pick<DiscoveredPod, "meta" | "containers">;

/** What a monitor is held against. */
export type MonitorView = {
  readonly prometheuses: readonly Prometheus[];
  readonly namespaces: readonly SelectableNamespace[];
  readonly services: readonly MonitoredService[];
  readonly pods: readonly MonitoredPod[];
  readonly assets: Assets;
};

/** Why a monitor finds no targets, or an endpoint of it none. */
export type MonitorFinding = {
  readonly kind:
    | ("no-prometheus" | "not-selected" | "rejected" | "namespace-not-watched")
    | ("no-service" | "no-pod" | "no-such-port" | "no-endpoints");
  /** Where in the monitor: `spec.endpoints[0].port`. */
  readonly field: string;
  readonly message: string;
  readonly fix: string;
};

/** Why a monitor selects nothing, from the Prometheus that should take it in to the ports; empty when it finds targets. */
export function explainMonitor(monitor: ServiceMonitor | PodMonitor, view: MonitorView): readonly MonitorFinding[] {
  const selection = explainSelection(monitor, view);
  const takers = view.prometheuses.filter(
    (prometheus) => selects(prometheus, monitor, view.namespaces).kind === "selected",
  );
  const rejections = takers.flatMap((prometheus) => rejectionBy(prometheus, monitor, view));
  const [ignoring] = takers.map((prometheus) =>
    namespacesOf(monitor.spec.namespaceSelector, monitor.meta.namespace, { prometheus }),
  );
  const watched = ignoring ?? ownNamespaces(monitor);
  return [...selection, ...rejections, ...explainTargets(monitor, watched, view)];
}

function rejectionBy(
  prometheus: Prometheus,
  monitor: ServiceMonitor | PodMonitor,
  { assets }: MonitorView,
): readonly MonitorFinding[] {
  const { spec } = prometheus;
  const version = parseVersion(spec.version ?? defaultPrometheusVersion);
  if (version === undefined) return [];
  const fault = objectFault(monitor, { prometheus, version, assets, scrapeClasses: spec.scrapeClasses ?? [] });
  if (fault === undefined) return [];
  return [
    {
      kind: "rejected",
      field: "spec",
      message: `the operator leaves it out of Prometheus ${objectKey(prometheus.meta)}: ${fault}`,
      fix: "Mend what the operator names; until then no endpoint of this monitor is scraped.",
    },
  ];
}

function ownNamespaces({ meta, spec }: ServiceMonitor | PodMonitor): readonly string[] {
  const { any = false, matchNames = [] } = spec.namespaceSelector ?? {};
  if (any) return [];
  return matchNames.length === 0 ? [meta.namespace] : matchNames;
}

/** No namespace at all stands for every one. */
function explainTargets(
  monitor: ServiceMonitor | PodMonitor,
  watched: readonly string[],
  view: MonitorView,
): readonly MonitorFinding[] {
  const parsed = selectorFromLabelSelector(monitor.spec.selector);
  // The operator has said so above.
  if (!parsed.ok) return [];
  const count =
    monitor.kind === "ServiceMonitor" ? monitor.spec.endpoints.length : monitor.spec.podMetricsEndpoints.length;
  if (count === 0) {
    const field = monitor.kind === "ServiceMonitor" ? "spec.endpoints" : "spec.podMetricsEndpoints";
    const fix = "Give it one with the name of the port to be scraped: - port: metrics.";
    return [{ kind: "no-endpoints", field, message: "the monitor has no endpoint, so nothing is scraped", fix }];
  }
  const what = monitor.kind === "ServiceMonitor" ? "Service" : "pod";
  const candidates: readonly { readonly meta: MonitoredPod["meta"] }[] =
    monitor.kind === "ServiceMonitor" ? view.services : view.pods;
  const found = candidates.filter(({ meta }) => matches(parsed.selector, meta.labels));
  const near = found.filter(({ meta }) => watched.length === 0 || watched.includes(meta.namespace));
  if (near.length === 0) return [unmatched({ monitor, watched, what, selector: parsed.selector, candidates, found })];
  if (monitor.kind === "PodMonitor") {
    return explainPodPorts(
      monitor,
      view.pods.filter((pod) => near.includes(pod)),
    );
  }
  const services = view.services.filter((service) => near.includes(service));
  const backed = services.map((service) => ({ service, pods: podsOf(service, view.pods) }));
  const empty = backed.filter(({ service, pods }) => service.selector !== undefined && pods.length === 0);
  const withoutPods = empty.map(({ service }): MonitorFinding => {
    const names = Object.entries(service.selector ?? {}).map(([key, value]) => `${key}=${value}`);
    return {
      kind: "no-pod",
      field: "spec.selector",
      message: `Service ${objectKey(service.meta)} is selected, but no pod has its labels ${names.join(",")}`,
      fix: "Make the selector of the Service the labels of the pods; until then it has no endpoints to be scraped.",
    };
  });
  return [...withoutPods, ...explainServicePorts(monitor, backed)];
}

/** A Service without a selector has endpoints that somebody else makes. */
function podsOf({ meta, selector }: MonitoredService, pods: readonly MonitoredPod[]): readonly MonitoredPod[] {
  if (selector === undefined) return [];
  const wanted = selectorFromLabels(selector);
  return pods.filter((pod) => pod.meta.namespace === meta.namespace && matches(wanted, pod.meta.labels));
}

type Unmatched = {
  readonly monitor: ServiceMonitor | PodMonitor;
  readonly watched: readonly string[];
  readonly what: "Service" | "pod";
  readonly selector: Selector;
  readonly candidates: readonly { readonly meta: MonitoredPod["meta"] }[];
  /** Those with the labels, wherever they are. */
  readonly found: readonly { readonly meta: MonitoredPod["meta"] }[];
};

function unmatched({ monitor, watched, what, selector, candidates, found }: Unmatched): MonitorFinding {
  const where = watched.length === 0 ? "any namespace" : `namespace ${watched.map(goQuote).join(" or ")}`;
  const [elsewhere] = found;
  if (elsewhere !== undefined) {
    const { namespace } = elsewhere.meta;
    return {
      kind: "namespace-not-watched",
      field: "spec.namespaceSelector",
      message: `it looks in ${where}, but ${what} ${objectKey(elsewhere.meta)} with its labels is in ${goQuote(namespace)}`,
      fix: `Add namespaceSelector: {matchNames: [${namespace}]}; without one a monitor looks in its own namespace only.`,
    };
  }
  const nearest = mismatch(
    selector,
    candidates.filter(({ meta }) => watched.length === 0 || watched.includes(meta.namespace)),
  );
  const kind = what === "Service" ? "no-service" : "no-pod";
  const message = `no ${what} in ${where} has the labels that ${monitor.kind} ${objectKey(monitor.meta)} selects`;
  if (nearest === undefined) {
    const fix = `The selector is held against the labels of the ${what} itself, under its metadata.`;
    return { kind, field: "spec.selector", message, fix };
  }
  const fix = `The nearest is ${what} ${objectKey(nearest.meta)}, ${nearest.differences.join(", ")}: change the selector or its labels.`;
  return { kind, field: "spec.selector", message, fix };
}
