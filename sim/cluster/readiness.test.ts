import fc from "fast-check";
import { expect, test } from "vitest";
import type { PodSpec, ProbeSpec } from "../kubernetes/pod.ts";
import { between, plus, type SimTime, seconds, simTime, toSeconds } from "../units.ts";
import { probePassedAt, readyAt } from "./readiness.ts";

const startedAt: SimTime = simTime(1_700_000_000_700_000);

const probe = (fields: Partial<ProbeSpec>): ProbeSpec => ({
  initialDelaySeconds: 0,
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
  ...fields,
});

const secondsUntilPassed = (fields: Partial<ProbeSpec>, readyAfterSeconds: number): number =>
  toSeconds(between(startedAt, probePassedAt(probe(fields), startedAt, seconds(readyAfterSeconds))));

test.each([
  { name: "probes at once", fields: {}, readyAfter: 0, passed: 0 },
  { name: "finds out at the next probe only", fields: {}, readyAfter: 0.1, passed: 10 },
  { name: "has the answer in the very instant of a probe", fields: {}, readyAfter: 20, passed: 20 },
  { name: "probes every period", fields: { periodSeconds: 3 }, readyAfter: 7, passed: 9 },
  { name: "counts the second look at a new container", fields: { successThreshold: 2 }, readyAfter: 0, passed: 0 },
  { name: "waits for the third success", fields: { successThreshold: 3 }, readyAfter: 0, passed: 10 },
  { name: "waits for a second success later on", fields: { successThreshold: 2 }, readyAfter: 5, passed: 20 },
  {
    name: "leaves out probes within the initial delay",
    fields: { initialDelaySeconds: 15 },
    readyAfter: 0,
    passed: 20,
  },
  {
    name: "probes in the instant in which the initial delay ends",
    fields: { initialDelaySeconds: 10 },
    readyAfter: 0,
    passed: 10,
  },
])("$name", ({ fields, readyAfter, passed }) => {
  expect(secondsUntilPassed(fields, readyAfter)).toBe(passed);
});

const spec = (probes: readonly (ProbeSpec | undefined)[], sidecarProbe?: ProbeSpec): PodSpec => {
  const container = (name: string, readinessProbe: ProbeSpec | undefined) => {
    const plain = { name, image: "app", requests: new Map(), limits: new Map() };
    return readinessProbe ? { ...plain, readinessProbe } : plain;
  };
  return {
    containers: probes.map((readinessProbe, index) => container(`c${index}`, readinessProbe)),
    initContainers: [{ ...container("sidecar", sidecarProbe), restartPolicyAlways: true }],
    overhead: new Map(),
    nodeSelector: {},
    terminationGracePeriodSeconds: 30,
  };
};

test("has a pod without a probe ready as soon as it runs, however long the application takes", () => {
  expect(readyAt(spec([undefined]), startedAt, seconds(60))).toBe(startedAt);
});

test("has a pod ready when the last of its containers is, sidecars included", () => {
  const slow = probe({ periodSeconds: 7 });
  expect(readyAt(spec([probe({}), undefined]), startedAt, seconds(5))).toBe(plus(startedAt, seconds(10)));
  expect(readyAt(spec([probe({ periodSeconds: 5 })], slow), startedAt, seconds(5))).toBe(plus(startedAt, seconds(7)));
});

test("finds a pod ready at a probe: not before it answers, and less than two periods after", () => {
  const second = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(second, fc.nat(100_000_000), fc.nat(999_999), (periodSeconds, delay, fraction) => {
      const start = simTime(1_700_000_000_000_000 + fraction);
      const readyAfter = between(start, simTime(start + delay));
      const wait = between(start, probePassedAt(probe({ periodSeconds }), start, readyAfter));
      expect(wait % seconds(periodSeconds)).toBe(0);
      expect(wait).toBeGreaterThanOrEqual(readyAfter);
      expect(wait).toBeLessThan(readyAfter + seconds(periodSeconds));
    }),
  );
});
