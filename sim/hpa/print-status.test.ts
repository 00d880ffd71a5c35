import { expect, test } from "vitest";
import {
  averageUsage,
  behavioursFor,
  containerUtilization,
  externalMetric,
  objectMetric,
  podsMetric,
  share,
  start,
  utilization,
  whole,
} from "../../fixtures/hpa.ts";
import type { Int64 } from "../int64.ts";
import type { MetricSpec } from "../kubernetes/autoscaling.ts";
import { plus, seconds } from "../units.ts";
import { planMetric } from "./metric-plan.ts";
import { printStatus } from "./print-status.ts";
import { emptyStatus, type MetricReading } from "./status.ts";

const behaviours = behavioursFor({});

// TestBuildQuantity of kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal_test.go, which compares numbers and formats.
// Its names speak of bytes, but 1000 thousandths of a byte are one byte; below 1024 they print as decimal ones.
test.for([
  ["memory", 1000, "1"],
  ["memory", 1_000_000, "1k"],
  ["cpu", 100, "100m"],
  ["cpu", 500, "500m"],
  ["cpu", 1, "1m"],
  ["custom-resource", 200, "200m"],
  ["custom-resource", 300, "300m"],
  // Recorded from k8s.io/apimachinery v0.36.3: a fraction of a byte makes memory decimal.
  ["memory", 104_857_600_000, "100Mi"],
  ["memory", 11_534_336_000, "11Mi"],
  ["memory", 107_837_030_400, "107837030400m"],
  ["memory", 107_837_030_000, "107837030"],
  ["memory", 1_024_000, "1Ki"],
  ["memory", 0, "0"],
  ["cpu", 2000, "2"],
] as const)("%s of %d thousandths shows as %s", ([resource, milli, text]) => {
  const { currentMetrics } = printStatus({
    ...emptyStatus,
    metrics: [planMetric(averageUsage(resource, "1"), behaviours)],
    currentMetrics: [reading(undefined, milli)],
  });
  expect(currentMetrics).toEqual([{ type: "Resource", resource: { name: resource, current: { averageValue: text } } }]);
});

test("a status that nobody has written yet", () => {
  expect(printStatus(emptyStatus)).toEqual({ desiredReplicas: 0, currentMetrics: null, conditions: [] });
});

test("a whole status, in the API's words and seconds", () => {
  const printed = printStatus({
    currentReplicas: 3,
    desiredReplicas: 4,
    lastScaleTime: plus(start, seconds(15)),
    metrics: [planMetric(utilization(50), behaviours)],
    currentMetrics: [undefined],
    conditions: [
      {
        type: "AbleToScale",
        status: "True",
        lastTransitionTime: plus(start, seconds(15.9)),
        reason: "r",
        message: "m",
      },
    ],
    observedGeneration: 2,
  });
  expect(JSON.stringify(printed)).toBe(
    '{"observedGeneration":2,"lastScaleTime":"2000-01-01T00:00:15Z","currentReplicas":3,"desiredReplicas":4,"currentMetrics":[{"type":""}],"conditions":[{"type":"AbleToScale","status":"True","lastTransitionTime":"2000-01-01T00:00:15Z","reason":"r","message":"m"}]}',
  );
});

test("a generation of 0 is printed, no replicas are not", () => {
  expect(printStatus({ ...emptyStatus, observedGeneration: 0 })).toEqual({
    observedGeneration: 0,
    desiredReplicas: 0,
    currentMetrics: null,
    conditions: [],
  });
});

const reading = (value?: Int64, averageValue?: Int64, averageUtilization?: number): MetricReading => ({
  value,
  averageValue,
  averageUtilization,
});

const printedMetric = (spec: MetricSpec, current: MetricReading): string =>
  JSON.stringify(
    printStatus({ ...emptyStatus, metrics: [planMetric(spec, behaviours)], currentMetrics: [current] })
      .currentMetrics?.[0],
  );

test.for([
  [
    utilization(50),
    reading(undefined, 500, 50),
    '{"type":"Resource","resource":{"name":"cpu","current":{"averageValue":"500m","averageUtilization":50}}}',
  ],
  [
    averageUsage("memory", "1Gi"),
    reading(undefined, 1_048_576_000),
    '{"type":"Resource","resource":{"name":"memory","current":{"averageValue":"1Mi"}}}',
  ],
  [
    containerUtilization("app", 50),
    reading(undefined, 500, 50),
    '{"type":"ContainerResource","containerResource":{"name":"cpu","container":"app","current":{"averageValue":"500m","averageUtilization":50}}}',
  ],
  [
    podsMetric("qps", "1"),
    reading(undefined, 1500),
    '{"type":"Pods","pods":{"metric":{"name":"qps"},"current":{"averageValue":"1500m"}}}',
  ],
  [
    objectMetric("qps", whole("1")),
    reading(20_000),
    '{"type":"Object","object":{"metric":{"name":"qps"},"current":{"value":"20"},"describedObject":{"apiVersion":"v1","kind":"Service","name":"front"}}}',
  ],
  [
    objectMetric("qps", share("1")),
    reading(undefined, 20_000),
    '{"type":"Object","object":{"metric":{"name":"qps"},"current":{"averageValue":"20"},"describedObject":{"apiVersion":"v1","kind":"Service","name":"front"}}}',
  ],
  [
    externalMetric("qps", whole("1")),
    reading(-9_223_372_036_854_775_808n),
    '{"type":"External","external":{"metric":{"name":"qps"},"current":{"value":"-9223372036854775808m"}}}',
  ],
  [
    externalMetric("qps", share("1")),
    reading(undefined, 0),
    '{"type":"External","external":{"metric":{"name":"qps"},"current":{"averageValue":"0"}}}',
  ],
  [{ type: "CheddarCheese" }, reading(1), '{"type":""}'],
] as const)("the status of %j", ([spec, current, text]) => {
  expect(printedMetric(spec, current)).toBe(text);
});
