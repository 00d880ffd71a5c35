import { expect, test } from "vitest";
import { mebibytes, modelOf } from "../../fixtures/wind-tunnel.ts";
import { constant } from "../load/shapes.ts";
import type { ContainerModel } from "../scenario.ts";
import { bytes, millicores, plus, seconds, simTime } from "../units.ts";
import { type RunningContainer, usageAt } from "./container-usage.ts";

const startedAt = simTime(1_000_000_000_000_000);

/** A load that has given the pod so much: 7.5 requests, two of them still there, and half a second of throttling. */
const load: Parameters<typeof usageAt>[1] = {
  join: () => {},
  leave: () => {},
  served: () => 7.5,
  inFlight: () => 2,
  usedCpu: () => 123_456,
  usedMemory: () => bytes(777),
  backlog: () => 0,
  throttledSeconds: () => 0.5,
};

/** `app` idles at 10m and 50Mi and takes a limit of 500m; a request costs 10 ms and holds 1Mi. */
function running(model: Partial<ContainerModel>, other: Partial<RunningContainer> = {}): RunningContainer {
  const app = { idleCpu: millicores(10), requestMemory: mebibytes(1), ...model };
  const workload = modelOf({ app });
  return {
    podUid: "uid",
    name: "app",
    startedAt,
    model: workload.containers.get("app")!,
    cpuLimit: millicores(500),
    serving: workload.serving,
    ...other,
  };
}

const usage = (container: RunningContainer, second: number) =>
  usageAt(container, load, plus(startedAt, seconds(second)));

test("adds up idling and requests, in whole core-nanoseconds, and what the requests hold of memory", () => {
  // 4 s × 10m, and 7.5 × 10 ms.
  expect(usage(running({}), 4)).toEqual({
    cpuNanoseconds: 40_000_000 + 75_000_000,
    workingSetBytes: 52 * 1024 ** 2,
    throttledNanoseconds: 500_000_000,
  });
});

test.for([
  ["is used from the start on", 100, 20, 10 * 110],
  ["ends after its time", 100, 4, 10 * 10 + 4 * 100],
  ["takes no more than the limit leaves", 2000, 20, 10 * 10 + 10 * 490],
] as const)("the CPU of starting up %s", ([, startupCpu, startupSeconds, expected]) => {
  const model = { startupCpu: millicores(startupCpu), startupFor: seconds(startupSeconds), requestCpuMicroseconds: 0 };
  expect(usage(running(model), 10).cpuNanoseconds).toBe(expected * 1_000_000);
});

test("a container that would idle above its limit is held there, and has nothing left for starting up", () => {
  const model = {
    idleCpu: millicores(600),
    startupCpu: millicores(50),
    startupFor: seconds(20),
    requestCpuMicroseconds: 0,
  };
  expect(usage(running(model), 10).cpuNanoseconds).toBe(5_000_000_000);
});

test("only the container that serves is throttled", () => {
  expect(usage(running({}, { name: "sidecar" }), 4).throttledNanoseconds).toBe(0);
});

test.for([
  ["cpu", 123_456_000 + 75_000_000, 52 * 1024 ** 2],
  ["memory", 40_000_000 + 75_000_000, 777],
] as const)(
  "prescribed %s stands in for idling, the other resource stays",
  ([resource, cpuNanoseconds, workingSetBytes]) => {
    const { serving } = modelOf({ usage: { [resource]: { per: "pod", profile: constant(1) } } });
    expect(usage(running({}, { serving }), 4)).toEqual({ cpuNanoseconds, workingSetBytes, throttledNanoseconds: 0 });
    // Another container of the pod has its own.
    expect(usage(running({}, { serving, name: "sidecar" }), 4).workingSetBytes).toBe(52 * 1024 ** 2);
  },
);
