import { type BuildScaler, failed } from "./scaler.ts";
import { buildCronScaler } from "./triggers/cron.ts";
import { buildExternalScaler } from "./triggers/external.ts";
import { buildKafkaScaler } from "./triggers/kafka.ts";
import { buildMetricsApiScaler } from "./triggers/metrics-api.ts";
import { buildPrometheusScaler } from "./triggers/prometheus.ts";
import { buildResourceScaler } from "./triggers/resource.ts";

const builders: ReadonlyMap<string, BuildScaler> = new Map([
  ["cpu", buildResourceScaler],
  ["memory", buildResourceScaler],
  ["prometheus", buildPrometheusScaler],
  ["cron", buildCronScaler],
  ["kafka", buildKafkaScaler],
  ["metrics-api", buildMetricsApiScaler],
  ["external", buildExternalScaler],
]);

/** Makes a scaler of a trigger. KEDA's other types, of which there are sixty, are refused as an unknown one is. */
export const buildScaler: BuildScaler = (settings) => {
  const { type } = settings.trigger;
  return builders.get(type)?.(settings) ?? failed(`no scaler found for type: ${type}`);
};
