import { expect, test } from "vitest";
import { behavioursFor, podOf, podsIn, readTable } from "../../fixtures/hpa.ts";
import { canonical } from "../int64.ts";
import type { MetricOutcome } from "./replica-calculator.ts";
import { valueReplicasCases } from "./value-calculator.table.ts";
import { perPodReplicas, sumOfSeries, type ValueInput, valueReplicas } from "./value-calculator.ts";

const answerText = (outcome: MetricOutcome): string =>
  outcome.kind === "failure"
    ? outcome.cause
    : `${outcome.replicas} ${outcome.reading.value ?? outcome.reading.averageValue}`;

const rules = behavioursFor({});

const rows = readTable(valueReplicasCases, "of", "as", "spec", "status", "pods", "values", "target", "answer");

test.for(rows)(
  "$of as a $as: $values of $target each, spec.replicas $spec, status.replicas $status, pods: $pods",
  ({ of, as, spec, status, pods, values, target, answer }) => {
    const series = values.split(" ").map((text) => canonical(BigInt(text)));
    for (const kind of of.split(" ")) {
      const isExternal = kind === "external";
      const usage = isExternal ? sumOfSeries(series, as === "whole" ? "value" : "pod", rules) : series[0]!;
      const input: ValueInput = {
        specReplicas: Number(spec),
        statusReplicas: Number(status),
        pods: () => podsIn(pods === "none" ? "" : pods),
        tolerances: { scaleDown: 0.1, scaleUp: 0.1 },
        usage,
        target: canonical(BigInt(target)),
        rules,
      };
      const source = isExternal ? "external" : "object";
      expect(answerText(as === "whole" ? valueReplicas(input, source) : perPodReplicas(input, source))).toBe(answer);
    }
  },
);

test("every object and external metric is held against the recorded answers", () => {
  const kinds = rows.map(({ of, as }) => `${of} ${as}`);
  expect(new Set(kinds)).toEqual(
    new Set(["object external whole", "external whole", "object external share", "object share", "external share"]),
  );
});

const world: ValueInput = {
  specReplicas: 3,
  statusReplicas: 3,
  pods: () => [...podsIn("2 ready, 1 unready, 1 deleting"), podOf("done", { phase: "Succeeded" })],
  tolerances: { scaleDown: 0.1, scaleUp: 0.2 },
  usage: 2000,
  target: 1000,
  rules,
};

test("the ratio multiplies the pods that are Running and Ready, those on their way out included", () => {
  expect(valueReplicas(world, "object")).toEqual({
    kind: "proposal",
    replicas: 6,
    reading: { value: 2000, averageValue: undefined, averageUtilization: undefined },
    arithmetic: { usageRatio: 2, filledUsageRatio: undefined, rule: "ratio-times-ready-pods", grouped: undefined },
  });
});

test("within the tolerance of its direction the pods are not even looked at", () => {
  const pods = (): never => {
    throw new Error("asked for the pods");
  };
  const ratios = [900, 1000, 1200].map((usage) => valueReplicas({ ...world, usage, pods }, "object"));
  expect(ratios.map(answerText)).toEqual(["3 900", "3 1000", "3 1200"]);
  expect(() => valueReplicas({ ...world, usage: 899, pods }, "object")).toThrow();
  expect(() => valueReplicas({ ...world, usage: 1201, pods }, "object")).toThrow();
});

test("a share keeps status.replicas within the tolerance and else divides the whole by the target", () => {
  expect(perPodReplicas({ ...world, usage: 3600, specReplicas: 9 }, "external")).toEqual({
    kind: "proposal",
    replicas: 3,
    reading: { value: undefined, averageValue: 1200, averageUtilization: undefined },
    arithmetic: { usageRatio: 1.2, filledUsageRatio: undefined, rule: "within-tolerance", grouped: undefined },
  });
  expect(perPodReplicas({ ...world, usage: 3700 }, "external")).toMatchObject({
    replicas: 4,
    arithmetic: { rule: "usage-by-target" },
  });
});
