import { expect, test } from "vitest";
import { admitted, causesOf, horizontalPodAutoscaler, rejectionOf, warningsOf } from "../manifests.fixture.ts";

type Fields = Readonly<Record<string, unknown>>;

const behaviorAnnotation = "autoscaling.alpha.kubernetes.io/behavior";

const flat = (metrics: readonly unknown[], annotations: Readonly<Record<string, string>> = {}): Fields => ({
  ...horizontalPodAutoscaler({ metrics }),
  apiVersion: "autoscaling/v2beta1",
  metadata: { name: "web", annotations },
});

const specOf = (manifest: Fields, version: string): Fields =>
  admitted("HorizontalPodAutoscaler", manifest, { version }).hpa.spec;

const queue = { type: "External", external: { metricName: "queue", targetAverageValue: "30" } };
const object = (amounts: Fields): Fields => ({
  type: "Object",
  object: { metricName: "requests", target: { kind: "Ingress", name: "web" }, ...amounts },
});

test.each(["1.11", "1.18", "1.24"])("metrics of v2beta1 get targets in %s", (version) => {
  const memory = { type: "Resource", resource: { name: "memory", targetAverageValue: "500Mi" } };
  expect(specOf(flat([memory, queue, object({ targetValue: "5" })]), version).metrics).toEqual([
    { type: "Resource", resource: { name: "memory", target: { type: "AverageValue", averageValue: "500Mi" } } },
    { type: "External", external: { metric: { name: "queue" }, target: { type: "AverageValue", averageValue: "30" } } },
    {
      type: "Object",
      object: {
        describedObject: { kind: "Ingress", name: "web" },
        metric: { name: "requests" },
        target: { type: "Value", value: "5" },
      },
    },
  ]);
});

test("without metrics the CPU is at 80 %", () => {
  expect(specOf(flat([]), "1.15").metrics).toEqual([
    { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } },
  ]);
});

test("a behavior in the annotation counts since 1.18, and is not completed", () => {
  const policies = [{ type: "Pods", value: 1, periodSeconds: 60 }];
  const manifest = flat([queue], { [behaviorAnnotation]: JSON.stringify({ ScaleDown: { Policies: policies } }) });
  expect(["1.17", "1.18"].map((version) => specOf(manifest, version).behavior)).toEqual([
    undefined,
    { scaleDown: { policies } },
  ]);
});

test("the annotations that stand for fields are dropped since 1.15", () => {
  const manifest = flat([queue], { "autoscaling.alpha.kubernetes.io/conditions": "[]", team: "shop" });
  const annotationsIn = (version: string): unknown =>
    admitted("HorizontalPodAutoscaler", manifest, { version }).hpa.metadata.annotations;
  expect(["1.14", "1.15"].map(annotationsIn)).toEqual([
    { "autoscaling.alpha.kubernetes.io/conditions": "[]", team: "shop" },
    { team: "shop" },
  ]);
});

test("an average of an Object metric has to have a value beside it, of which zero is refused", () => {
  expect(causesOf(flat([object({ targetValue: "0", averageValue: "5" })]), { version: "1.24" })).toEqual([
    'spec.metrics[0].object.target.value: Invalid value: resource.Quantity{i:resource.int64Amount{value:0, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"0", Format:"DecimalSI"}: must be positive',
  ]);
});

test("a metric of a container loses the name of the container, as upstream forgets it", () => {
  const metric = {
    type: "ContainerResource",
    containerResource: { name: "cpu", container: "web", targetAverageUtilization: 60 },
  };
  const featureGates = { HPAContainerMetrics: true };
  expect(causesOf(flat([metric]), { version: "1.24", featureGates })).toEqual([
    "spec.metrics[0].containerResource.container: Required value: must specify a container",
  ]);
  expect(causesOf(flat([metric]), { version: "1.24" })).toEqual([
    "spec.metrics[0].containerResource: Required value: must populate information for the given metric source (only allowed when HPAContainerMetrics feature is enabled)",
  ]);
});

test("1.11 reports in the form of v2beta1", () => {
  const faulty = [
    object({ targetValue: "0" }),
    { type: "Pods", pods: { metricName: "", targetAverageValue: "-1" } },
    { type: "External", external: { metricName: "a/b" } },
    { type: "External", external: { metricName: "a", targetValue: "-1", targetAverageValue: "1" } },
    { type: "Resource", resource: { name: "" } },
    { type: "Resource", resource: { name: "cpu", targetAverageUtilization: 0, targetAverageValue: "1" } },
    { type: "Foo" },
  ];
  expect(causesOf(flat(faulty), { version: "1.11" })).toEqual([
    "spec.metrics[0].object.targetValue: Required value: must specify a positive target value",
    "spec.metrics[1].pods.metricName: Required value: must specify a metric name",
    "spec.metrics[1].pods.targetAverageValue: Required value: must specify a positive target value",
    "spec.metrics[2].external.metricName: Invalid value: \"a/b\": may not contain '/'",
    "spec.metrics[2].external.targetValue: Required value: must set either a target value for metric or a per-pod target",
    "spec.metrics[3].external.targetValue: Forbidden: may not set both a target value for metric and a per-pod target",
    'spec.metrics[3].external.targetValue: Invalid value: resource.Quantity{i:resource.int64Amount{value:-1, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"-1", Format:"DecimalSI"}: must be positive',
    "spec.metrics[4].resource.name: Required value: must specify a resource name",
    "spec.metrics[4].resource.targetAverageUtilization: Required value: must set either a target raw value or a target utilization",
    "spec.metrics[5].resource.targetAverageUtilization: Invalid value: 0: must be greater than 0",
    "spec.metrics[5].resource.targetAverageValue: Forbidden: may not set both a target raw value and a target utilization",
    'spec.metrics[6].type: Unsupported value: "Foo": supported values: "External", "Object", "Pods", "Resource"',
    "spec.metrics[6].foo: Required value: must populate information for the given metric source",
  ]);
});

test("up to 1.19 an unknown type lacks a member of its name", () => {
  const causesIn = (version: string): readonly string[] => causesOf(flat([{ type: "Foo" }, { type: "" }]), { version });
  expect(causesIn("1.19")).toEqual([
    'spec.metrics[0].type: Unsupported value: "Foo": supported values: "External", "Object", "Pods", "Resource"',
    "spec.metrics[0].foo: Required value: must populate information for the given metric source",
    "spec.metrics[1].type: Required value: must specify a metric source type",
    'spec.metrics[1].type: Unsupported value: "": supported values: "External", "Object", "Pods", "Resource"',
    "spec.metrics[1][]: Required value: must populate information for the given metric source",
  ]);
  expect(causesIn("1.20")).toEqual([
    'spec.metrics[0].type: Unsupported value: "Foo": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
    "spec.metrics[1].type: Required value: must specify a metric source type",
    'spec.metrics[1].type: Unsupported value: "": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"',
  ]);
});

test.each([
  ["autoscaling/v2beta1", "1.21", []],
  [
    "autoscaling/v2beta1",
    "1.22",
    [
      "autoscaling/v2beta1 HorizontalPodAutoscaler is deprecated in v1.22+, unavailable in v1.25+; use autoscaling/v2beta2 HorizontalPodAutoscaler",
    ],
  ],
  [
    "autoscaling/v2beta1",
    "1.24",
    [
      "autoscaling/v2beta1 HorizontalPodAutoscaler is deprecated in v1.22+, unavailable in v1.25+; use autoscaling/v2 HorizontalPodAutoscaler",
    ],
  ],
  ["autoscaling/v2beta2", "1.22", []],
  [
    "autoscaling/v2beta2",
    "1.25",
    [
      "autoscaling/v2beta2 HorizontalPodAutoscaler is deprecated in v1.23+, unavailable in v1.26+; use autoscaling/v2 HorizontalPodAutoscaler",
    ],
  ],
])("%s comes with the warning that %s gave", (apiVersion, version, warnings) => {
  expect(warningsOf({ ...horizontalPodAutoscaler(), apiVersion }, { version })).toEqual(warnings);
});

test("up to 1.14 an annotation of v1 that cannot be read is refused", () => {
  const manifest = {
    apiVersion: "autoscaling/v1",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web", annotations: { "autoscaling.alpha.kubernetes.io/metrics": '{"type": "Pods"}' } },
    spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, maxReplicas: 3 },
  };
  expect(rejectionOf(manifest, { version: "1.14" }).message).toBe(
    'Error from server (BadRequest): HorizontalPodAutoscaler in version "v1" cannot be handled as a HorizontalPodAutoscaler: json: cannot unmarshal object into Go value of type []v1.MetricSpec',
  );
  expect(admitted("HorizontalPodAutoscaler", manifest, { version: "1.15" }).hpa.spec.metrics).toHaveLength(1);
});
