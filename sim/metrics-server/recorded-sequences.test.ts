import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { containerStats, nodeStats, podStats, scraped } from "../../fixtures/metrics-server/stats.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import type { ContainerStats, PodStats } from "../kubernetes/stats.ts";
import { nodeMetricsFields, podMetricsFields } from "../resource-metrics-api/objects.ts";
import { seconds, simTime } from "../units.ts";
import { nodeItem, podItem } from "./source.ts";
import { createStorage, type MetricsBatch, type Storage } from "./storage.ts";

// What the file holds, and how it was recorded: fixtures/metrics-server/README.md

type RecordedContainer = readonly [name: string, startUs: number, timestampMs: number, cpu: number, memory: number];
type RecordedPod = readonly [namespace: string, name: string, containers: readonly RecordedContainer[]];
type RecordedNode = readonly [
  name: string,
  numbers: readonly [timestampMs: number, cpu: number, memory: number],
  pods: readonly RecordedPod[],
];
type Sequence = {
  readonly resolution: number;
  readonly rounds: readonly (readonly RecordedNode[])[];
  readonly items: readonly unknown[];
};

const sequences = readFileSync(new URL("../../fixtures/metrics-server/sequences.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Sequence);

const containerOf = ([name, startUs, timestampMs, cpuNanoseconds, memoryBytes]: RecordedContainer): ContainerStats =>
  containerStats(name, { startUs, timestampMs, cpuNanoseconds, memoryBytes });

const podOf = ([namespace, name, containers]: RecordedPod): PodStats =>
  podStats(namespace, name, containers.map(containerOf));

const batchOf = (round: readonly RecordedNode[]): MetricsBatch =>
  round.map(([name, [timestampMs, cpuNanoseconds, memoryBytes], pods]) =>
    scraped(nodeStats(name, { timestampMs, cpuNanoseconds, memoryBytes }), pods.map(podOf)),
  );

type Printed = {
  readonly timestamp: string;
  readonly window: string;
  readonly usage: Usage;
  readonly containers: readonly { readonly name: string; readonly usage: Usage }[];
};
type Usage = { readonly cpu: string; readonly memory: string };

/** What is answered about these pods and nodes, in the form of the file. */
function itemsOf(storage: Storage, podKeys: Iterable<string>, nodeNames: Iterable<string>): unknown {
  const pods: Record<string, unknown> = {};
  for (const key of podKeys) {
    const [namespace = "", name = ""] = key.split("/");
    const item = storage.pod({ namespace, name, labels: {} });
    if (item === undefined) continue;
    const { timestamp, window, containers } = podMetricsFields(podItem(item), simTime(0)) as Printed;
    const usages = containers.map(({ name: container, usage }) => [container, usage.cpu, usage.memory]);
    pods[key] = [timestamp, window, usages.sort((a, b) => byCodeUnit(a[0]!, b[0]!))];
  }
  const nodes: Record<string, unknown> = {};
  for (const name of nodeNames) {
    const item = storage.node({ name, labels: {} });
    if (item === undefined) continue;
    const { timestamp, window, usage } = nodeMetricsFields(nodeItem(item), simTime(0)) as Printed;
    nodes[name] = [timestamp, window, usage.cpu, usage.memory];
  }
  return [pods, nodes, [storage.nodesReady(), storage.podsReady()]];
}

test.for(sequences.map((sequence, index) => ({ index, ...sequence })))(
  "makes of sequence $index what metrics-server makes of it",
  ({ resolution, rounds, items }) => {
    const storage = createStorage({ metricResolution: seconds(resolution), log: () => {} });
    const podKeys = new Set<string>();
    const nodeNames = new Set<string>();
    const answered = rounds.map((round) => {
      for (const [node, , pods] of round) {
        nodeNames.add(node);
        for (const [namespace, name] of pods) podKeys.add(`${namespace}/${name}`);
      }
      storage.store(batchOf(round));
      return itemsOf(storage, podKeys, nodeNames);
    });
    expect(answered).toEqual(items);
  },
);
