import { expect, test } from "vitest";
import type { PodSpec, ResourceMilli } from "./pod.ts";
import { type QosClass, qosClassOf } from "./pod-qos.ts";

type Amounts = Readonly<Record<string, number>>;
type Resources = { readonly requests?: Amounts; readonly limits?: Amounts };

const milli = (amounts: Amounts = {}): ResourceMilli => new Map(Object.entries(amounts));

const container = ({ requests, limits }: Resources) => ({
  name: "app",
  image: "",
  requests: milli(requests),
  limits: milli(limits),
});

const podOf = (containers: readonly Resources[], init: readonly Resources[] = [], own?: Resources): PodSpec => ({
  containers: containers.map(container),
  initContainers: init.map((each) => ({ ...container(each), restartPolicyAlways: false })),
  ...(own?.requests && { podRequests: milli(own.requests) }),
  ...(own?.limits && { podLimits: milli(own.limits) }),
  overhead: milli(),
  nodeSelector: {},
  terminationGracePeriodSeconds: 30,
});

const both = { cpu: 100, memory: 1000 };
const bound: Resources = { requests: both, limits: both };

// Answers of k8s.io/kubectl v0.36.3 pkg/util/qos.
test.for<readonly [string, PodSpec, QosClass]>([
  ["asks for nothing", podOf([{}]), "BestEffort"],
  ["asks for zero", podOf([{ requests: { cpu: 0 }, limits: { memory: 0 } }]), "BestEffort"],
  ["asks for an extended resource alone", podOf([{ requests: { "example.com/gpu": 1000 } }]), "BestEffort"],
  ["asks for CPU", podOf([{ requests: { cpu: 100 } }]), "Burstable"],
  ["is bound in CPU alone", podOf([{ requests: { cpu: 100 }, limits: { cpu: 100 } }]), "Burstable"],
  ["is bound", podOf([bound, bound]), "Guaranteed"],
  ["has a container that is not bound", podOf([bound, {}]), "Burstable"],
  ["has an init container that is not bound", podOf([bound], [{}]), "Burstable"],
  ["may have more than it asks for", podOf([{ requests: both, limits: { cpu: 200, memory: 1000 } }]), "Burstable"],
  ["is bound as a whole", podOf([{}], [], bound), "Guaranteed"],
  ["asks as a whole", podOf([bound], [], { requests: { cpu: 100 } }), "Burstable"],
  ["has empty resources as a whole", podOf([bound], [], { requests: {} }), "BestEffort"],
])("a pod that %s", ([, spec, expected]) => {
  expect(qosClassOf(spec)).toBe(expected);
});
