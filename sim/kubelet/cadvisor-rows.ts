import type { Labels } from "../kubernetes/object.ts";
import { between, type SimTime } from "../units.ts";
import { kubeletMemoryBytes, kubeletNanocores } from "./assumptions.ts";
import {
  containerGroupSpec,
  containerId,
  type GroupSpec,
  podGroupPath,
  podGroupSpec,
  rootGroupSpec,
  serviceGroupSpec,
} from "./control-groups.ts";
import type { Usage } from "./ports.ts";
import type { KubeletView, PodOfView } from "./view.ts";

/** One control group as cAdvisor sees it: a row of most families of `/metrics/cadvisor`. */
export type CadvisorRow = {
  readonly labels: Labels;
  readonly createdAt: SimTime;
  readonly spec: GroupSpec;
  readonly timestampMilliseconds: number;
  readonly usage: Omit<Usage, "answeredRequests">;
};

type GroupName = { readonly id: string; readonly pod: string; readonly namespace: string };

/**
 * The node's root, the kubelet's service, every pod and every container.
 *
 * Left out: the slices between root and pods, and the sandboxes of pods, which have rows of the network alone.
 */
export function cadvisorRows(view: KubeletView): readonly CadvisorRow[] {
  const { node, nodeStats } = view;
  const root: CadvisorRow = {
    labels: groupLabels({ id: "/", pod: "", namespace: "" }),
    createdAt: node.startTime,
    spec: rootGroupSpec(node.memory),
    timestampMilliseconds: nodeStats.timestampMilliseconds,
    usage: { ...nodeStats, throttledNanoseconds: 0 },
  };
  return [root, kubeletRow(view), ...view.pods.flatMap(podRows)];
}

/** The kubelet's own service, whose control group cAdvisor is told to look at. Source: kubernetes v1.36.3 cmd/kubelet/app/server.go */
function kubeletRow({ node, nodeStats, podsGroup }: KubeletView): CadvisorRow {
  const cpuNanoseconds = Math.floor((between(node.startTime, podsGroup.at) * kubeletNanocores) / 1_000_000);
  return {
    labels: groupLabels({ id: "/system.slice/kubelet.service", pod: "", namespace: "" }),
    createdAt: node.startTime,
    spec: serviceGroupSpec,
    timestampMilliseconds: nodeStats.timestampMilliseconds,
    usage: { cpuNanoseconds, workingSetBytes: kubeletMemoryBytes, throttledNanoseconds: 0 },
  };
}

function podRows({ pod, stats, group }: PodOfView): readonly CadvisorRow[] {
  const { namespace, name, startedAt } = pod;
  const path = podGroupPath(pod);
  const createdAt = startedAt;
  const containers = stats.containers.map((container, index): CadvisorRow => {
    const spec = pod.containers[index]!;
    const id = containerId(pod, container.container);
    return {
      labels: {
        container: container.container,
        id: `${path}/cri-containerd-${id}.scope`,
        image: spec.image,
        name: id,
        namespace,
        pod: name,
      },
      createdAt,
      spec: containerGroupSpec(spec),
      timestampMilliseconds: container.timestampMilliseconds,
      usage: container,
    };
  });
  const whole: CadvisorRow = {
    labels: groupLabels({ id: path, pod: name, namespace }),
    createdAt,
    spec: podGroupSpec(pod),
    timestampMilliseconds: Math.floor(group.at / 1000),
    usage: group,
  };
  return [whole, ...containers];
}

/** A control group that is no container has blanks. */
export const groupLabels = ({ id, pod, namespace }: GroupName): Labels => ({
  container: "",
  id,
  image: "",
  name: "",
  namespace,
  pod,
});
