import { quantityOf, targetOf, wholeTargetOf } from "../metric-value.ts";
import { type BuildScaler, externalSpec, failed, metricTypeOf } from "../scaler.ts";
import { createMetadataReader, optional } from "../trigger-metadata.ts";

/**
 * The trigger `external`: a gRPC server of the user's says what to hold, the values, and whether it is active.
 *
 * Source: keda v2.21.0 pkg/scalers/external_scaler.go
 */
export const buildExternalScaler: BuildScaler = ({ trigger, index, scaledObject, sources, now }) => {
  const type = metricTypeOf(trigger);
  if (!type.ok) return failed(`error getting external scaler metric type: ${type.error}`);
  const reader = createMetadataReader(trigger.metadata);
  reader.text("scalerAddress");
  reader.boolean("enableTLS", optional);
  reader.boolean("unsafeSsl", optional);
  const error = reader.error();
  if (error !== undefined) {
    return failed(`error parsing external scaler metadata: error parsing external scaler metadata: ${error}`);
  }
  const { name, namespace } = scaledObject.meta;
  const reference = { name, namespace, metadata: trigger.metadata };
  const prefix = `s${index}-`;
  return {
    ok: true,
    value: {
      specify: (done) =>
        sources.externalMetricSpecs(reference, (reply) => {
          const specs = reply.kind === "answered" ? reply.value : [];
          done(
            specs.map(({ metricName, targetSize, targetSizeFloat }) =>
              externalSpec(
                prefix + metricName,
                targetSizeFloat > 0 ? targetOf(type.value, targetSizeFloat) : wholeTargetOf(type.value, targetSize),
              ),
            ),
          );
        }),
      observe: (metricName, done) => {
        if (!metricName.startsWith(prefix)) {
          const hasPrefix = metricName.includes("-");
          return done(
            failed(hasPrefix ? "metric name contains incorrect index prefix" : "metric name without index prefix"),
          );
        }
        sources.externalMetrics({ ...reference, metricName: metricName.slice(prefix.length) }, (metrics) => {
          if (metrics.kind === "failed") {
            done(failed(metrics.text));
            return;
          }
          sources.externalIsActive(reference, (active) => {
            if (active.kind === "failed") {
              done(failed(active.text));
              return;
            }
            const values = metrics.value.map(({ metricValue, metricValueFloat }) => ({
              metricName,
              value: quantityOf(metricValueFloat > 0 ? metricValueFloat : metricValue),
              timestamp: now(),
            }));
            done({ ok: true, values, isActive: active.value });
          });
        });
      },
    },
  };
};
