import type { MetricFamily, MetricSample } from "../exposition-format/family.ts";
import { byCodeUnit, objectKey } from "../kubernetes/object.ts";
import { type Duration, toSeconds } from "../units.ts";
import { type KubernetesVersion, type VersionHistory, valueIn } from "../version.ts";
import type { HpaName } from "./ports.ts";

export type ActionLabel = "scale_up" | "scale_down" | "none";
/** `spec` where the HPA's own spec is at fault, `internal` for everything else that failed. */
export type ErrorLabel = "spec" | "internal" | "none";

export type PassLabels = { readonly action: ActionLabel; readonly error: ErrorLabel };

/** What the HPA controller counts about itself. Source: kubernetes v1.36.3 pkg/controller/podautoscaler/monitor. */
export type Monitor = {
  readonly reconciled: (labels: PassLabels, took: Duration) => void;
  readonly metricComputed: (type: string, labels: PassLabels, took: Duration) => void;
  readonly added: () => void;
  readonly removed: () => void;
  /** It stays when the HPA goes. */
  readonly desired: (hpa: HpaName, replicas: number) => void;
  /** What `/metrics` of kube-controller-manager says of the HPA controller in a release. */
  readonly families: (version: KubernetesVersion) => readonly MetricFamily[];
};

const subsystem = "horizontal_pod_autoscaler_controller_";

/** Upper bounds in seconds: 15 of them, each twice the one before. */
const bounds: readonly number[] = Array.from({ length: 15 }, (_, index) => 0.001 * 2 ** index);

/** Observations of one combination of labels. */
type Observed = { readonly labels: Readonly<Record<string, string>>; count: number; sum: number; buckets: number[] };

export function createMonitor(): Monitor {
  const passes = new Map<string, Observed>();
  const computations = new Map<string, Observed>();
  const desiredReplicas = new Map<string, { readonly hpa: HpaName; replicas: number }>();
  let hpaCount = 0;

  return {
    reconciled: ({ action, error }, took) => observe(passes, { action, error }, took),
    metricComputed: (type, { action, error }, took) =>
      observe(computations, { action, error, metric_type: type }, took),
    added: () => {
      hpaCount++;
    },
    removed: () => {
      hpaCount--;
    },
    desired: (hpa, replicas) => {
      const key = objectKey(hpa);
      const known = desiredReplicas.get(key);
      if (known === undefined) desiredReplicas.set(key, { hpa, replicas });
      else known.replicas = replicas;
    },
    families: (version) => {
      const gauges = [...desiredReplicas.values()].map(({ hpa, replicas }) =>
        sampleOf(`${subsystem}desired_replicas`, { namespace: hpa.namespace, hpa_name: hpa.name }, replicas),
      );
      const count = sampleOf(`${subsystem}num_horizontal_pod_autoscalers`, {}, hpaCount);
      const samples: Readonly<Record<string, readonly MetricSample[]>> = {
        reconciliations_total: counters("reconciliations_total", passes),
        reconciliation_duration_seconds: histograms("reconciliation_duration_seconds", passes),
        metric_computation_total: counters("metric_computation_total", computations),
        metric_computation_duration_seconds: histograms("metric_computation_duration_seconds", computations),
        num_horizontal_pod_autoscalers: [count],
        desired_replicas: gauges,
      };
      return families.flatMap(({ name, type, help, stability }): readonly MetricFamily[] => {
        const level = valueIn(stability, version);
        if (level === undefined) return [];
        return [{ name: subsystem + name, help: `[${level}] ${help}`, type, samples: samples[name] ?? [] }];
      });
    },
  };
}

/** A sync adds to numbers that are there: no text is built for one. */
function observe(into: Map<string, Observed>, labels: Observed["labels"], took: Duration): void {
  let key = "";
  for (const name in labels) key += `${labels[name]} `;
  let observed = into.get(key);
  if (observed === undefined) {
    observed = { labels, count: 0, sum: 0, buckets: bounds.map(() => 0) };
    into.set(key, observed);
  }
  const seconds = toSeconds(took);
  observed.count++;
  observed.sum += seconds;
  for (let index = bounds.length - 1; index >= 0 && seconds <= bounds[index]!; index--) observed.buckets[index]!++;
}

const sampleOf = (name: string, labels: MetricSample["labels"], value: number): MetricSample => ({
  name,
  labels,
  value,
  timestampMilliseconds: undefined,
});

const counters = (name: string, observed: ReadonlyMap<string, Observed>): readonly MetricSample[] =>
  [...observed.values()].map(({ labels, count }) => sampleOf(subsystem + name, labels, count));

function histograms(name: string, observed: ReadonlyMap<string, Observed>): readonly MetricSample[] {
  const byLabels = [...observed].sort(([a], [b]) => byCodeUnit(a, b));
  return byLabels.flatMap(([, { labels, count, sum, buckets }]) => [
    ...bounds.map((bound, index) =>
      sampleOf(`${subsystem}${name}_bucket`, { ...labels, le: String(bound) }, buckets[index] ?? 0),
    ),
    sampleOf(`${subsystem}${name}_bucket`, { ...labels, le: "+Inf" }, count),
    sampleOf(`${subsystem}${name}_sum`, labels, sum),
    sampleOf(`${subsystem}${name}_count`, labels, count),
  ]);
}

type StabilityLevel = "ALPHA" | "BETA" | undefined;

type Family = {
  readonly name: string;
  readonly type: MetricFamily["type"];
  readonly help: string;
  /** Undefined in releases that do not have it. */
  readonly stability: VersionHistory<StabilityLevel>;
};

const source = "pkg/controller/podautoscaler/monitor/metrics.go";

const alphaSince = (since: string): VersionHistory<StabilityLevel> => ({
  initially: undefined,
  changes: [{ since, value: "ALPHA", what: "the HPA controller counts this of itself", source }],
});

const betaSince136: VersionHistory<StabilityLevel> = {
  initially: undefined,
  changes: [...alphaSince("1.27.0").changes, { since: "1.36.0", value: "BETA", what: "the metric is beta", source }],
};

const actionHelp = "The label 'action' should be either 'scale_down', 'scale_up', or 'none'.";
const errorHelp = "the label 'error' should be either 'spec', 'internal', or 'none'.";
const bothHelp =
  "Note that if both spec and internal errors happen during a reconciliation, the first one to occur is reported in `error` label.";
const typeHelp = "The label 'metric_type' corresponds to HPA.spec.metrics[*].type";

const families: readonly Family[] = [
  {
    name: "reconciliations_total",
    type: "counter",
    help: `Number of reconciliations of HPA controller. ${actionHelp} Also, ${errorHelp} ${bothHelp}`,
    stability: betaSince136,
  },
  {
    name: "reconciliation_duration_seconds",
    type: "histogram",
    help: `The time(seconds) that the HPA controller takes to reconcile once. ${actionHelp} Also, ${errorHelp} ${bothHelp}`,
    stability: betaSince136,
  },
  {
    name: "metric_computation_total",
    type: "counter",
    help: `Number of metric computations. ${actionHelp} Also, ${errorHelp} ${typeHelp}`,
    stability: betaSince136,
  },
  {
    name: "metric_computation_duration_seconds",
    type: "histogram",
    help: `The time(seconds) that the HPA controller takes to calculate one metric. ${actionHelp} ${errorHelp.replace("the", "The")} ${typeHelp}`,
    stability: betaSince136,
  },
  {
    name: "num_horizontal_pod_autoscalers",
    type: "gauge",
    help: "Current number of controlled HPA objects.",
    stability: alphaSince("1.35.0"),
  },
  {
    name: "desired_replicas",
    type: "gauge",
    help: "Current desired replica count for HPA objects.",
    stability: alphaSince("1.35.0"),
  },
];
