import type { Label } from "../promql/labels.ts";
import type { TargetGroup } from "../scrape/target.ts";
import { joinHostPort, metaLabel, namespaceLabel, objectLabels, optionalLabel } from "./meta-labels.ts";
import type { DiscoveredIngress, DiscoveredService } from "./objects.ts";

/** The labels of a Service that its targets share. */
export const serviceLabels = ({ meta }: DiscoveredService): readonly Label[] => [
  namespaceLabel(meta),
  ...objectLabels(meta, "service"),
];

/** The ports of a Service by its name in DNS. Source: prometheus v0.315.0 discovery/kubernetes/service.go */
export const serviceGroup = (service: DiscoveredService): TargetGroup => ({
  source: `svc/${service.meta.namespace}/${service.meta.name}`,
  labels: serviceLabels(service),
  targets: service.ports.map(({ name, port, protocol }) => [
    ["__address__", joinHostPort(`${service.meta.name}.${service.meta.namespace}.svc`, port)],
    metaLabel("service_port_name", name),
    metaLabel("service_port_number", String(port)),
    metaLabel("service_port_protocol", protocol),
    metaLabel("service_type", service.type),
    service.type === "ExternalName"
      ? metaLabel("service_external_name", service.externalName)
      : metaLabel("service_cluster_ip", service.clusterIp),
    ...(service.type === "LoadBalancer"
      ? [metaLabel("service_loadbalancer_ip", service.loadBalancerIps.join(","))]
      : []),
  ]),
});

/** The paths of an Ingress. Source: prometheus v0.315.0 discovery/kubernetes/ingress.go */
export const ingressGroup = ({ meta, className, tlsHosts, rules }: DiscoveredIngress): TargetGroup => ({
  source: `ingress/${meta.namespace}/${meta.name}`,
  labels: [namespaceLabel(meta), ...optionalLabel("ingress_class_name", className), ...objectLabels(meta, "ingress")],
  targets: rules.flatMap(({ host, paths }) => {
    const isTls = tlsHosts.some((pattern) => matchesHost(pattern, host));
    return (paths ?? ["/"]).map((path): readonly Label[] => [
      ["__address__", host],
      metaLabel("ingress_scheme", isTls ? "https" : "http"),
      metaLabel("ingress_host", host),
      metaLabel("ingress_path", path === "" ? "/" : path),
    ]);
  }),
});

/** A star stands for the first part of a name, and for one part only. */
function matchesHost(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  const [star, ...rest] = pattern.split(".");
  const [, ...parts] = host.split(".");
  return star === "*" && rest.join(".") === parts.join(".");
}
