import type { MetricSpec } from "../kubernetes/autoscaling.ts";
import type { SimTime } from "../units.ts";
import type { MetricValue, TriggerSources } from "./ports.ts";
import type { ScaledObject, ScaleTrigger } from "./scaled-object.ts";
import type { Parsed } from "./trigger-metadata.ts";

/** What a scaler found out about its metric. */
export type Observation =
  | { readonly ok: true; readonly values: readonly MetricValue[]; readonly isActive: boolean }
  | { readonly ok: false; readonly error: string };

/** What KEDA has made of one trigger. */
export type Scaler = {
  /** What the HPA is to hold; none when the source did not tell. */
  readonly specify: (done: (specs: readonly MetricSpec[]) => void) => void;
  readonly observe: (metricName: string, done: (observation: Observation) => void) => void;
};

export type ScalerSettings = {
  readonly trigger: ScaleTrigger;
  /** Its place among the triggers, from 0. */
  readonly index: number;
  readonly scaledObject: ScaledObject;
  readonly sources: TriggerSources;
  readonly now: () => SimTime;
};

/** Makes a scaler of a trigger, or says in KEDA's words why it cannot. */
export type BuildScaler = (settings: ScalerSettings) => Parsed<Scaler>;

/** Name of an external metric: the index of its trigger goes first, and what a path of the API cannot hold becomes a dash. */
export const metricNameOf = (index: number, name: string): string => `s${index}-${name.replace(/[/.:%()]/g, "-")}`;

/** The target type of an external metric: the one that is given, or AverageValue. */
export function metricTypeOf({ metricType }: ScaleTrigger): Parsed<string> {
  if (metricType === "Utilization") {
    const allowed = "allowed values are 'Value' or 'AverageValue'";
    return { ok: false, error: `'Utilization' metric type is unsupported for external metrics, ${allowed}` };
  }
  return { ok: true, value: metricType || "AverageValue" };
}

export const failed = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });

/** A metric spec of type External; its selector comes with the HPA. */
export const externalSpec = (name: string, target: NonNullable<MetricSpec["external"]>["target"]): MetricSpec => ({
  type: "External",
  external: { metric: { name }, target },
});
