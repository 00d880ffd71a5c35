import { expect, test } from "vitest";
import type { VectorCase } from "../vectors/case.ts";
import { showDivergence, showJson } from "./show.ts";

const vector: VectorCase = {
  name: "small",
  flags: {
    syncPeriodSeconds: 15,
    downscaleStabilizationSeconds: 300,
    tolerance: 0.1,
    cpuInitializationPeriodSeconds: 300,
    initialReadinessDelaySeconds: 30,
  },
  hpa: {
    metadata: { name: "web", namespace: "default" },
    spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, maxReplicas: 3 },
  },
  replicas: 1,
  ticks: [{ pods: [], resource: [] }],
};

test("what fits on a line stands on one, and the rest is told member by member", () => {
  const long = { first: "x".repeat(60), second: { third: "y".repeat(60) }, gone: undefined };
  expect(showJson([1, { a: null }])).toBe('[1,{"a":null}]');
  expect(showJson(undefined)).toBe("absent");
  expect(showJson(long)).toBe(`{\n  "first": "${"x".repeat(60)}",\n  "second": {"third":"${"y".repeat(60)}"}\n}`);
});

test("a divergence shows the case, each member that differs on both sides, and both answers", () => {
  const result = (replicas: number) => ({
    name: "small",
    ticks: [{ second: 15, replicas, status: { desiredReplicas: 1 } }],
  });
  const text = showDivergence({
    kubernetes: "1.36.3",
    case: vector,
    real: { ok: true, result: result(2) },
    ours: { ok: true, result: result(3) },
    difference: { name: "small", second: 15, text: "", index: 0 },
  });
  expect(text).toContain('Kubernetes 1.36.3: the two part on this case\n{\n  "name": "small"');
  expect(text).toContain("at 15 s, sync 1:\n\n  /replicas\n    real  2\n    ours  3\n");
  expect(text).toContain('ours: {"second":15,"replicas":3,"status":{"desiredReplicas":1}}');
});

test("a case that one side cannot play is shown with what each says", () => {
  const text = showDivergence({
    kubernetes: "1.36.3",
    case: vector,
    real: { ok: false, error: "feature gate X does not exist" },
    ours: { ok: true, result: { name: "small", ticks: [] } },
    difference: undefined,
  });
  expect(text).toContain('real: feature gate X does not exist\n\nours: {"name":"small","ticks":[]}');
});
