import type { MetricSpec } from "../kubernetes/autoscaling.ts";
import { buildScaler } from "./build-scaler.ts";
import type { ScaledObject } from "./scaled-object.ts";
import type { Observation, Scaler, ScalerSettings } from "./scaler.ts";
import type { Parsed } from "./trigger-metadata.ts";

/** The scalers of a ScaledObject, as they are kept from one query to the next. */
export type Scalers = {
  readonly count: number;
  /** What the HPA is to hold for a trigger; asked once more of a new scaler when the first answer is empty. */
  readonly specify: (index: number, done: (specs: Parsed<readonly MetricSpec[]>) => void) => void;
  /** A query of a trigger's source; repeated at once by a new scaler when it fails. */
  readonly observe: (index: number, metricName: string, done: (observation: Observation) => void) => void;
};

export type ScalersSettings = Pick<ScalerSettings, "scaledObject" | "sources" | "now"> & {
  readonly record: (event: {
    readonly type: "Normal" | "Warning";
    readonly reason: string;
    readonly message: string;
  }) => void;
};

/** Builds a scaler for each trigger, or says why one cannot be built. Source: keda v2.21.0 pkg/scaling/cache/scalers_cache.go */
export function buildScalers(settings: ScalersSettings): Parsed<Scalers> {
  const { scaledObject, record } = settings;
  const scalers: Scaler[] = [];
  for (const [index, trigger] of scaledObject.spec.triggers.entries()) {
    const built = build(settings, index);
    if (!built.ok) {
      record({ type: "Warning", reason: "KEDAScalerFailed", message: built.error });
      return built;
    }
    record({ type: "Normal", reason: "KEDAScalersStarted", message: `Scaler ${trigger.type} is built` });
    scalers.push(built.value);
  }

  /** Puts a new scaler in the place of one that failed. */
  function rebuild(index: number): Parsed<Scaler> {
    const built = build(settings, index);
    if (built.ok) scalers[index] = built.value;
    return built;
  }

  return {
    ok: true,
    value: {
      count: scalers.length,
      specify: (index, done) =>
        scalers[index]?.specify((specs) => {
          if (specs.length > 0) {
            done({ ok: true, value: specs });
            return;
          }
          const again = rebuild(index);
          if (!again.ok) {
            done(again);
            return;
          }
          again.value.specify((second) =>
            done(second.length > 0 ? { ok: true, value: second } : { ok: false, error: "got empty metric spec" }),
          );
        }),
      observe: (index, metricName, done) =>
        scalers[index]?.observe(metricName, (observation) => {
          if (observation.ok) {
            done(observation);
            return;
          }
          const again = rebuild(index);
          if (again.ok) again.value.observe(metricName, done);
          else done(again);
        }),
    },
  };
}

function build({ scaledObject, sources, now }: ScalersSettings, index: number): Parsed<Scaler> {
  const trigger = triggerOf(scaledObject, index);
  return buildScaler({ trigger, index, scaledObject, sources, now });
}

const noTrigger = { type: "", metadata: {} };

const triggerOf = ({ spec }: ScaledObject, index: number): ScaledObject["spec"]["triggers"][number] =>
  spec.triggers[index] ?? noTrigger;
