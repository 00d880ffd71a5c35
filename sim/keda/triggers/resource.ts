import { maxInt32, minInt32 } from "../../int64.ts";
import type { MetricSpec } from "../../kubernetes/autoscaling.ts";
import { goQuote } from "../../kubernetes/go-text.ts";
import { formatQuantity, parseQuantity } from "../../quantity/index.ts";
import { type BuildScaler, failed } from "../scaler.ts";
import { createMetadataReader, optional, type Parsed } from "../trigger-metadata.ts";

/**
 * The triggers `cpu` and `memory`: a resource metric of the HPA's own. KEDA asks nobody, and takes them for active.
 *
 * Source: keda v2.21.0 pkg/scalers/cpu_memory_scaler.go
 */
export const buildResourceScaler: BuildScaler = ({ trigger }) => {
  const reader = createMetadataReader(trigger.metadata);
  if ((trigger.metadata.type ?? "").trim() !== "") reader.fail(`scaler ${trigger.type} info: ${typeIsGone}`);
  const value = reader.text("value");
  const container = reader.text("containerName", optional);
  const error = reader.error();
  const target = error === undefined ? targetOf(trigger.metricType ?? "", value) : failed(error);
  if (!target.ok) return failed(`error parsing ${trigger.type} metadata: ${target.error}`);
  const resource = { name: trigger.type, target: target.value };
  const spec: MetricSpec =
    container === ""
      ? { type: "Resource", resource }
      : { type: "ContainerResource", containerResource: { ...resource, container } };
  const observation = { ok: true, values: [], isActive: true } as const;
  return { ok: true, value: { specify: (done) => done([spec]), observe: (_, done) => done(observation) } };
};

const typeIsGone = "The 'type' setting is DEPRECATED and is removed in v2.18 - Use 'metricType' instead.";

type ResourceTarget = NonNullable<MetricSpec["resource"]>["target"];

function targetOf(metricType: string, value: string): Parsed<ResourceTarget> {
  if (metricType === "AverageValue") {
    const parsed = parseQuantity(value);
    // KEDA panics over what is no quantity, and recovers with the HPA not made.
    if (!parsed.ok) return failed(`cannot parse '${value}': ${parsed.error}`);
    return { ok: true, value: { type: metricType, averageValue: formatQuantity(parsed.quantity) } };
  }
  if (metricType === "Utilization") {
    const invalid = `strconv.ParseInt: parsing ${goQuote(value)}`;
    if (!/^[+-]?\d+$/.test(value)) return failed(`${invalid}: invalid syntax`);
    const percent = Number(value);
    if (percent > maxInt32 || percent < minInt32) return failed(`${invalid}: value out of range`);
    return { ok: true, value: { type: metricType, averageUtilization: percent } };
  }
  return failed(`unknown metric type: ${metricType}, allowed values are 'Utilization' or 'AverageValue'`);
}
