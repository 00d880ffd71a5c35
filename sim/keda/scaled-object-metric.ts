import { gather } from "./gather.ts";
import { externalQueries, type Handling, observe, specify, usesCachedMetrics } from "./handling.ts";
import type { MetricRecord } from "./observe.ts";
import type { MetricValue } from "./ports.ts";
import { takesHpaObservations } from "./scaled-object.ts";
import { createStatusCopy } from "./status-copy.ts";
import type { Parsed } from "./trigger-metadata.ts";

/**
 * The values of an external metric, as the HPA gets them, or KEDA's words why there are none.
 *
 * Source: keda v2.21.0 pkg/scaling/scale_handler.go GetScaledObjectMetrics
 */
export function scaledObjectMetric(
  handling: Handling,
  metricName: string,
  done: (values: Parsed<readonly MetricValue[]>) => void,
): void {
  const { scaledObject, records } = handling;
  const built = handling.scalers(() => createStatusCopy(handling));
  if (!built.ok) {
    done({ ok: false, error: `error getting scalers ${built.error}` });
    return;
  }
  specify(handling, built.value, (specs) => {
    const queries = externalQueries(specs).filter(({ external }) => external.metric.name === metricName);
    const calls = queries.map((query) => (found: (record: MetricRecord) => void): void => {
      const known = usesCachedMetrics(handling, query.index) ? records.get(metricName) : undefined;
      observe({ handling, scalers: built.value, query, copy: built.value.copy, known }, found);
    });
    gather<MetricRecord>(
      calls.length,
      (at, found) => calls[at]?.(found),
      (found) => {
        if (takesHpaObservations(scaledObject)) for (const one of found) records.set(metricName, one);
        const isError = specs.some(({ ok }) => !ok) || found.some(({ error }) => error !== undefined);
        if (isError) handling.forgetScalers();
        done(answerOf(metricName, found, isError));
      },
    );
  });
}

function answerOf(
  metricName: string,
  found: readonly MetricRecord[],
  isError: boolean,
): Parsed<readonly MetricValue[]> {
  if (isError && !found.some(({ isFallback }) => isFallback)) {
    return { ok: false, error: `metric:${metricName} encountered error` };
  }
  const values = found.flatMap(({ metrics }) => metrics);
  if (values.length > 0) return { ok: true, value: values };
  return { ok: false, error: `no matching metrics found for ${metricName}` };
}
