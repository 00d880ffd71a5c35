import type { HPAScalingRules } from "../../sim/kubernetes/autoscaling.ts";
import { byCodeUnit, type Labels } from "../../sim/kubernetes/object.ts";
import { formatTimestamp } from "../../sim/kubernetes/timestamp.ts";
import { epochSeconds, type SimTime } from "../../sim/units.ts";
import type { ShownAutoscaler } from "./autoscaler.ts";
import type { KubectlChanges } from "./changes.table.ts";
import { describeEvents, type ShownEvent } from "./describe-events.ts";
import { describeMetric } from "./describe-metric.ts";
import { aligned } from "./tab-writer.ts";

export type Description = {
  readonly autoscaler: ShownAutoscaler;
  /** Its stored events, in the order of their names. */
  readonly events: readonly ShownEvent[];
  readonly now: SimTime;
  readonly kubectl: KubectlChanges;
};

/**
 * What `kubectl describe hpa` prints of one HPA. Times are in UTC.
 *
 * Source: kubectl v0.36.3 pkg/describe/describe.go describeHorizontalPodAutoscalerV2.
 */
export function describeHpa({ autoscaler, events, now, kubectl }: Description): string {
  const { meta, spec, currentMetrics, currentReplicas, desiredReplicas } = autoscaler;
  const { kind, name } = spec.scaleTargetRef;
  const lines = [
    `Name:\t${meta.name}`,
    `Namespace:\t${meta.namespace}`,
    ...labelLines(meta.labels),
    ...annotationLines(meta.annotations, kubectl),
    `CreationTimestamp:\t${rfc1123z(meta.creationTimestamp)}`,
    `Reference:\t${kind}/${name}`,
    "Metrics:\t( current / target )",
    ...(spec.metrics ?? []).map((metric, index) => `  ${describeMetric(metric, currentMetrics[index], kubectl)}`),
    `Min replicas:\t${spec.minReplicas ?? "<unset>"}`,
    `Max replicas:\t${spec.maxReplicas}`,
    ...(kubectl.behavior === "shown" && spec.behavior !== undefined
      ? [
          "Behavior:",
          ...directionLines("Scale Up", spec.behavior.scaleUp),
          ...directionLines("Scale Down", spec.behavior.scaleDown),
        ]
      : []),
    `${kind} pods:\t${currentReplicas} current / ${desiredReplicas} desired`,
    ...conditionLines(autoscaler.conditions),
    ...(events.length === 0 ? ["Events:\t<none>"] : []),
  ];
  const columns = { widthMin: 0, padding: 2 };
  return aligned(`${lines.join("\n")}\n`, columns) + aligned(describeEvents(events, now, kubectl), columns);
}

function labelLines(labels: Labels): readonly string[] {
  const keys = Object.keys(labels).sort(byCodeUnit);
  return keys.length === 0
    ? ["Labels:\t<none>"]
    : keys.map((key, index) => `${index === 0 ? "Labels:" : ""}\t${key}=${labels[key]}`);
}

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

function annotationLines(annotations: Labels, kubectl: KubectlChanges): readonly string[] {
  const keys = Object.keys(annotations)
    .filter((key) => key !== lastApplied || kubectl.lastApplied === "shown")
    .sort(byCodeUnit);
  if (keys.length === 0) return ["Annotations:\t<none>"];
  return keys.flatMap((key, index) => {
    const [first = "", ...others] = annotationText(key, annotations[key] ?? "", kubectl);
    return [`${index === 0 ? "Annotations:" : ""}\t${first}`, ...others.map((line) => `\t  ${line}`)];
  });
}

/** An annotation, and the lines below it that hold its value if that is long or has several lines. */
function annotationText(key: string, written: string, { annotations }: KubectlChanges): readonly string[] {
  if (annotations === "cut-at-200") return [cut(`${key}=${written}`, 200)];
  const lengthMax = 140;
  const value = written.replace(/\n$/, "");
  const isShort = byteLength(key) + byteLength(value) + 2 <= lengthMax && !value.includes("\n");
  return isShort ? [`${key}: ${value}`] : [`${key}:`, ...value.split("\n").map((line) => cut(line, lengthMax - 2))];
}

const encoder = new TextEncoder();
const byteLength = (text: string): number => encoder.encode(text).length;

/** Cut by bytes, as Go does; half a character shows as a replacement character. */
function cut(text: string, bytesMax: number): string {
  const bytes = encoder.encode(text);
  return bytes.length > bytesMax ? `${new TextDecoder().decode(bytes.slice(0, bytesMax))}...` : text;
}

function directionLines(direction: string, rules: HPAScalingRules | undefined): readonly string[] {
  if (rules === undefined) return [];
  const { stabilizationWindowSeconds, selectPolicy = "Max", policies = [] } = rules;
  return [
    `  ${direction}:`,
    ...(stabilizationWindowSeconds === undefined
      ? []
      : [`    Stabilization Window: ${stabilizationWindowSeconds} seconds`]),
    ...(policies.length === 0 ? [] : [`    Select Policy: ${selectPolicy}`, "    Policies:"]),
    ...policies.map(
      ({ type, value, periodSeconds }) => `      - Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`,
    ),
  ];
}

function conditionLines(conditions: ShownAutoscaler["conditions"]): readonly string[] {
  if (conditions.length === 0) return [];
  return [
    "Conditions:",
    "  Type\tStatus\tReason\tMessage",
    "  ----\t------\t------\t-------",
    ...conditions.map(({ type, status, reason, message }) => `  ${type}\t${status}\t${reason}\t${message}`),
  ];
}

const weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"] as const;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** An instant in the form of Go's `time.RFC1123Z`: `Thu, 15 Jan 2026 10:00:00 +0000`. */
function rfc1123z(time: SimTime): string {
  const [, year = "", month = "", day = "", clock = ""] =
    /^(\d+)-(\d+)-(\d+)T([\d:]+)Z$/.exec(formatTimestamp(time)) ?? [];
  const weekday = weekdays[Math.floor(epochSeconds(time) / 86_400) % 7] ?? "";
  return `${weekday}, ${day} ${months[Number(month) - 1]} ${year} ${clock} +0000`;
}
