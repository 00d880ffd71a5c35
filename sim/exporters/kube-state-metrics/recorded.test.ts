import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bodyOf } from "../../../fixtures/endpoints.ts";
import { createKubeStateMetrics } from "./kube-state-metrics.ts";
import type { WatchedObjects } from "./objects.ts";

// How the file was recorded: fixtures/recorded/kube-state-metrics/README.md

type Snapshot = { readonly objects: WatchedObjects; readonly exposition: string };

const snapshots: readonly Snapshot[] = readFileSync(
  new URL("../../../fixtures/recorded/kube-state-metrics/expositions.jsonl", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

/** The samples of each family in order. */
function inOrder(exposition: string): string {
  const families = exposition.split(/(?=^# HELP )/m);
  return families
    .map((family) => {
      const lines = family.trimEnd().split("\n");
      return [...lines.slice(0, 2), ...lines.slice(2).sort(), ""].join("\n");
    })
    .join("");
}

test.for(snapshots.map((snapshot, index) => [index, snapshot] as const))(
  "says the same of snapshot %d as the real one",
  ([, { objects, exposition }]) => {
    expect(
      inOrder(
        bodyOf(
          createKubeStateMetrics(() => objects),
          "/metrics",
        ),
      ),
    ).toBe(exposition);
  },
);

test("the snapshots fill the families that the simulator can fill", () => {
  const filled = new Set(snapshots.flatMap(({ exposition }) => exposition.match(/^kube_\w+/gm) ?? []));
  expect(filled.size).toBe(91);
});
