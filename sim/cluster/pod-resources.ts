import { type Int64, toFloat64 } from "../int64.ts";
import type { ContainerSpec, PodSpec, ResourceMilli } from "../kubernetes/pod.ts";
import { hasPodLevelRequests, podRequest } from "../kubernetes/pod-requests.ts";

/** CPU in thousandths of a core and memory in bytes, both whole. */
export type Amounts = { readonly cpu: number; readonly memory: number };

/** What the scheduler makes of a pod's requests. */
export type PodResources = {
  /** What the pod takes of a node. */
  readonly requested: Amounts;
  /** The same with a guess for containers that ask for nothing, by which nodes are compared. */
  readonly nonZero: Amounts;
  /** What nonZero counts for while the pod is being placed. It differs for pods with pod-level requests. */
  readonly scored: Amounts;
  /** Other resources that it asks for, which no node of the wind tunnel has: `nvidia.com/gpu`. */
  readonly unavailable: readonly string[];
};

/** Source: kubernetes v1.36.3 pkg/scheduler/util/pod_resources.go: 0.1 core and 200 MiB. */
const defaultRequests: ReadonlyMap<string, Int64> = new Map([
  ["cpu", 100],
  ["memory", 200 * 1024 * 1024 * 1000],
]);

/**
 * Source: kubernetes v1.36.3 pkg/scheduler/framework/types.go CalculateResource, and
 * framework/plugins/noderesources/resource_allocation.go calculatePodResourceRequest.
 *
 * Ephemeral storage is left out: a node group does not say how much its nodes have.
 */
export function podResources(spec: PodSpec): PodResources {
  const requested = amounts(spec);
  const scored = amounts(withDefaults(spec, [...defaultRequests.keys()]));
  const missing = [...defaultRequests.keys()].filter((resource) => podRequest(spec, resource) === undefined);
  return {
    requested,
    scored,
    nonZero: hasPodLevelRequests(spec) ? amounts(withDefaults(spec, missing)) : scored,
    unavailable: [...resourceNames(spec)].filter((name) => !provided.has(name) && (podRequest(spec, name) ?? 0) > 0),
  };
}

const provided: ReadonlySet<string> = new Set(["cpu", "memory", "ephemeral-storage"]);

const amounts = (spec: PodSpec): Amounts => ({
  cpu: toFloat64(podRequest(spec, "cpu") ?? 0),
  memory: Math.ceil(toFloat64(podRequest(spec, "memory") ?? 0) / 1000),
});

/** The spec with a guess in every container that does not ask for one of the resources; asking for zero is asking. */
function withDefaults(spec: PodSpec, resources: readonly string[]): PodSpec {
  const filled = (requests: ResourceMilli): ResourceMilli => {
    const guesses = resources.filter((resource) => !requests.has(resource));
    return new Map([...requests, ...guesses.map((name) => [name, defaultRequests.get(name) ?? 0] as const)]);
  };
  const fill = <Container extends ContainerSpec>(container: Container): Container => ({
    ...container,
    requests: filled(container.requests),
  });
  return { ...spec, containers: spec.containers.map(fill), initContainers: spec.initContainers.map(fill) };
}

const resourceNames = (spec: PodSpec): ReadonlySet<string> =>
  new Set([
    ...[...spec.containers, ...spec.initContainers].flatMap(({ requests }) => [...requests.keys()]),
    ...(spec.podRequests?.keys() ?? []),
    ...spec.overhead.keys(),
  ]);
