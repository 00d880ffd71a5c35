import { matches, selectorFromLabels } from "../../kubernetes/label-selector.ts";
import type { Finding, LintRule } from "../finding.ts";
import type { LintedService, LintedServiceMonitor } from "./monitoring.ts";

/** ServiceMonitors that choose no Service of the manifests, or a port that the Service does not have. */
export const serviceMonitors: LintRule = ({ monitoring }) =>
  monitoring.services.length === 0
    ? []
    : monitoring.serviceMonitors.flatMap((monitor) => findingsFor(monitor, monitoring.services));

function findingsFor(monitor: LintedServiceMonitor, services: readonly LintedService[]): readonly Finding[] {
  const { reference: object, matchLabels, hasExpressions, namespaces } = monitor;
  if (hasExpressions) return [];
  const labelled = services.filter(({ service }) => matches(selectorFromLabels(matchLabels), service.meta.labels));
  const selected = labelled.filter(
    ({ service }) => namespaces === "any" || namespaces.includes(service.meta.namespace),
  );
  if (selected.length > 0) return missingPorts(monitor, selected);
  const wanted = Object.entries(matchLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  const [elsewhere] = labelled;
  const shared = { rule: "monitor-selects-nothing", severity: "warning", object } as const;
  if (elsewhere !== undefined && namespaces !== "any") {
    const { namespace, name } = elsewhere.service.meta;
    return [
      {
        ...{ ...shared, field: "spec.namespaceSelector" },
        cause: `the monitor looks for Services in ${namespaces.join(", ")}, and Service ${name} with its labels is in ${namespace}: there are no targets`,
        fix: `Add namespaceSelector: {matchNames: [${namespace}]}.`,
      },
    ];
  }
  const near = services.filter(({ service }) => matches(selectorFromLabels(matchLabels), service.selector ?? {}));
  return [
    {
      ...{ ...shared, field: "spec.selector" },
      cause: `no Service of the manifests has the labels ${wanted}: there are no targets, if the cluster has none either`,
      fix:
        near[0] === undefined
          ? "A monitor chooses Services by the Services' own metadata.labels."
          : `A monitor goes by a Service's own metadata.labels, not by its selector: label Service ${near[0].service.meta.name}.`,
    },
  ];
}

function missingPorts(
  { reference: object, endpoints }: LintedServiceMonitor,
  selected: readonly LintedService[],
): readonly Finding[] {
  const names = selected.flatMap(({ service }) => service.ports.map(({ name }) => name)).filter((name) => name !== "");
  return endpoints.flatMap(({ field, port }): readonly Finding[] => {
    if (port === "" || names.includes(port)) return [];
    const who = selected.map(({ service }) => service.meta.name).join(", ");
    return [
      {
        ...{ rule: "missing-port-name", severity: "error", object, field: `${field}.port` },
        cause: `Service ${who} has no port called ${port}: there are no targets`,
        fix:
          names.length === 0
            ? `Give the Service's port a name: {name: ${port}, port: …}.`
            : `Its ports are called ${[...new Set(names)].join(", ")}.`,
      },
    ];
  });
}
