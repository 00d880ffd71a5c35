import type { MetricFamily, MetricSample } from "../../exposition-format/family.ts";
import { formatGoFloat } from "../../exposition-format/go-float.ts";
import { invariant, unreachable } from "../../invariant.ts";
import type { Labels } from "../../kubernetes/object.ts";
import { epochSeconds, type SimTime } from "../../units.ts";
import type { ApplicationMetric } from "./declaration.ts";
import type { Observations } from "./response-histogram.ts";

/** One pod of a workload at one instant. */
export type ApplicationState = {
  readonly startedAt: SimTime;
  /** Requests answered since the start. */
  readonly answered: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** What a histogram of the workload has observed of all requests. */
  readonly observed: (metric: ApplicationHistogram) => Observations;
};

export type ApplicationHistogram = ApplicationMetric & { readonly kind: "histogram" };

/** The families of a pod's own `/metrics`. Whatever counts is whole, as in a real pod, and begins at 0 with the pod. */
export function applicationFamilies(
  metrics: readonly ApplicationMetric[],
  state: ApplicationState,
): readonly MetricFamily[] {
  return [...Map.groupBy(metrics, ({ name }) => name)].map(([name, members]) => {
    const { help, kind } = members[0]!;
    invariant(
      members.every((member) => member.kind === kind),
      "metrics of one name are of one kind",
    );
    return { name, help, type: kind, samples: members.flatMap((member) => samplesOf(member, state)) };
  });
}

function samplesOf(metric: ApplicationMetric, state: ApplicationState): readonly MetricSample[] {
  const { name, labels } = metric;
  switch (metric.kind) {
    case "counter":
      return [sampleOf(name, labels, Math.floor(state.answered * metric.perRequest))];
    case "gauge":
      return [sampleOf(name, labels, gaugeOf(metric, state))];
    case "histogram":
      return histogramSamples(metric, state.observed(metric));
    default:
      return unreachable(metric);
  }
}

function gaugeOf(gauge: ApplicationMetric & { readonly kind: "gauge" }, state: ApplicationState): number {
  switch (gauge.of) {
    case "in-flight":
      return state.inFlight;
    case "queue-length":
      return state.waiting;
    case "constant":
      return gauge.value;
    case "start-time":
      return epochSeconds(state.startedAt);
    default:
      return unreachable(gauge);
  }
}

function histogramSamples(
  { name, labels, buckets, share }: ApplicationHistogram,
  { within, count, sumSeconds }: Observations,
): readonly MetricSample[] {
  const total = Math.floor(count * share);
  return [
    ...buckets.map((bound, index) =>
      sampleOf(`${name}_bucket`, { ...labels, le: formatGoFloat(bound) }, Math.floor((within[index] ?? 0) * share)),
    ),
    sampleOf(`${name}_bucket`, { ...labels, le: "+Inf" }, total),
    sampleOf(`${name}_sum`, labels, sumSeconds * share),
    sampleOf(`${name}_count`, labels, total),
  ];
}

const sampleOf = (name: string, labels: Labels, value: number): MetricSample => ({
  name,
  labels,
  value,
  timestampMilliseconds: undefined,
});
