import fc from "fast-check";
import type {
  CrossVersionObjectReference,
  LabelSelector,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
} from "../../sim/kubernetes/autoscaling.ts";
import { extremeTargets, writeMilli } from "./amounts.ts";
import type { Bounds } from "./autoscalers.ts";
import { mostly, present, rarely } from "./choices.ts";

const percents = (isLarge: boolean): fc.Arbitrary<number> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 5, arbitrary: mostly(50, 2, 60, 80, 100, 70, 90, 110, 120) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 300 }) },
    { weight: isLarge ? 1 : 0, arbitrary: fc.constantFrom(1, 2147483647, 100000) },
  );

/** A target's amount: usually one that can be counted in a handful of pods. */
const targetAmounts = (isLarge: boolean): fc.Arbitrary<string> =>
  fc.oneof(
    { withCrossShrink: true },
    {
      weight: 8,
      arbitrary: fc
        .record({ milli: fc.integer({ min: 1, max: 300_000 }), form: fc.nat({ max: 7 }) })
        .map(({ milli, form }) => writeMilli(milli, form)),
    },
    { weight: 3, arbitrary: fc.constantFrom("100", "10", "1", "100Mi", "1Gi", "500m", "64Mi", "1.500", "1k", "1n") },
    { weight: isLarge ? 3 : 0, arbitrary: extremeTargets() },
  );

const metricSelectors = (): fc.Arbitrary<LabelSelector | undefined> =>
  rarely(
    3,
    mostly<LabelSelector>(
      { matchLabels: { verb: "GET" } },
      2,
      {},
      { matchLabels: { verb: "GET", code: "200" } },
      { matchExpressions: [{ key: "code", operator: "In", values: ["500", "200"] }] },
      { matchExpressions: [{ key: "code", operator: "NotIn", values: ["500"] }] },
      { matchExpressions: [{ key: "code", operator: "Exists" }] },
      { matchLabels: { b: "1", a: "2" }, matchExpressions: [{ key: "c", operator: "DoesNotExist" }] },
      { matchExpressions: [{ key: "code", operator: "Near", values: ["1"] }] },
      { matchExpressions: [{ key: "code", operator: "In", values: [] }] },
      { matchLabels: { "bad key": "x" } },
    ),
  );

const identifiers = (...names: readonly string[]): fc.Arbitrary<MetricIdentifier> =>
  fc.record({ name: fc.constantFrom(...names), selector: metricSelectors() }).map(present);

const objects = (): fc.Arbitrary<CrossVersionObjectReference> =>
  mostly<CrossVersionObjectReference>(
    { apiVersion: "v1", kind: "Service", name: "web" },
    4,
    { kind: "Service", name: "web" },
    { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "main" },
    { apiVersion: "v1", kind: "Namespace", name: "default" },
  );

/** A target of a resource: nothing ties its type to the member that is set. */
const resourceTargets = (isLarge: boolean): fc.Arbitrary<MetricTarget> =>
  fc.oneof(
    { withCrossShrink: true },
    {
      weight: 10,
      arbitrary: percents(isLarge).map((averageUtilization) => ({ type: "Utilization", averageUtilization })),
    },
    { weight: 5, arbitrary: targetAmounts(isLarge).map((averageValue) => ({ type: "AverageValue", averageValue })) },
    { weight: 1, arbitrary: fc.constantFrom({ type: "Utilization" }, { type: "Value", averageUtilization: 60 }) },
  );

/** A target of an object or of an external metric: its type decides, or the member that is set. */
const valueTargets = (isLarge: boolean): fc.Arbitrary<MetricTarget> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 8, arbitrary: targetAmounts(isLarge).map((value) => ({ type: "Value", value })) },
    { weight: 8, arbitrary: targetAmounts(isLarge).map((averageValue) => ({ type: "AverageValue", averageValue })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<MetricTarget>(
        { type: "Value" },
        { type: "AverageValue", value: "10" },
        { type: "Value", averageValue: "10" },
        { type: "Value", value: "10", averageValue: "20" },
      ),
    },
  );

/** Up to 1.25 the controller crashes on an object's target that lacks the member which its type says. */
const objectTargets = ({ isLarge, minor }: Bounds): fc.Arbitrary<MetricTarget> =>
  minor >= 26
    ? valueTargets(isLarge)
    : valueTargets(isLarge).map(({ type, value, averageValue }) => {
        const amount = value ?? averageValue ?? "10";
        return type === "Value" ? { type, value: amount } : { type, averageValue: amount };
      });

/** One entry of `spec.metrics`, of any type; rarely one that no API server admits, which the controller answers for. */
export const metricSpecs = (bounds: Bounds): fc.Arbitrary<MetricSpec> => {
  const { isLarge } = bounds;
  const resource = mostly("cpu", 3, "memory", "memory");
  const pods = targetAmounts(isLarge).map((averageValue) => ({ type: "AverageValue", averageValue }));
  return fc.oneof(
    { withCrossShrink: true },
    {
      weight: 40,
      arbitrary: fc
        .record({ name: resource, target: resourceTargets(isLarge) })
        .map((source) => ({ type: "Resource", resource: source })),
    },
    {
      weight: bounds.minor >= 20 ? 14 : 0,
      arbitrary: fc
        .record({
          name: resource,
          container: mostly("app", 5, "proxy", "nobody"),
          target: resourceTargets(isLarge),
        })
        .map((source) => ({ type: "ContainerResource", containerResource: source })),
    },
    {
      weight: 18,
      arbitrary: fc
        .record({ metric: identifiers("qps", "lag"), target: pods })
        .map((source) => ({ type: "Pods", pods: source })),
    },
    {
      weight: 18,
      arbitrary: fc
        .record({ describedObject: objects(), metric: identifiers("hits", "errors"), target: objectTargets(bounds) })
        .map((source) => ({ type: "Object", object: source })),
    },
    {
      weight: 18,
      arbitrary: fc
        .record({ metric: identifiers("queue", "backlog"), target: valueTargets(isLarge) })
        .map((source) => ({ type: "External", external: source })),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom<MetricSpec>(
        { type: "Weather" },
        { type: "" },
        {
          type: "Resource",
          resource: { name: "nvidia.com/gpu", target: { type: "Utilization", averageUtilization: 50 } },
        },
      ),
    },
  );
};
