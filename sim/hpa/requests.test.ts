import { expect, test } from "vitest";
import { behavioursFor, container, podOf, podSpec, resources } from "../../fixtures/hpa.ts";
import type { PodSpec, PodView } from "../kubernetes/pod.ts";
import { type RequestQuestion, requestsOf } from "./requests.ts";

const cpu: RequestQuestion = {
  resource: "cpu",
  container: "",
  podLevelResources: false,
  namespace: "default",
  rules: behavioursFor({}),
};
const twoContainers = podSpec({ container1: { cpu: 100 }, container2: { cpu: 50 } });
const oneWithout = podSpec({ container1: {}, container2: { cpu: 50 } });
const podLevel = { podRequests: resources({ cpu: 800 }) };
const sidecar = (name: string, milli: number): PodSpec["initContainers"][number] => ({
  ...container(name, { cpu: milli }),
  restartPolicyAlways: true,
});

// TestCalculateRequests and TestCalculatePodRequestsFromContainers_NonExistentContainer of kubernetes v1.36.3
// pkg/controller/podautoscaler/replica_calculator_test.go.
test.for([
  ["sums the containers when pod-level resources are off", twoContainers, {}, 150],
  ["sums the containers when there are no pod-level requests", twoContainers, { podLevelResources: true }, 150],
  ["takes pod-level requests instead", { ...twoContainers, ...podLevel }, { podLevelResources: true }, 800],
  ["leaves them alone when the gate is off", { ...twoContainers, ...podLevel }, {}, 150],
  [
    "fails on a container without a request",
    oneWithout,
    {},
    "missing request for cpu in container container1 of Pod test-pod",
  ],
  ["which pod-level requests make good", { ...oneWithout, ...podLevel }, { podLevelResources: true }, 800],
  ["takes one container's alone", twoContainers, { container: "container1" }, 100],
  [
    "whatever the pod as a whole asks for",
    { ...twoContainers, ...podLevel },
    { container: "container1", podLevelResources: true },
    100,
  ],
  [
    "adds sidecars, not other init containers",
    podSpec(
      { container1: { cpu: 100 } },
      {
        initContainers: [
          { ...container("init-container1", { cpu: 20 }), restartPolicyAlways: false },
          sidecar("restartable-container1", 50),
        ],
      },
    ),
    {},
    150,
  ],
  [
    "fails on a container that is not there",
    podSpec({ container1: { cpu: 100 } }),
    { container: "non-existent-container" },
    "container non-existent-container not found in Pod test-pod",
  ],
] as const)("%s", ([, spec, question, expected]) => {
  const requests = requestsOf([podOf("test-pod", { spec })], { ...cpu, ...question });
  expect(requests).toEqual(
    typeof expected === "number" ? { kind: "same", milli: expected } : { kind: "missing", because: expected },
  );
});

test("a sidecar can be the container that is meant, an init container cannot", () => {
  const spec = podSpec(
    { app: { cpu: 100 } },
    { initContainers: [sidecar("proxy", 30), { ...container("setup", { cpu: 9 }), restartPolicyAlways: false }] },
  );
  const of = (name: string): ReturnType<typeof requestsOf> =>
    requestsOf([podOf("web", { spec })], { ...cpu, container: name });
  expect([of("proxy"), of("setup")]).toEqual([
    { kind: "same", milli: 30 },
    { kind: "missing", because: "container setup not found in Pod web" },
  ]);
});

test("the wanted container's missing request is named like any other", () => {
  const requests = requestsOf([podOf("web", { spec: oneWithout })], { ...cpu, container: "container1" });
  expect(requests).toEqual({
    kind: "missing",
    because: "missing request for cpu in container container1 of Pod web",
  });
});

test("pod-level requests for another resource leave the sum of the containers, without an error", () => {
  const spec = { ...oneWithout, podRequests: resources({ memory: 1 }) };
  const question = { ...cpu, podLevelResources: true };
  expect(requestsOf([podOf("web", { spec })], question)).toEqual({ kind: "same", milli: 50 });
  const nothing = podSpec({ app: {} }, { podRequests: resources({ memory: 1 }) });
  expect(requestsOf([podOf("web", { spec: nothing })], question)).toEqual({
    kind: "missing",
    because: "missing pod-level request for cpu in Pod web",
  });
});

test("pod-level requests for what has no pod level do not count", () => {
  const spec = { ...twoContainers, podRequests: resources({ "example.com/fpga": 1 }) };
  expect(requestsOf([podOf("web", { spec })], { ...cpu, podLevelResources: true })).toEqual({
    kind: "same",
    milli: 150,
  });
});

const asking = (name: string, milli: number): PodView => podOf(name, { spec: podSpec({ app: { cpu: milli } }) });

test("says each pod's own where they differ, and one for all where they do not", () => {
  const same = podSpec({ app: { cpu: 5 } });
  expect(requestsOf([], cpu)).toEqual({ kind: "same", milli: 0 });
  expect(requestsOf([podOf("a", { spec: same }), podOf("b", { spec: same })], cpu)).toEqual({ kind: "same", milli: 5 });
  expect(requestsOf([asking("a", 5), asking("b", 5)], cpu)).toEqual({ kind: "same", milli: 5 });
  expect(requestsOf([asking("a", 5), asking("b", 5), asking("c", 7), asking("d", 5)], cpu)).toEqual({
    kind: "each",
    milli: [5, 5, 7, 5],
  });
});

test("the first pod without a request is the one that is named", () => {
  const without = (name: string): PodView => podOf(name, { spec: oneWithout });
  expect(requestsOf([asking("a", 5), without("b"), without("c")], cpu)).toEqual({
    kind: "missing",
    because: "missing request for cpu in container container1 of Pod b",
  });
});
