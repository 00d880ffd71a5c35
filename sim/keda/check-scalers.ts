import { toWholeSecond } from "../units.ts";
import { gather } from "./gather.ts";
import { externalQueries, type Handling, observe, scalerFailed, specify, usesCachedMetrics } from "./handling.ts";
import type { MetricRecord } from "./observe.ts";
import { requestScale, type TriggerState } from "./request-scale.ts";
import { hpaName, isResourceTrigger, type ScaledObject, takesHpaObservations } from "./scaled-object.ts";
import { conditionStatus, withCondition } from "./status.ts";

type Found = { readonly index: number; readonly name: string; readonly record: MetricRecord };

/**
 * One pass of the scale loop: asks the triggers, and scales to or from none, or the idle count.
 *
 * Nothing happens when a trigger's scaler cannot be built. KEDA takes answers as they come; here they are in the triggers' order.
 * Source: keda v2.21.0 pkg/scaling/scale_handler.go checkScalers, getScaledObjectState
 */
export function checkScalers(handling: Handling, done: () => void): void {
  const { scaledObject, ports, records, status } = handling;
  const fellBack = conditionStatus(status(), "Fallback") === "True";
  handling.loopCopy.refresh();
  const built = handling.scalers(() => handling.loopCopy);
  if (!built.ok) {
    done();
    return;
  }
  const active = ports.scalingActive(scaledObject.meta.namespace, hpaName(scaledObject));
  const takesRecords = takesHpaObservations(scaledObject) && active?.status === "True";
  specify(handling, built.value, (specs) => {
    const calls = externalQueries(specs).map((query) => (found: (one: Found) => void): void => {
      const { index, external } = query;
      const { name } = external.metric;
      const seen = takesRecords ? records.get(name) : undefined;
      if (seen !== undefined) found({ index, name, record: seen });
      else {
        const asked = { handling, scalers: built.value, query, copy: handling.loopCopy, known: undefined };
        observe(asked, (record) => found({ index, name, record }));
      }
    });
    gather<Found>(
      calls.length,
      (at, found) => calls[at]?.(found),
      (found) => {
        if (handling.isStopped()) return;
        conclude(handling, found, { hasSpecError: specs.some(({ ok }) => !ok), fellBack });
        done();
      },
    );
  });
}

type Before = { readonly hasSpecError: boolean; readonly fellBack: boolean };

function conclude(handling: Handling, found: readonly Found[], { hasSpecError, fellBack }: Before): void {
  const { record, records } = handling;
  for (const one of found) if (one.record.error !== undefined) record(scalerFailed(one.record.error));
  const isError = hasSpecError || found.some((one) => one.record.error !== undefined);
  if (isError) handling.forgetScalers();
  const fallsBack = found.some((one) => one.record.isFallback);
  if (fallsBack && !fellBack) {
    record({ type: "Normal", reason: "ScaledObjectFallbackActivated", message: "ScaledObject fallback is active" });
  } else if (!fallsBack && fellBack) {
    const message = "ScaledObject fallback is no longer active";
    record({ type: "Normal", reason: "ScaledObjectFallbackDeactivated", message });
  }
  scale(handling, stateOf(handling.scaledObject, found, isError));
  for (const { index, name, record: one } of found) if (usesCachedMetrics(handling, index)) records.set(name, one);
}

function scale({ scaledObject, createdAt, ports, ...handling }: Handling, state: TriggerState): void {
  const result = requestScale({
    scaledObject,
    status: handling.status(),
    state,
    hpaName: hpaName(scaledObject),
    createdAt,
    now: handling.now(),
    ports,
  });
  handling.changeStatus((before) => ({
    ...before,
    conditions: result.conditions.reduce(withCondition, before.conditions),
    lastActiveTime: result.lastActiveTime === undefined ? before.lastActiveTime : toWholeSecond(result.lastActiveTime),
    triggersActivity: new Map(before.externalMetricNames.map((name) => [name, state.activeTriggers.includes(name)])),
  }));
}

/** A trigger is active while it falls back. Where there are only resource triggers, they are active. */
function stateOf(scaledObject: ScaledObject, found: readonly Found[], isError: boolean): TriggerState {
  const active = found.filter(({ record }) => record.error === undefined && (record.isActive || record.isFallback));
  const onlyResources = scaledObject.spec.triggers.every(isResourceTrigger);
  return {
    isActive: active.length > 0 || (onlyResources && !isError),
    isError,
    activeTriggers: active.flatMap(({ record }) => record.metrics.map(({ metricName }) => metricName)),
  };
}
