import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { samplesOf } from "../../../fixtures/endpoints.ts";
import { printFamilies } from "../../exposition-format/print.ts";
import { simTime } from "../../units.ts";
import { nodeExporterFamilies } from "./families.ts";
import type { Machine } from "./machine.ts";

/** Up for 1000.5 s, two cores, 300 core-seconds in use. */
const machine: Machine = {
  node: "node-1",
  now: simTime(1_700_000_000_500_000),
  bootTime: simTime(1_699_999_000_000_000),
  cores: 2,
  cpuSeconds: { user: 240.019, system: 60 },
  memoryBytes: 8_000_000_000,
  usedMemoryBytes: 1_000_000_000,
  network: { received: { bytes: 5000, packets: 50 }, transmitted: { bytes: 9000, packets: 40 } },
  loadAverages: [0.456, 1, 0],
};

const value = (of: Machine, name: string): number | undefined =>
  samplesOf(printFamilies(nodeExporterFamilies(of))).get(name)?.value;

// How the file was recorded: fixtures/recorded/node-exporter/README.md
test("families have the names, types, labels and texts of the real one", () => {
  const recorded = readFileSync(
    new URL("../../../fixtures/recorded/node-exporter/descriptors.tsv", import.meta.url),
    "utf8",
  );
  const ours = nodeExporterFamilies(machine).map(({ name, type, help, samples }) =>
    [name, type, [...new Set(samples.map(({ labels }) => Object.keys(labels).sort().join()))].join("/"), help].join(
      "\t",
    ),
  );
  expect(ours.sort()).toEqual(recorded.trimEnd().split("\n"));
});

test("every core spends its time in hundredths of seconds, and what is not used is idle", () => {
  const modes = ["idle", "iowait", "system", "user"].map((mode) =>
    value(machine, `node_cpu_seconds_total{cpu="1",mode="${mode}"}`),
  );
  expect(modes).toEqual([850.49, 0, 30, 120]);
});

test("a machine that uses more CPU than it has is not idle, and not less than that", () => {
  const busy = { ...machine, cpuSeconds: { user: 3000, system: 0 } };
  expect(value(busy, 'node_cpu_seconds_total{cpu="0",mode="idle"}')).toBe(0);
});

test("memory is counted in KiB, and none is free once all is used", () => {
  const memory = (of: Machine) =>
    ["MemTotal", "MemAvailable", "AnonPages"].map((field) => value(of, `node_memory_${field}_bytes`));
  expect(memory(machine)).toEqual([8_000_000_000, 7_000_000_512, 999_999_488]);
  expect(memory({ ...machine, usedMemoryBytes: 9_000_000_000 })).toEqual([8_000_000_000, 0, 8_000_000_000]);
});

test("load averages have two decimals, the time its fraction, and booting was at a whole second", () => {
  expect(
    ["node_load1", "node_load5", "node_load15", "node_time_seconds", "node_boot_time_seconds"].map((name) =>
      value(machine, name),
    ),
  ).toEqual([0.46, 1, 0, 1_700_000_000.5, 1_699_999_000]);
});
