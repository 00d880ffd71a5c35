import { formatTimestamp } from "../../kubernetes/timestamp.ts";
import { queryEscape } from "../../query-escape.ts";
import { quantityOf, targetOf } from "../metric-value.ts";
import type { SourceReply } from "../ports.ts";
import { type BuildScaler, externalSpec, failed, metricNameOf, metricTypeOf, type ScalerSettings } from "../scaler.ts";
import { createMetadataReader, optional, type Parsed } from "../trigger-metadata.ts";
import { queryValue } from "./query-value.ts";

/**
 * The trigger `prometheus`: the value of a query of one element.
 *
 * Authentication of every kind is left to the source. Source: keda v2.21.0 pkg/scalers/prometheus_scaler.go
 */
export const buildPrometheusScaler: BuildScaler = (settings) => {
  const type = metricTypeOf(settings.trigger);
  if (!type.ok) return failed(`error getting scaler metric type: ${type.error}`);
  const parsed = parse(settings);
  if (!parsed.ok) return failed(`error parsing prometheus metadata: ${parsed.error}`);
  const metadata = parsed.value;
  const spec = externalSpec(metricNameOf(settings.index, "prometheus"), targetOf(type.value, metadata.threshold));
  const scaler: ReturnType<BuildScaler> = {
    ok: true,
    value: {
      specify: (done) => done([spec]),
      observe: (metricName, done) => {
        const request = { url: urlOf(metadata, formatTimestamp(settings.now())), headers: metadata.customHeaders };
        settings.sources.get(request, (reply) => {
          const value = valueIn(reply, metadata);
          if (!value.ok) {
            done(value);
            return;
          }
          const isActive = value.value > metadata.activationThreshold;
          const timestamp = settings.now();
          done({ ok: true, values: [{ metricName, value: quantityOf(value.value), timestamp }], isActive });
        });
      },
    },
  };
  return scaler;
};

type PrometheusMetadata = {
  readonly serverAddress: string;
  readonly query: string;
  readonly queryParameters: readonly (readonly [key: string, value: string])[];
  readonly threshold: number;
  readonly activationThreshold: number;
  readonly namespace: string;
  readonly customHeaders: readonly (readonly [name: string, value: string])[];
  readonly ignoreNullValues: boolean;
};

function parse({ trigger }: ScalerSettings): Parsed<PrometheusMetadata> {
  const reader = createMetadataReader(trigger.metadata);
  const metadata = {
    serverAddress: reader.text("serverAddress"),
    query: reader.text("query"),
    queryParameters: reader.map("queryParameters"),
    threshold: reader.float("threshold"),
    activationThreshold: reader.float("activationThreshold", optional),
    namespace: reader.text("namespace", optional),
    customHeaders: reader.map("customHeaders"),
    ignoreNullValues: reader.boolean("ignoreNullValues", { default: "true" }),
  };
  reader.boolean("unsafeSsl", optional);
  reader.duration("timeout");
  const error = reader.error();
  return error === undefined ? { ok: true, value: metadata } : failed(`error parsing prometheus metadata: ${error}`);
}

/** KEDA adds the namespace as it is, and the parameters escaped, in no order of their own; here in that of the text. */
function urlOf({ serverAddress, query, namespace, queryParameters }: PrometheusMetadata, time: string): string {
  const scope = namespace === "" ? "" : `&namespace=${namespace}`;
  const more = queryParameters.map(([key, value]) => `&${queryEscape(key)}=${queryEscape(value)}`).join("");
  return `${serverAddress}/api/v1/query?query=${queryEscape(query)}&time=${time}${scope}${more}`;
}

function valueIn(reply: SourceReply, metadata: PrometheusMetadata): Parsed<number> {
  if (reply.kind === "failed") return failed(reply.text);
  if (reply.status < 200 || reply.status > 299) {
    return failed(`prometheus query api returned error. status: ${reply.status}`);
  }
  const found = queryValue(reply.body);
  const { query } = metadata;
  const ignored = metadata.ignoreNullValues;
  switch (found.kind) {
    case "number":
      if (Number.isFinite(found.value)) return { ok: true, value: found.value };
      return ignored ? zero : failed(`prometheus query returns ${infinityText(found.value)}`);
    case "no-result":
      return ignored ? zero : failed(`${lost}, the result is empty`);
    case "no-value":
      return ignored ? zero : failed(`${lost}, the value list is empty`);
    case "several":
      return failed(`prometheus query ${query} returned multiple elements`);
    case "no-number":
      return failed(`prometheus query ${query} didn't return enough values`);
    case "malformed":
      return failed(found.error);
  }
}

const zero: Parsed<number> = { ok: true, value: 0 };

const lost = "prometheus metrics 'prometheus' target may be lost";

const infinityText = (value: number): string => (Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
