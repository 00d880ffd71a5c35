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
type Observed = {
  readonly labels: Readonly<Record<string, string>>;
  count: number;
  sum: number;
  /** How many lie in each bucket alone; the last one has no bound. */
  readonly buckets: number[];
};

/** By action and error; a sync finds its place without building a text. */
type Observations = Map<ActionLabel, Map<ErrorLabel, Observed>>;

export function createMonitor(): Monitor {
  const passes: Observations = new Map();
  const computations = new Map<string, Observations>();
  const desiredReplicas = new Map<string, { readonly hpa: HpaName; replicas: number }>();
  let hpaCount = 0;

  return {
    reconciled: (labels, took) => observe(placeOf(passes, labels), took),
    metricComputed: (type, labels, took) => {
      let ofType = computations.get(type);
      if (ofType === undefined) {
        ofType = new Map();
        computations.set(type, ofType);
      }
      observe(placeOf(ofType, labels, type), took);
    },
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
      const ofPasses = inOrder([passes]);
      const ofMetrics = inOrder([...computations.values()]);
      const samples: Readonly<Record<string, readonly MetricSample[]>> = {
        reconciliations_total: counters("reconciliations_total", ofPasses),
        reconciliation_duration_seconds: histograms("reconciliation_duration_seconds", ofPasses),
        metric_computation_total: counters("metric_computation_total", ofMetrics),
        metric_computation_duration_seconds: histograms("metric_computation_duration_seconds", ofMetrics),
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

function placeOf(into: Observations, { action, error }: PassLabels, type?: string): Observed {
  let byError = into.get(action);
  if (byError === undefined) {
    byError = new Map();
    into.set(action, byError);
  }
  let observed = byError.get(error);
  if (observed === undefined) {
    const labels = type === undefined ? { action, error } : { action, error, metric_type: type };
    observed = { labels, count: 0, sum: 0, buckets: new Array(bounds.length + 1).fill(0) };
    byError.set(error, observed);
  }
  return observed;
}

function observe(observed: Observed, took: Duration): void {
  observed.count++;
  let bucket = 0;
  if (took > 0) {
    const seconds = toSeconds(took);
    observed.sum += seconds;
    while (bucket < bounds.length && seconds > bounds[bucket]!) bucket++;
  }
  observed.buckets[bucket]!++;
}

/** All that was observed, in the order of the labels. */
const inOrder = (observations: readonly Observations[]): readonly Observed[] =>
  observations
    .flatMap((byAction) => [...byAction.values()].flatMap((byError) => [...byError.values()]))
    .sort((a, b) => byCodeUnit(Object.values(a.labels).join(" "), Object.values(b.labels).join(" ")));

const sampleOf = (name: string, labels: MetricSample["labels"], value: number): MetricSample => ({
  name,
  labels,
  value,
  timestampMilliseconds: undefined,
});

const counters = (name: string, observed: readonly Observed[]): readonly MetricSample[] =>
  observed.map(({ labels, count }) => sampleOf(subsystem + name, labels, count));

const histograms = (name: string, observed: readonly Observed[]): readonly MetricSample[] =>
  observed.flatMap(({ labels, count, sum, buckets }) => {
    let upTo = 0;
    const finite = bounds.map((bound, index) => {
      upTo += buckets[index] ?? 0;
      return sampleOf(`${subsystem}${name}_bucket`, { ...labels, le: String(bound) }, upTo);
    });
    return [
      ...finite,
      sampleOf(`${subsystem}${name}_bucket`, { ...labels, le: "+Inf" }, count),
      sampleOf(`${subsystem}${name}_sum`, labels, sum),
      sampleOf(`${subsystem}${name}_count`, labels, count),
    ];
  });

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
