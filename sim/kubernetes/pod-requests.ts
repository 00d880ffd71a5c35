import { add, type Int64 } from "../int64.ts";
import type { PodSpec } from "./pod.ts";

/** Resources that may be requested for the pod as a whole. Source: k8s.io/component-helpers v0.36.3 resource/helpers.go. */
const isPodLevelResource = (resource: string): boolean =>
  resource === "cpu" || resource === "memory" || resource.startsWith("hugepages-");

/** Whether `spec.resources.requests` of the pod itself counts for anything. */
export const hasPodLevelRequests = (spec: PodSpec): boolean =>
  spec.podRequests !== undefined && [...spec.podRequests.keys()].some(isPodLevelResource);

/**
 * What a pod as a whole asks for of one resource, in milli-units; `undefined` when nothing in it asks.
 *
 * The pod-level request where there is one, otherwise what its containers add up to; the overhead comes on top.
 * Source: k8s.io/component-helpers v0.36.3 resource/helpers.go PodRequests.
 */
export function podRequest(spec: PodSpec, resource: string): Int64 | undefined {
  const own = isPodLevelResource(resource) ? spec.podRequests?.get(resource) : undefined;
  const request = own ?? containersRequest(spec, resource);
  return sum(request, spec.overhead.get(resource));
}

/** The larger of what runs together for good and the peak of the init phase, with the sidecars started by then. */
function containersRequest(spec: PodSpec, resource: string): Int64 | undefined {
  let running: Int64 | undefined;
  for (const { requests } of spec.containers) running = sum(running, requests.get(resource));
  let sidecars: Int64 | undefined;
  let peak: Int64 | undefined;
  for (const { requests, restartPolicyAlways } of spec.initContainers) {
    const request = requests.get(resource);
    if (restartPolicyAlways) {
      running = sum(running, request);
      sidecars = sum(sidecars, request);
    } else {
      peak = larger(peak, sum(sidecars, request));
    }
  }
  return larger(running, peak);
}

const sum = (a: Int64 | undefined, b: Int64 | undefined): Int64 | undefined =>
  a === undefined ? b : b === undefined ? a : add(a, b);

const larger = (a: Int64 | undefined, b: Int64 | undefined): Int64 | undefined =>
  a === undefined ? b : b === undefined ? a : a < b ? b : a;
