import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { defaultContainerModel, type RequestModel, type WorkloadModel } from "../../sim/scenario.ts";
import { bytes, microseconds, millicores, milliseconds, seconds } from "../../sim/units.ts";
import { type PlayedContainer, type WorkloadConfiguration, workloadConfiguration } from "./configuration.ts";

const requests: RequestModel = {
  container: "app",
  wait: milliseconds(30),
  concurrencyMax: 8,
  queueMax: Number.POSITIVE_INFINITY,
  timeout: microseconds(Number.POSITIVE_INFINITY),
  variation: "exponential",
};

const web: WorkloadModel = {
  namespace: "default",
  name: "web",
  lifecycle: { startDelay: seconds(2), readyAfter: seconds(10), stopAfter: milliseconds(500) },
  containers: new Map([
    [
      "app",
      {
        idleCpu: millicores(5),
        idleMemory: bytes(64 * 2 ** 20),
        startupCpu: millicores(800),
        startupFor: seconds(20),
        requestCpuMicroseconds: 10_000,
        requestMemory: bytes(2 ** 20),
      },
    ],
    ["proxy", { ...defaultContainerModel, requestCpuMicroseconds: 500 }],
  ]),
  serving: { kind: "requests", requests },
};

const app = { name: "app", ports: [8080], hasReadinessProbe: true };

const configurationOf = (played: PlayedContainer): WorkloadConfiguration => {
  if (played.kind === "unplayable") throw new Error(played.because);
  return played.configuration;
};

test("the serving container costs what the scenario says", () => {
  const played = workloadConfiguration(web, app);
  expect(played).toEqual({
    kind: "configuration",
    configuration: {
      ports: [8080],
      idleCpuMillicores: 5,
      idleMemoryBytes: 67_108_864,
      startupCpuMillicores: 800,
      startupSeconds: 20,
      readyAfterSeconds: 10,
      stopAfterSeconds: 0.5,
      requestCpuMicroseconds: 10_000,
      requestMemoryBytes: 1_048_576,
      requestWaitMicroseconds: 30_000,
      variation: "exponential",
      concurrencyMax: 8,
      queueMax: null,
      timeoutSeconds: null,
    },
    leftOut: [],
  });
});

test("without a readiness probe the container serves from its start, as it counts as ready from then", () => {
  expect(configurationOf(workloadConfiguration(web, { ...app, hasReadinessProbe: false })).readyAfterSeconds).toBe(0);
});

test("bounds are numbers where the scenario has them", () => {
  const bounded: RequestModel = { ...requests, concurrencyMax: 1, queueMax: 0, timeout: milliseconds(1500) };
  const played = workloadConfiguration({ ...web, serving: { kind: "requests", requests: bounded } }, app);
  expect(configurationOf(played)).toMatchObject({ concurrencyMax: 1, queueMax: 0, timeoutSeconds: 1.5 });
});

test("another container idles, and that it takes part in requests is told to be left out", () => {
  const played = workloadConfiguration(web, { name: "proxy", ports: [], hasReadinessProbe: false });
  expect(configurationOf(played)).toMatchObject({ ports: [], idleCpuMillicores: 1, requestCpuMicroseconds: 0 });
  expect(played).toMatchObject({ leftOut: [expect.stringContaining("container proxy takes part in requests")] });
});

test.for([web, undefined])("a container that nobody describes idles as the simulator has it", (model) => {
  const played = workloadConfiguration(model, { name: "unknown", ports: [], hasReadinessProbe: false });
  expect(configurationOf(played)).toMatchObject({
    idleCpuMillicores: 1,
    idleMemoryBytes: 16 * 2 ** 20,
    startupCpuMillicores: 0,
    requestCpuMicroseconds: 0,
    requestMemoryBytes: 0,
  });
  expect(played).toMatchObject({ leftOut: [] });
});

test("metrics of the pod's own making are told to be left out", () => {
  const metrics = [{ name: "requests_total", help: "", labels: {}, kind: "counter", perRequest: 1 }] as const;
  expect(workloadConfiguration({ ...web, metrics }, app)).toMatchObject({
    leftOut: [expect.stringContaining("/metrics")],
  });
});

test("prescribed usage cannot be played, for a reason in words", () => {
  const usage: WorkloadModel = { ...web, serving: { kind: "usage", usage: { container: "app" } } };
  expect(workloadConfiguration(usage, app)).toEqual({
    kind: "unplayable",
    because: expect.stringContaining("the usage of default/web is prescribed"),
  });
});

test("the server reads just the fields that are written", () => {
  const source = readFileSync(new URL("server/configuration.go", import.meta.url), "utf8");
  const read = [...source.matchAll(/(?:fields\.\w+|seconds|microseconds)\("(\w+)"/g)].map(([, name]) => name);
  expect(read.sort()).toEqual(Object.keys(configurationOf(workloadConfiguration(web, app))).sort());
});
