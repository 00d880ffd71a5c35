import { expect, test } from "vitest";
import { clusterName } from "./cluster-name.ts";

test("a cluster is named for its run, and two runs without an id differ", () => {
  expect(clusterName("ab12")).toBe("kubewind-ab12");
  expect(clusterName()).toMatch(/^kubewind-[0-9a-f]{6}$/);
  expect(clusterName()).not.toBe(clusterName());
});

test.for(["", "AB", "a_b", "-a", "a-", "a".repeat(42)])("%j is refused as a run's id", (runId) => {
  expect(() => clusterName(runId)).toThrow("cannot be part of a cluster's name");
});
