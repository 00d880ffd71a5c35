import type { RecordedEvent } from "../kubernetes/autoscaling.ts";
import { checkScalers } from "./check-scalers.ts";
import { gather } from "./gather.ts";
import type { Handling, KeptScalers, TriggerSpecs } from "./handling.ts";
import { hpaOf, type OwnedHpa } from "./hpa.ts";
import type { MetricRecord } from "./observe.ts";
import type { MetricValue } from "./ports.ts";
import { scaledObjectMetric } from "./scaled-object-metric.ts";
import { buildScalers } from "./scalers.ts";
import { initialStatus } from "./status.ts";
import { createStatusCopy, type StoredStatus } from "./status-copy.ts";
import type { Parsed } from "./trigger-metadata.ts";

export type ScaleHandlerSettings = Pick<Handling, "scaledObject" | "createdAt" | "now" | "ports">;

/** What KEDA's operator does for one ScaledObject. Each call may answer in a later event. */
export type ScaleHandler = Pick<Handling, "scaledObject" | "status" | "changeStatus" | "record"> & {
  /** The HPA as the triggers want it. */
  readonly wantedHpa: (done: (hpa: Parsed<OwnedHpa>) => void) => void;
  /** One pass of the scale loop. */
  readonly checkScalers: (done: () => void) => void;
  /** The values of an external metric, as the HPA gets them. */
  readonly metric: (metricName: string, done: (values: Parsed<readonly MetricValue[]>) => void) => void;
  /** Ends it: what is still under way comes to nothing. */
  readonly stop: () => void;
};

/** A ScaledObject's handler, with nothing known yet. */
export function createScaleHandler(settings: ScaleHandlerSettings): ScaleHandler {
  const { scaledObject, ports, now } = settings;
  const records = new Map<string, MetricRecord>();
  let status = initialStatus;
  let isStopped = false;
  let kept: KeptScalers | undefined;
  const record = (event: RecordedEvent): void => ports.record(scaledObject, event);
  const forgetScalers = (): void => {
    kept = undefined;
  };
  const stored: StoredStatus = {
    status: () => status,
    changeStatus: (change) => {
      status = change(status);
      ports.statusWritten?.(scaledObject, status);
      return status;
    },
  };
  const handling: Handling = {
    ...settings,
    ...stored,
    records,
    loopCopy: createStatusCopy(stored),
    scalers: (copyForNew) => {
      if (kept !== undefined) return { ok: true, value: kept };
      const built = buildScalers({ scaledObject, sources: ports.sources, now, record });
      if (!built.ok) return built;
      kept = { ...built.value, copy: copyForNew() };
      return { ok: true, value: kept };
    },
    forgetScalers,
    isStopped: () => isStopped,
    record,
  };
  return {
    scaledObject,
    status: handling.status,
    changeStatus: handling.changeStatus,
    record,
    wantedHpa: (done) => wantedHpa(handling, done),
    checkScalers: (done) => checkScalers(handling, done),
    metric: (metricName, done) => scaledObjectMetric(handling, metricName, done),
    stop: () => {
      isStopped = true;
      forgetScalers();
      records.clear();
    },
  };
}

/** Whoever does not say what to hold is left out, without an event. What is known of metrics that are gone is forgotten. */
function wantedHpa(handling: Handling, done: (hpa: Parsed<OwnedHpa>) => void): void {
  const built = handling.scalers(() => createStatusCopy(handling));
  if (!built.ok) {
    done(built);
    return;
  }
  gather<TriggerSpecs>(built.value.count, built.value.specify, (specs) => {
    const wanted = specs.flatMap((spec) => (spec.ok ? spec.value : []));
    const hpa = hpaOf(handling.scaledObject, wanted);
    if (hpa.ok) {
      const names = wanted.flatMap(({ external }) => external?.metric.name ?? []);
      handling.changeStatus((before) => ({
        ...before,
        externalMetricNames: names,
        health: new Map([...before.health].filter(([name]) => names.includes(name))),
      }));
    }
    done(hpa);
  });
}
