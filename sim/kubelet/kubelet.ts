import type { ApiHandler } from "../api.ts";
import { invariant } from "../invariant.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import type { KubeletStats, PodStats } from "../kubernetes/stats.ts";
import { type SimTime, simTime } from "../units.ts";
import { createKubeletHandler } from "./api.ts";
import type { KubeletNode, KubeletPod, KubeletPorts, Usage } from "./ports.ts";
import { createRootGroup } from "./root-group.ts";
import { createRunningPod, type RunningPod } from "./running-pod.ts";

/** The part of a kubelet that tells how much its pods use. */
export type Kubelet = {
  /** The containers of a pod run from `pod.startedAt` on, which is now. */
  readonly podStarted: (pod: KubeletPod) => void;
  /** The containers are gone from `at` on, which is now. */
  readonly podStopped: (uid: string, at: SimTime) => void;
  /**
   * What a scrape at `at` sees: pods in order of namespace and name.
   *
   * The same values as before wherever nothing newer is known: of the whole, of the list of pods, of each pod and container.
   * `at` never goes back.
   */
  readonly stats: (at: SimTime) => KubeletStats;
  /** What everything on the node has used by an instant from the last stop of a pod on, whoever looked at it. */
  readonly usage: (at: SimTime) => Usage;
  /** `/metrics/resource`, `/metrics/cadvisor` and `/stats/summary`, as of now. */
  readonly handle: ApiHandler;
};

export type KubeletSettings = { readonly node: KubeletNode; readonly ports: KubeletPorts };

/** A kubelet without pods. It adds no event to the kernel: samples are worked out when somebody asks. */
export function createKubelet({ node, ports }: KubeletSettings): Kubelet {
  let running: readonly RunningPod[] = [];
  const root = createRootGroup({ node, ports, running: () => running });

  let current: KubeletStats | undefined;
  let validUntil = node.startTime;
  const stats = (at: SimTime): KubeletStats => {
    if (current !== undefined && at < validUntil) return current;
    const nodeStats = root.stats(at);
    const pods = samePods(current?.pods, running, at);
    let soonest: number = root.nextAt();
    for (const pod of running) soonest = Math.min(soonest, pod.validUntil());
    validUntil = simTime(soonest);
    current = { node: nodeStats, pods };
    return current;
  };

  const podsChanged = (pods: readonly RunningPod[]): void => {
    running = pods;
    validUntil = node.startTime;
  };

  return {
    podStarted: (pod) => {
      const started = createRunningPod({ node: node.name, pod, ports });
      podsChanged([...running, started].sort(byNamespaceAndName));
    },
    podStopped: (uid, at) => {
      const stopped = running.find(({ pod }) => pod.uid === uid);
      invariant(stopped !== undefined, "only a pod that runs can stop");
      root.podStopped(stopped, at);
      // Draws the random numbers up to now, so that a pod of the same name finds its streams the same whoever asked before.
      stopped.stats(at);
      stopped.group.latest(at);
      podsChanged(running.filter((pod) => pod !== stopped));
    },
    stats,
    usage: root.usage,
    handle: createKubeletHandler({ node, now: ports.now, stats, running: () => running, root }),
  };
}

const byNamespaceAndName = (a: RunningPod, b: RunningPod): number =>
  byCodeUnit(a.pod.namespace, b.pod.namespace) || byCodeUnit(a.pod.name, b.pod.name);

/** The samples of the running pods; the list of before if none of them is new. */
function samePods(
  before: readonly PodStats[] | undefined,
  running: readonly RunningPod[],
  at: SimTime,
): readonly PodStats[] {
  let isSame = before?.length === running.length;
  const pods: PodStats[] = [];
  for (let index = 0; index < running.length; index++) {
    const pod = running[index]!.stats(at);
    if (isSame && before?.[index] !== pod) isSame = false;
    pods.push(pod);
  }
  return isSame && before !== undefined ? before : pods;
}
