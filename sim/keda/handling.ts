import type { MetricSpec, RecordedEvent } from "../kubernetes/autoscaling.ts";
import type { SimTime } from "../units.ts";
import { gather } from "./gather.ts";
import { type MetricRecord, recordOf } from "./observe.ts";
import type { KedaPorts } from "./ports.ts";
import type { ScaledObject } from "./scaled-object.ts";
import type { Observation } from "./scaler.ts";
import type { Scalers } from "./scalers.ts";
import type { StatusCopy, StoredStatus } from "./status-copy.ts";
import type { Parsed } from "./trigger-metadata.ts";

/** What the scale loop and the queries of the HPA share of one ScaledObject. */
export type Handling = StoredStatus & {
  readonly scaledObject: ScaledObject;
  /** When the ScaledObject was created. */
  readonly createdAt: SimTime;
  readonly now: () => SimTime;
  readonly ports: KedaPorts;
  /** What was last found, by name of the metric: where cached metrics are used, or the loop takes over what the HPA's queries find. */
  readonly records: Map<string, MetricRecord>;
  /** The status as the scale loop holds it. */
  readonly loopCopy: StatusCopy;
  /** The scalers that are kept, or new ones: who builds them leaves the copy of the status with them that they have from then on. */
  readonly scalers: (copyForNew: () => StatusCopy) => Parsed<KeptScalers>;
  /** After an error all scalers are built anew, with what they need. */
  readonly forgetScalers: () => void;
  /** What is still under way comes to nothing. */
  readonly isStopped: () => boolean;
  readonly record: (event: RecordedEvent) => void;
};

export type KeptScalers = Scalers & { readonly copy: StatusCopy };

/** The specs of a trigger, or why there are none. */
export type TriggerSpecs = Parsed<readonly MetricSpec[]>;

/** What the triggers want, in their order; whoever does not say is told of in an event. */
export function specify(handling: Handling, scalers: Scalers, done: (specs: readonly TriggerSpecs[]) => void): void {
  gather<TriggerSpecs>(scalers.count, scalers.specify, (specs) => {
    for (const spec of specs) if (!spec.ok) handling.record(scalerFailed(spec.error));
    done(specs);
  });
}

export const scalerFailed = (message: string): RecordedEvent => ({
  type: "Warning",
  reason: "KEDAScalerFailed",
  message,
});

/** An external metric of a trigger. */
export type ExternalQuery = { readonly index: number; readonly external: NonNullable<MetricSpec["external"]> };

export const externalQueries = (specs: readonly TriggerSpecs[]): readonly ExternalQuery[] =>
  specs.flatMap((spec, index) =>
    spec.ok ? spec.value.flatMap(({ external }) => (external ? [{ index, external }] : [])) : [],
  );

export const usesCachedMetrics = ({ scaledObject }: Handling, index: number): boolean =>
  scaledObject.spec.triggers[index]?.useCachedMetrics ?? false;

export type Asked = {
  readonly handling: Handling;
  readonly scalers: Scalers;
  readonly query: ExternalQuery;
  /** Where the health of the metric is noted. */
  readonly copy: StatusCopy;
  /** Stands for the answer of the source. */
  readonly known: MetricRecord | undefined;
};

/** Asks for a metric, and lets the fallback have its say. */
export function observe({ handling, scalers, query, copy, known }: Asked, done: (record: MetricRecord) => void): void {
  const { scaledObject, ports, now } = handling;
  const { external, index } = query;
  const finish = (observation: Observation): void =>
    done(recordOf({ scaledObject, spec: external, observation, ports, now: now(), copy }));
  if (known === undefined) scalers.observe(index, external.metric.name, finish);
  else if (known.error !== undefined) finish({ ok: false, error: known.error });
  else finish({ ok: true, values: known.metrics, isActive: known.isActive });
}
