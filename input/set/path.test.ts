import { expect, test } from "vitest";
import { parsePath } from "./path.ts";

test.for([
  ["duration", ["duration"]],
  ["cluster.nodes.count", ["cluster", "nodes", "count"]],
  ["expect.0.reaches", ["expect", 0, "reaches"]],
  ["spec.metrics[0].resource", ["spec", "metrics", 0, "resource"]],
  ["a[0][1].b", ["a", 0, 1, "b"]],
  ["metadata.labels[app.kubernetes.io/name]", ["metadata", "labels", "app.kubernetes.io/name"]],
  ['metadata.labels["a.b"]', ["metadata", "labels", "a.b"]],
  ["workloads.shop/web.idle", ["workloads", "shop/web", "idle"]],
] as const)("%s is a path", ([text, steps]) => {
  expect(parsePath(text)).toEqual(steps);
});

test.for(["", ".", "a.", ".a", "a..b", "a[", "a[0]b", "a.[0]", "a[]", "a]"])("%s is not a path", (text) => {
  expect(parsePath(text)).toBe(undefined);
});
