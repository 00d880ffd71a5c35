import type { MetricSpec, MetricTarget } from "../../sim/kubernetes/autoscaling.ts";
import { between, type SimTime } from "../../sim/units.ts";
import { type CurrentMetric, quantityText, type ShownAutoscaler } from "./autoscaler.ts";
import type { KubectlChanges } from "./changes.table.ts";
import { aligned } from "./tab-writer.ts";

/** What `kubectl get hpa` prints of the HPAs of one namespace, a line each after the headings. `-o wide` has no more columns. */
export function getHpa(autoscalers: readonly ShownAutoscaler[], now: SimTime, kubectl: KubectlChanges): string {
  const headings = ["NAME", "REFERENCE", "TARGETS", "MINPODS", "MAXPODS", "REPLICAS", "AGE"];
  const rows = autoscalers.map(({ meta, spec, currentReplicas, currentMetrics }) => [
    meta.name,
    `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    targetsText(spec.metrics ?? [], currentMetrics, kubectl),
    spec.minReplicas ?? "<unset>",
    spec.maxReplicas,
    currentReplicas,
    kubectl.age(between(meta.creationTimestamp, now)),
  ]);
  const text = [headings, ...rows].map((cells) => `${cells.join("\t")}\n`).join("");
  return aligned(text, { widthMin: kubectl.columnWidthMin, padding: 3 });
}

/** Most metrics that TARGETS shows. */
const shownMax = 2;

/** Source: kubernetes v1.36.3 pkg/printers/internalversion/printers.go formatHPAMetrics. */
function targetsText(
  metrics: readonly MetricSpec[],
  currents: readonly CurrentMetric[],
  kubectl: KubectlChanges,
): string {
  if (metrics.length === 0) return "<none>";
  const texts = metrics.map((metric, index) => metricText(metric, currents[index], kubectl));
  const more = texts.length - shownMax;
  return texts.slice(0, shownMax).join(", ") + (more > 0 ? ` + ${more} more...` : "");
}

function metricText(metric: MetricSpec, current: CurrentMetric | undefined, kubectl: KubectlChanges): string {
  const known = current?.type === metric.type ? current : undefined;
  const { resource, containerResource, pods, object, external } = metric;
  if (metric.type === "Resource" && resource) return resourceText(resource, known, kubectl);
  if (metric.type === "ContainerResource" && containerResource) return resourceText(containerResource, known, kubectl);
  if (metric.type === "Pods" && pods) return averageText(pods.target, known);
  if (metric.type === "External" && external) return valueOrAverage(external.target, known);
  if (metric.type === "Object" && object) {
    if (kubectl.objectTargets === "value-or-average") return valueOrAverage(object.target, known);
    // Through the stored autoscaling/v1 a value that is not set comes back as 0.
    return `${known ? quantityText(known.value ?? "0") : unknown}/${quantityText(object.target.value ?? "0")}`;
  }
  return "<unknown type>";
}

const unknown = "<unknown>";

function resourceText(
  { name, target }: { readonly name: string; readonly target: MetricTarget },
  current: CurrentMetric | undefined,
  { resourceTargets }: KubectlChanges,
): string {
  const text = target.averageValue === undefined ? utilizationText(target, current) : averageText(target, current);
  return resourceTargets === "named" ? `${name}: ${text}` : text;
}

const utilizationText = ({ averageUtilization }: MetricTarget, current: CurrentMetric | undefined): string =>
  `${percent(current?.averageUtilization) ?? unknown}/${percent(averageUtilization) ?? "<auto>"}`;

const percent = (share: number | undefined): string | undefined => (share === undefined ? undefined : `${share}%`);

const averageText = (target: MetricTarget, current: CurrentMetric | undefined): string =>
  `${current ? quantityText(current.averageValue) : unknown}/${quantityText(target.averageValue)}`;

function valueOrAverage(target: MetricTarget, current: CurrentMetric | undefined): string {
  if (target.averageValue === undefined) {
    return `${current ? quantityText(current.value) : unknown}/${quantityText(target.value)}`;
  }
  const average = current?.averageValue === undefined ? unknown : quantityText(current.averageValue);
  return `${average}/${quantityText(target.averageValue)} (avg)`;
}
