import { expect, test } from "vitest";
import type { PodSpec } from "../../kubernetes/pod.ts";
import { admitted, container, deployment, pod } from "../manifests.fixture.ts";

const specOf = (...[spec, options]: [Parameters<typeof pod>[0], Parameters<typeof admitted>[2]?]): PodSpec =>
  admitted("Pod", pod(spec), options).spec;

const amounts = (map: ReadonlyMap<string, unknown> | undefined): unknown => map && Object.fromEntries(map);

const withResources = (resources: unknown): Readonly<Record<string, unknown>> => ({
  containers: [container({ resources })],
});

test("amounts are read in thousandths, rounded up", () => {
  const requests = { cpu: "250m", memory: "128Mi", "ephemeral-storage": "1.0001" };
  expect(amounts(specOf(withResources({ requests })).containers[0]?.requests)).toEqual({
    cpu: 250,
    memory: 134_217_728_000,
    "ephemeral-storage": 1001,
  });
});

test("what is limited and not requested is requested as far as the limit", () => {
  const given = withResources({ limits: { cpu: 1, memory: "1Ki" }, requests: { cpu: "100m" } });
  expect(amounts(specOf(given).containers[0]?.requests)).toEqual({ cpu: 100, memory: 1_024_000 });
  const { template } = admitted("Deployment", deployment({}, given));
  expect(amounts(template.spec.containers[0]?.requests)).toEqual({ cpu: 100, memory: 1_024_000 });
  expect(JSON.parse(template.identity)).toMatchObject({
    spec: { containers: [{ resources: { limits: { cpu: "1", memory: "1Ki" }, requests: { cpu: "100m" } } }] },
  });
});

test("a probe has upstream's periods", () => {
  const readinessProbe = { httpGet: { path: "/ready", port: 80 }, initialDelaySeconds: 5 };
  expect(specOf({ containers: [container({ readinessProbe })] }).containers[0]?.readinessProbe).toEqual({
    initialDelaySeconds: 5,
    periodSeconds: 10,
    timeoutSeconds: 1,
    successThreshold: 1,
    failureThreshold: 3,
  });
});

test("a sidecar is an init container that restarts always", () => {
  const initContainers = [container({ name: "init" }), container({ name: "proxy", restartPolicy: "Always" })];
  const restarts = specOf({ initContainers }).initContainers.map(({ name, restartPolicyAlways }) => [
    name,
    restartPolicyAlways,
  ]);
  expect(restarts).toEqual([
    ["init", false],
    ["proxy", true],
  ]);
});

test("a negative grace period of a running pod is one second", () => {
  expect(specOf({ terminationGracePeriodSeconds: -1 }).terminationGracePeriodSeconds).toBe(1);
  expect(specOf({ terminationGracePeriodSeconds: 0 }).terminationGracePeriodSeconds).toBe(0);
  expect(specOf({}).terminationGracePeriodSeconds).toBe(30);
});

test("a pod with limits of its own requests what its containers do together", () => {
  const containers = [container({ resources: { requests: { cpu: 1 } } })];
  const { podRequests, podLimits } = specOf({ containers, resources: { limits: { cpu: 2, memory: "1Ki" } } });
  expect([amounts(podRequests), amounts(podLimits)]).toEqual([
    { cpu: 1000, memory: 1_024_000 },
    { cpu: 2000, memory: 1_024_000 },
  ]);
});

test("since 1.37 a pod with requests alone has the limits of its containers", () => {
  const containers = [container({ resources: { limits: { cpu: 1 } } })];
  const given = { containers, resources: { requests: { cpu: 1 } } };
  const limits = ["1.36", "1.37"].map((version) => amounts(specOf(given, { version }).podLimits));
  expect(limits).toEqual([undefined, { cpu: 1000 }]);
  const wanting = { containers, resources: { requests: { cpu: 2 } } };
  expect(amounts(specOf(wanting, { version: "1.37" }).podLimits)).toEqual({ cpu: 2000 });
  const off = { version: "1.37", featureGates: { PodLevelResourcesFixDefaulting: false } };
  expect(amounts(specOf(given, off).podLimits)).toBeUndefined();
});

test("a pod has no resources of its own where the gate is off", () => {
  const spec = specOf({ resources: { requests: { cpu: 2 } } }, { featureGates: { PodLevelResources: false } });
  expect(spec.podRequests).toBeUndefined();
});
