import { quantityOf, targetOf } from "../metric-value.ts";
import type { SourceReply } from "../ports.ts";
import { usesModifiers } from "../scaled-object.ts";
import { type BuildScaler, externalSpec, failed, metricNameOf, metricTypeOf, type ScalerSettings } from "../scaler.ts";
import { createMetadataReader, optional, type Parsed } from "../trigger-metadata.ts";
import { valueInExposition } from "./exposition-value.ts";
import { valueAtLocation } from "./value-location.ts";

/**
 * The trigger `metrics-api`: a number somewhere in a JSON document, or a sample of a page in Prometheus' text format.
 *
 * XML, YAML, aggregation over endpoints and authentication are not modelled; the first two are refused in our words.
 * Source: keda v2.21.0 pkg/scalers/metrics_api_scaler.go
 */
export const buildMetricsApiScaler: BuildScaler = (settings) => {
  const type = metricTypeOf(settings.trigger);
  if (!type.ok) return failed(`error getting scaler metric type: ${type.error}`);
  const parsed = parse(settings);
  if (!parsed.ok) return failed(`error parsing metric API metadata: ${parsed.error}`);
  const { targetValue, activationTargetValue, url, valueLocation, format } = parsed.value;
  const name = metricNameOf(settings.index, `metric-api-${valueLocation}`);
  const spec = externalSpec(name, targetOf(type.value, targetValue));
  return {
    ok: true,
    value: {
      specify: (done) => done([spec]),
      observe: (metricName, done) =>
        settings.sources.get({ url, headers: [] }, (reply) => {
          const value = valueIn(reply, { url, valueLocation, format });
          if (!value.ok) {
            done(failed(`error requesting metrics endpoint: ${value.error}`));
            return;
          }
          const values = [{ metricName, value: quantityOf(value.value), timestamp: settings.now() }];
          done({ ok: true, values, isActive: value.value > activationTargetValue });
        }),
    },
  };
};

type MetricsApiMetadata = {
  readonly targetValue: number;
  readonly activationTargetValue: number;
  readonly url: string;
  readonly valueLocation: string;
  readonly format: "json" | "prometheus";
};

function parse({ trigger, scaledObject }: ScalerSettings): Parsed<MetricsApiMetadata> {
  const reader = createMetadataReader(trigger.metadata);
  const metadata = {
    targetValue: reader.float("targetValue", optional),
    activationTargetValue: reader.float("activationTargetValue", { default: "0" }),
    url: reader.text("url"),
  };
  const format = reader.text("format", { default: "json", oneOf: ["prometheus", "json", "xml", "yaml"] });
  const valueLocation = reader.text("valueLocation");
  reader.boolean("unsafeSsl", { default: "false" });
  const aggregates = reader.boolean("aggregateFromKubeServiceEndpoints", { default: "false" });
  reader.text("aggregationType", { default: "average", oneOf: ["average", "sum", "max", "min"] });
  reader.duration("timeout");
  const error = reader.error();
  if (error !== undefined) return failed(`error parsing metrics API metadata: ${error}`);
  if (metadata.targetValue === 0 && !usesModifiers(scaledObject)) return failed("no targetValue given in metadata");
  if (format !== "json" && format !== "prometheus") return failed(`the format ${format} is not modelled`);
  if (aggregates) return failed("aggregateFromKubeServiceEndpoints is not modelled");
  return { ok: true, value: { ...metadata, valueLocation, format } };
}

type Asked = Pick<MetricsApiMetadata, "url" | "valueLocation" | "format">;

function valueIn(reply: SourceReply, { url, valueLocation, format }: Asked): Parsed<number> {
  if (reply.kind === "failed") return failed(reply.text);
  if (reply.status !== 200) return failed(`${pathOf(url)}: api returned ${reply.status}`);
  return format === "json" ? valueAtLocation(reply.body, valueLocation) : valueInExposition(reply.body, valueLocation);
}

/** The path, decoded; empty for a bare host. */
function pathOf(url: string): string {
  const path = /^[a-zA-Z][\w+.-]*:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? "";
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
