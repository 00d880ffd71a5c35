import type { MetricFamily } from "../exposition-format/family.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { KubeletView } from "./view.ts";

/**
 * `/metrics` of the kubelet, as far as it follows from the pods on the node.
 *
 * Left out: how long its work takes, what it asks of the container runtime and of the API server, volumes, and the Go runtime.
 * Source: kubernetes v1.36.3 pkg/kubelet/metrics/metrics.go
 */
export function selfMetrics({ node, pods }: KubeletView): readonly MetricFamily[] {
  const containers = pods.reduce((sum, { pod }) => sum + pod.containers.length, 0);
  return [
    gauge("kubelet_node_name", "The node's name. The count is always 1.", { labels: { node: node.name }, value: 1 }),
    gauge("kubelet_running_containers", "Number of containers currently running", {
      labels: { container_state: "running" },
      value: containers,
    }),
    gauge("kubelet_running_pods", "Number of pods that have a running pod sandbox", { labels: {}, value: pods.length }),
  ];
}

const gauge = (
  name: string,
  help: string,
  sample: { readonly labels: Labels; readonly value: number },
): MetricFamily => ({
  ...{ name, help: `[ALPHA] ${help}`, type: "gauge" },
  samples: [{ name, ...sample, timestampMilliseconds: undefined }],
});
