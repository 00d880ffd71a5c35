import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { container, podSpec, resources } from "../../fixtures/hpa.ts";
import type { PodSpec } from "./pod.ts";
import { hasPodLevelRequests, podRequest } from "./pod-requests.ts";

// What the file holds: fixtures/go/README.md

type Amounts = Readonly<Record<string, number>>;

type RecordedPod = {
  readonly containers: readonly Amounts[];
  readonly init?: readonly { readonly requests: Amounts; readonly always?: boolean }[];
  readonly pod?: Amounts;
  readonly overhead?: Amounts;
};

const recorded: readonly (readonly [RecordedPod, Amounts])[] = readFileSync(
  new URL("../../fixtures/go/pod-requests.jsonl", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

const specOf = ({ containers, init = [], pod, overhead = {} }: RecordedPod): PodSpec =>
  podSpec(Object.fromEntries(containers.map((requests, index) => [`c${index}`, requests])), {
    initContainers: init.map(({ requests, always = false }, index) => ({
      ...container(`i${index}`, requests),
      restartPolicyAlways: always,
    })),
    overhead: resources(overhead),
    ...(pod === undefined ? {} : { podRequests: resources(pod) }),
  });

test("sums each recorded pod's requests as Kubernetes did", () => {
  expect(recorded.length).toBeGreaterThan(50);
  for (const [pod, sums] of recorded) {
    const names = ["cpu", "memory", "hugepages-2Mi", "example.com/fpga"];
    const ours = names.map((name) => [name, podRequest(specOf(pod), name)] as const);
    expect({ pod, sums: Object.fromEntries(ours.filter(([, sum]) => sum !== undefined)) }).toEqual({ pod, sums });
  }
});

test("a pod asks as a whole when it asks for CPU, memory or huge pages", () => {
  const asking = (...names: readonly string[]): boolean =>
    hasPodLevelRequests(podSpec({}, { podRequests: new Map(names.map((name) => [name, 0])) }));
  expect([asking("cpu"), asking("memory"), asking("hugepages-1Gi"), asking("example.com/fpga", "cpu")]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([asking(), asking("example.com/fpga"), asking("ephemeral-storage"), hasPodLevelRequests(podSpec({}))]).toEqual(
    [false, false, false, false],
  );
});
