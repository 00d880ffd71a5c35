import { expect, test } from "vitest";
import { admitted, horizontalPodAutoscaler } from "../manifests.fixture.ts";

const resource = (name: string, target: Readonly<Record<string, unknown>>): unknown => ({
  type: "Resource",
  resource: { name, target },
});

const cpu = (averageUtilization: number): unknown => resource("cpu", { type: "Utilization", averageUtilization });
const cpuAmount = resource("cpu", { type: "AverageValue", averageValue: "100m" });
const memory = resource("memory", { type: "AverageValue", averageValue: "500Mi" });

const stored = (version: string, spec: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const apiVersion = Number(version.slice(2)) >= 23 ? "autoscaling/v2" : "autoscaling/v2beta2";
  return admitted("HorizontalPodAutoscaler", { ...horizontalPodAutoscaler(spec), apiVersion }, { version }).hpa.spec;
};

test("up to 1.26 a utilization of CPU comes back last, and only the first one", () => {
  const metrics = [cpu(60), memory, cpu(90)];
  expect(stored("1.26", { metrics }).metrics).toEqual([memory, cpu(60)]);
  expect(stored("1.27", { metrics }).metrics).toEqual(metrics);
});

test("up to 1.22 a utilization of CPU behind an amount of CPU is lost", () => {
  const metrics = [cpuAmount, cpu(60)];
  expect(["1.22", "1.23"].map((version) => stored(version, { metrics }).metrics)).toEqual([
    [cpuAmount],
    [cpuAmount, cpu(60)],
  ]);
});

test("types of targets are made anew where they are not stored", () => {
  const metrics = [resource("memory", { type: "Value", averageUtilization: 70 })];
  expect(stored("1.26", { metrics }).metrics).toEqual([
    resource("memory", { type: "Utilization", averageUtilization: 70 }),
  ]);
  expect(stored("1.27", { metrics }).metrics).toEqual(metrics);
});

test("an average of an Object metric comes back with a value of zero", () => {
  const object = (target: Readonly<Record<string, unknown>>): unknown => ({
    type: "Object",
    object: { describedObject: { kind: "Ingress", name: "web" }, metric: { name: "requests" }, target },
  });
  const average = { type: "AverageValue", averageValue: "5" };
  expect(stored("1.26", { metrics: [object(average)] }).metrics).toEqual([object({ ...average, value: "0" })]);
  expect(stored("1.27", { metrics: [object(average)] }).metrics).toEqual([object(average)]);
});

test("behavior comes back as it was, and is not completed once more", () => {
  const behavior = { scaleDown: { selectPolicy: "Disabled" } };
  expect(stored("1.18", { behavior }).behavior).toEqual(stored("1.36", { behavior }).behavior);
});
