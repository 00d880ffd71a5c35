import { expect, test } from "vitest";
import type { VectorResult, VectorSync } from "./case.ts";
import { compareResults } from "./compare.ts";

const sync: VectorSync = {
  second: 15,
  replicas: 3,
  status: {
    desiredReplicas: 3,
    currentMetrics: null,
    conditions: [{ type: "ScalingActive", message: "missing request for cpu in container app of Pod web-0" }],
  },
};

const resultOf = (...ticks: readonly VectorSync[]): VectorResult => ({ name: "case", ticks });

const differenceOf = (expected: VectorSync, actual: VectorSync): string | undefined =>
  compareResults(resultOf(expected), resultOf(actual))?.text;

test("null, an absent member and an empty list are the same", () => {
  const bare = { ...sync, status: { desiredReplicas: 3, conditions: [] } };
  expect(differenceOf(bare, { ...sync, status: { desiredReplicas: 3, conditions: null } })).toBeUndefined();
  expect(differenceOf(bare, { ...sync, status: { desiredReplicas: 3 }, events: [] })).toBeUndefined();
});

test.for([
  ["missing request for cpu in container app of Pod web-1", true],
  ["container app not found in Pod web-1", false],
  ["missing request for cpu in container sidecar of Pod web-0", false],
])("of the texts that name a pod, the name alone may differ: %s", ([message, isSame]) => {
  const status = { ...sync.status, conditions: [{ type: "ScalingActive", message }] };
  expect(differenceOf(sync, { ...sync, status }) === undefined).toBe(isSame);
});

test("the first difference is named with its place and both values", () => {
  expect(differenceOf(sync, { ...sync, replicas: 4 })).toBe("/replicas: expected 3, got 4");
  expect(differenceOf(sync, { ...sync, status: { ...sync.status, desiredReplicas: 0 } })).toBe(
    "/status/desiredReplicas: expected 3, got 0",
  );
  expect(differenceOf(sync, { ...sync, events: [{ type: "Normal", reason: "R", message: "m" }] })).toBe(
    '/events: expected undefined, got [{"type":"Normal","reason":"R","message":"m"}]',
  );
});

test("a sync too few or too many is a difference, in the case and at the second where it is", () => {
  const later = { ...sync, second: 30 };
  expect(compareResults(resultOf(sync, later), resultOf(sync))).toMatchObject({ name: "case", second: 30 });
  expect(compareResults(resultOf(sync), resultOf(sync, later))).toMatchObject({ name: "case", second: -1 });
  expect(compareResults(resultOf(sync, later), resultOf(sync, later))).toBeUndefined();
});
