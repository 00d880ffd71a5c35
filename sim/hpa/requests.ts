import { add, type Int64 } from "../int64.ts";
import type { ContainerSpec, PodSpec, PodView } from "../kubernetes/pod.ts";
import { hasPodLevelRequests, podRequest } from "../kubernetes/pod-requests.ts";
import type { HpaChanges } from "./changes.ts";

/** What the pods asked for of one resource, in milli-units, or the first pod's reason why that is unknown. */
export type Requests =
  | { readonly kind: "each"; readonly milli: readonly Int64[] }
  /** Every pod asked for the same. */
  | { readonly kind: "same"; readonly milli: Int64 }
  | { readonly kind: "missing"; readonly because: string };

export type RequestQuestion = {
  readonly resource: string;
  /** Empty for the whole pod. */
  readonly container: string;
  readonly podLevelResources: boolean;
  readonly namespace: string;
  readonly rules: Pick<HpaChanges, "missingRequestText" | "sidecarRequests" | "unknownContainer">;
};

/**
 * Requests of every pod in the list, failed and terminating ones included.
 *
 * Source: kubernetes v1.36.3 pkg/controller/podautoscaler/replica_calculator.go calculateRequests.
 */
export function requestsOf(pods: readonly PodView[], question: RequestQuestion): Requests {
  let spec: PodSpec | undefined;
  let request: Int64 = 0;
  let each: Int64[] | undefined;
  for (let index = 0; index < pods.length; index++) {
    const pod = pods[index]!;
    // Pods of one template share their spec.
    if (pod.spec !== spec) {
      const found = requestOf(pod.spec, question);
      if (typeof found === "object") return { kind: "missing", because: found.missing(pod.name) };
      if (each === undefined && spec !== undefined && found !== request) each = Array(index).fill(request);
      spec = pod.spec;
      request = found;
    }
    each?.push(request);
  }
  return each === undefined ? { kind: "same", milli: request } : { kind: "each", milli: each };
}

type MissingRequest = { readonly missing: (podName: string) => string };

function requestOf(spec: PodSpec, question: RequestQuestion): Int64 | MissingRequest {
  const { resource, container, podLevelResources } = question;
  if (podLevelResources && container === "" && hasPodLevelRequests(spec)) {
    const missing = (pod: string): string => `missing pod-level request for ${resource} in Pod ${pod}`;
    return podRequest(spec, resource) ?? { missing };
  }
  return container === "" ? sumOfContainers(spec, question) : requestOfContainer(spec, question);
}

/** Containers that run as long as the pod: its own, then its sidecars. */
const runningContainers = (spec: PodSpec, { rules }: RequestQuestion): readonly ContainerSpec[] =>
  rules.sidecarRequests
    ? [...spec.containers, ...spec.initContainers.filter(({ restartPolicyAlways }) => restartPolicyAlways)]
    : spec.containers;

const missingIn = ({ resource, namespace, rules }: RequestQuestion, container: string): MissingRequest => ({
  missing: (pod) => rules.missingRequestText({ resource, container, pod, namespace }),
});

function sumOfContainers(spec: PodSpec, question: RequestQuestion): Int64 | MissingRequest {
  let sum: Int64 = 0;
  for (const { name, requests } of runningContainers(spec, question)) {
    const request = requests.get(question.resource);
    if (request === undefined) return missingIn(question, name);
    sum = add(sum, request);
  }
  return sum;
}

function requestOfContainer(spec: PodSpec, question: RequestQuestion): Int64 | MissingRequest {
  const { container: name, resource, rules } = question;
  const container = runningContainers(spec, question).find((candidate) => candidate.name === name);
  if (container !== undefined) return container.requests.get(resource) ?? missingIn(question, name);
  return rules.unknownContainer === "fails" ? { missing: (pod) => `container ${name} not found in Pod ${pod}` } : 0;
}
