import { expect, test } from "vitest";
import { averageUsage, externalMetric, share, utilization } from "../../fixtures/hpa.ts";
import type { MetricSpec } from "./autoscaling.ts";
import { metricsThroughV1 } from "./metrics-through-v1.ts";

const cpu = utilization(50);
const memory = utilization(60, "memory");
const queue = externalMetric("queue", share("1"));
const cpuUsage = averageUsage("cpu", "100m");

test.for<readonly [string, readonly MetricSpec[], readonly MetricSpec[]]>([
  ["the utilization of CPU comes last", [cpu, memory, queue], [memory, queue, cpu]],
  ["of several the first is kept", [cpu, utilization(70), memory], [memory, cpu]],
  ["one behind a CPU metric of another kind is lost", [cpuUsage, cpu], [cpuUsage]],
  ["what has none stays as it is", [queue, memory], [queue, memory]],
  ["no metrics at all are a CPU of 80 %", [], [utilization(80)]],
])("%s", ([, metrics, through]) => {
  expect(metricsThroughV1(metrics)).toEqual(through);
});

test("a second way through changes nothing", () => {
  const once = metricsThroughV1([cpu, memory, queue]);
  expect(metricsThroughV1(once)).toEqual(once);
});
