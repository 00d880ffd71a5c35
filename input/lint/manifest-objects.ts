import type { LintedService, LintedServiceMonitor, LintedWorkload } from "../../sim/lint/monitoring/monitoring.ts";
import type { DiscoveredService } from "../../sim/prometheus/discovery/objects.ts";
import { type Manifest, referenceOf } from "../manifests/manifest.ts";
import type { Node } from "../node.ts";
import { containersOf, itemsOf, metaOf, nodeAt, textsOf, writtenText } from "./manifest-values.ts";

const kindOf = (manifest: Manifest): string => writtenText(nodeAt(manifest, "kind"));

/** Where each kind has its pods. */
const templates: Readonly<Record<string, string>> = {
  Deployment: "spec.template",
  ReplicaSet: "spec.template",
  StatefulSet: "spec.template",
  DaemonSet: "spec.template",
  Pod: "",
};

/** The pods that manifests describe, as discovery would see one of each: running and ready. */
export const workloadsIn = (manifests: readonly Manifest[], defaultNamespace: string): readonly LintedWorkload[] =>
  manifests.flatMap((manifest, at): readonly LintedWorkload[] => {
    const template = templates[kindOf(manifest)];
    if (template === undefined) return [];
    const pod: Node | undefined = template === "" ? manifest : nodeAt(manifest, "spec", "template");
    const meta = metaOf(manifest, defaultNamespace);
    const [metadata, spec] = [nodeAt(pod, "metadata"), nodeAt(pod, "spec")];
    const name = template === "" ? meta.name : `${meta.name}-0`;
    return [
      {
        reference: referenceOf(manifest, defaultNamespace),
        annotations: meta.annotations,
        template,
        pod: {
          meta: {
            ...{ namespace: meta.namespace, name, labels: textsOf(nodeAt(metadata, "labels")) },
            annotations: textsOf(nodeAt(metadata, "annotations")),
          },
          ...{
            uid: name,
            podIp: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
            hostIp: "192.0.2.1",
            nodeName: "node-0",
          },
          ...{ phase: "Running", ready: "True", deleting: false, controller: undefined },
          containers: containersOf(nodeAt(spec, "containers")),
          initContainers: containersOf(nodeAt(spec, "initContainers")),
        },
      },
    ];
  });

/** The Services of manifests with their ports. */
export const servicesIn = (manifests: readonly Manifest[], defaultNamespace: string): readonly LintedService[] =>
  manifests
    .filter((manifest) => kindOf(manifest) === "Service")
    .map((manifest) => ({
      reference: referenceOf(manifest, defaultNamespace),
      service: serviceOf(manifest, defaultNamespace),
    }));

function serviceOf(manifest: Manifest, defaultNamespace: string): DiscoveredService {
  const spec = nodeAt(manifest, "spec");
  const selector = nodeAt(spec, "selector");
  return {
    meta: metaOf(manifest, defaultNamespace),
    ...{ type: "ClusterIP", clusterIp: "192.0.2.2", externalName: "", loadBalancerIps: [] },
    selector: selector === undefined ? undefined : textsOf(selector),
    publishNotReadyAddresses: false,
    ports: itemsOf(nodeAt(spec, "ports")).map((port) => {
      const number = Number(writtenText(nodeAt(port, "port")));
      const target = nodeAt(port, "targetPort");
      const text = writtenText(target);
      const targetPort =
        text === "" ? number : target?.kind === "scalar" && typeof target.value === "number" ? target.value : text;
      const protocol = writtenText(nodeAt(port, "protocol")) || "TCP";
      return { name: writtenText(nodeAt(port, "name")), port: number, protocol, targetPort };
    }),
  };
}

/** The ServiceMonitors of manifests. Source: prometheus-operator v0.86 pkg/apis/monitoring/v1 ServiceMonitorSpec */
export const serviceMonitorsIn = (
  manifests: readonly Manifest[],
  defaultNamespace: string,
): readonly LintedServiceMonitor[] =>
  manifests
    .filter((manifest) => kindOf(manifest) === "ServiceMonitor")
    .map((manifest) => {
      const spec = nodeAt(manifest, "spec");
      const reference = referenceOf(manifest, defaultNamespace);
      const chosen = nodeAt(spec, "namespaceSelector");
      const names = itemsOf(nodeAt(chosen, "matchNames")).map(writtenText);
      return {
        reference,
        matchLabels: textsOf(nodeAt(spec, "selector", "matchLabels")),
        hasExpressions: itemsOf(nodeAt(spec, "selector", "matchExpressions")).length > 0,
        namespaces:
          writtenText(nodeAt(chosen, "any")) === "true" ? "any" : names.length > 0 ? names : [reference.namespace],
        endpoints: itemsOf(nodeAt(spec, "endpoints")).map((endpoint, at) => ({
          field: `spec.endpoints[${at}]`,
          port: writtenText(nodeAt(endpoint, "port")),
          targetPort: writtenText(nodeAt(endpoint, "targetPort")),
        })),
      };
    });
