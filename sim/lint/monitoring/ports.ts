import { matches, selectorFromLabels } from "../../kubernetes/label-selector.ts";
import type { Finding, LintRule } from "../finding.ts";

/** Names of ports that the other side does not have. */
export const portNames: LintRule = ({ monitoring: { services, workloads } }) =>
  services.flatMap(({ reference: object, service }) => {
    const { selector = {}, meta } = service;
    if (Object.keys(selector).length === 0) return [];
    const pods = workloads
      .map(({ pod }) => pod)
      .filter((pod) => pod.meta.namespace === meta.namespace && matches(selectorFromLabels(selector), pod.meta.labels));
    const containers = pods.flatMap((pod) => [...pod.containers, ...pod.initContainers]);
    const names = containers.flatMap(({ ports }) => ports.map(({ name }) => name)).filter((name) => name !== "");
    return service.ports.flatMap(({ targetPort }, at): readonly Finding[] => {
      if (typeof targetPort === "number" || pods.length === 0 || names.includes(targetPort)) return [];
      return [
        {
          ...{ rule: "missing-port-name", severity: "error", object, field: `spec.ports[${at}].targetPort` },
          cause: `no container behind the Service has a port called ${targetPort}: the Service has no endpoints there, for requests or for scrapes`,
          fix:
            names.length === 0
              ? `Name the container's port: {name: ${targetPort}, containerPort: …}.`
              : `The ports are called ${[...new Set(names)].join(", ")}.`,
        },
      ];
    });
  });

const readOnlyPort = "10255";

const closed: Pick<Finding, "rule" | "severity" | "cause" | "fix"> = {
  rule: "kubelet-read-only-port",
  severity: "error",
  cause:
    "10255 is the kubelet's read-only port, which is closed unless --read-only-port opens it: the targets are down",
  fix: "Scrape port 10250 with scheme https, the service account's token and insecure_skip_verify or the kubelet's CA.",
};

/** Scrapes of the kubelet's port without TLS, which clusters have closed. Source: kubernetes v1.36.3 KubeletConfiguration.readOnlyPort */
export const kubeletReadOnlyPort: LintRule = ({ jobs, monitoring: { serviceMonitors } }) => [
  ...jobs.flatMap(({ reference: object, field, scrape, staticConfigs }): readonly Finding[] => {
    const at = scrape.relabelRules.findIndex(({ replacement }) => replacement.endsWith(`:${readOnlyPort}`));
    if (at >= 0) return [{ ...closed, object, field: `${field}.relabel_configs[${at}]` }];
    const group = staticConfigs.findIndex(({ targets }) =>
      targets.some((target) => target.endsWith(`:${readOnlyPort}`)),
    );
    return group < 0 ? [] : [{ ...closed, object, field: `${field}.static_configs[${group}].targets` }];
  }),
  ...serviceMonitors.flatMap(({ reference: object, matchLabels, endpoints }) =>
    endpoints.flatMap(({ field, port, targetPort }): readonly Finding[] => {
      const isKubelet = Object.values(matchLabels).includes("kubelet");
      const isReadOnly = targetPort === readOnlyPort || (isKubelet && port === "http-metrics");
      return isReadOnly
        ? [
            {
              ...closed,
              object,
              field,
              fix: "Take port https-metrics (10250) with scheme: https, a bearer token and tlsConfig.",
            },
          ]
        : [];
    }),
  ),
];
