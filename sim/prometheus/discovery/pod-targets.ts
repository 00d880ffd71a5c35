import type { Label } from "../promql/labels.ts";
import type { TargetGroup } from "../scrape/target.ts";
import { joinHostPort, metaLabel, namespaceLabel, objectLabels } from "./meta-labels.ts";
import type { ContainerPort, DiscoveredContainer, DiscoveredNode, DiscoveredPod } from "./objects.ts";

/** Finds a node by its name. */
export type NodeByName = (name: string) => DiscoveredNode | undefined;

/** The labels of a pod that all its targets share. Source: prometheus v0.315.0 discovery/kubernetes/pod.go (podLabels) */
export function podLabels(pod: DiscoveredPod): readonly Label[] {
  const { controller } = pod;
  const owner = controller === undefined ? [] : [controller];
  return [
    metaLabel("pod_ip", pod.podIp),
    metaLabel("pod_ready", (pod.ready ?? "Unknown").toLowerCase()),
    metaLabel("pod_phase", pod.phase),
    metaLabel("pod_node_name", pod.nodeName),
    metaLabel("pod_host_ip", pod.hostIp),
    metaLabel("pod_uid", pod.uid),
    ...objectLabels(pod.meta, "pod"),
    ...owner.flatMap(({ kind, name }) => [
      metaLabel("pod_controller_kind", kind),
      metaLabel("pod_controller_name", name),
    ]),
  ];
}

/** The targets of a pod: each port of each container, or the container where it names none. Source: discovery/kubernetes/pod.go (buildPod) */
export function podGroup(pod: DiscoveredPod, nodeOf: NodeByName | undefined): TargetGroup {
  const source = `pod/${pod.meta.namespace}/${pod.meta.name}`;
  const node = nodeOf?.(pod.nodeName);
  const isUnknown = pod.podIp === "" || (nodeOf !== undefined && node === undefined);
  if (isUnknown) return { source, labels: [], targets: [] };
  const targets = allContainers(pod).flatMap(({ container, isInit }) => {
    const own = [
      metaLabel("pod_container_name", container.name),
      metaLabel("pod_container_id", container.containerId),
      metaLabel("pod_container_image", container.image),
      metaLabel("pod_container_init", String(isInit)),
    ];
    if (container.ports.length === 0) return [[["__address__", pod.podIp] as const, ...own]];
    return container.ports.map((port) => [
      ["__address__", joinHostPort(pod.podIp, port.containerPort)] as const,
      ...own,
      ...portLabels(port, port.protocol),
    ]);
  });
  const attached = node === undefined ? [] : objectLabels(node.meta, "node");
  return { source, labels: [...podLabels(pod), namespaceLabel(pod.meta), ...attached], targets };
}

interface PodContainer {
  readonly container: DiscoveredContainer;
  readonly isInit: boolean;
}

/** A pod's containers, those of its start last. */
export const allContainers = ({ containers, initContainers }: DiscoveredPod): readonly PodContainer[] => [
  ...containers.map((container) => ({ container, isInit: false })),
  ...initContainers.map((container) => ({ container, isInit: true })),
];

const portLabels = ({ name, containerPort }: ContainerPort, protocol: string): readonly Label[] => [
  metaLabel("pod_container_port_number", String(containerPort)),
  metaLabel("pod_container_port_name", name),
  metaLabel("pod_container_port_protocol", protocol),
];

/** The labels of one port of a container, for targets that other roles make of a pod. */
export const containerPortLabels = (
  { container, isInit }: PodContainer,
  port: ContainerPort,
  protocol: string,
): readonly Label[] => [
  metaLabel("pod_container_name", container.name),
  metaLabel("pod_container_image", container.image),
  ...portLabels(port, protocol),
  metaLabel("pod_container_init", String(isInit)),
];

/** The labels of the container whose port an endpoint leads to; of several the last one counts. */
export function matchingContainerLabels(
  pod: DiscoveredPod,
  port: number,
  protocol: string | undefined,
): readonly Label[] {
  const matching = allContainers(pod).flatMap((container) => {
    const found = container.container.ports.find(({ containerPort }) => containerPort === port);
    return found === undefined ? [] : [containerPortLabels(container, found, protocol ?? found.protocol)];
  });
  return matching.at(-1) ?? [];
}

/** Targets for the ports of pods behind a Service that the Service does not lead to. */
export const uncoveredTargets = (
  covered: ReadonlyMap<DiscoveredPod, ReadonlySet<number>>,
): readonly (readonly Label[])[] =>
  [...covered].flatMap(([pod, ports]) => {
    if (pod.podIp === "") return [];
    return allContainers(pod).flatMap((container) =>
      container.container.ports
        .filter(({ containerPort }) => !ports.has(containerPort))
        .map((port) => [
          ["__address__", joinHostPort(pod.podIp, port.containerPort)] as const,
          ...containerPortLabels(container, port, port.protocol),
          ...podLabels(pod),
        ]),
    );
  });
