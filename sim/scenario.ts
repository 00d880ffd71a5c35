import type { AdapterConfig } from "./adapter/config.ts";
import type { AdapterVersion } from "./adapter/release.ts";
import type { AlertmanagerConfig } from "./alertmanager/config.ts";
import type { Expectation, TargetName } from "./checks/expectation.ts";
import type { ApplicationMetric } from "./exporters/application/declaration.ts";
import type { Fault } from "./fault.ts";
import type { KedaVersion } from "./keda/hpa.ts";
import type { Labels } from "./kubernetes/object.ts";
import type { ClusterObject } from "./kubernetes/workload.ts";
import type { Profile } from "./load/profile.ts";
import type { PrometheusConfig } from "./prometheus/prometheus-config.ts";
import type { Matcher } from "./prometheus/promql/matcher.ts";
import type { RuleGroup } from "./prometheus/rules/rule.ts";
import { type Bytes, bytes, type Duration, type Millicores, millicores, type SimTime, zeroDuration } from "./units.ts";

export type { Fault, FaultKind, FaultPlace } from "./fault.ts";

/**
 * Everything that a run depends on. Two equal scenarios give the same trace, byte for byte.
 *
 * Times are spans from the scenario's zero, which lies `warmup` after the objects are applied.
 */
export type Scenario = {
  readonly name: string;
  readonly description: string;
  readonly start: SimTime;
  readonly warmup: Duration;
  readonly duration: Duration;
  readonly seed: number;
  readonly cluster: ClusterSettings;
  /** In the order in which they are applied. */
  readonly objects: readonly ClusterObject[];
  readonly workloads: readonly WorkloadModel[];
  readonly loads: readonly Load[];
  /** What stands beside the pods and can be scraped. */
  readonly sources: readonly MetricSource[];
  readonly actions: readonly Action[];
  readonly faults: readonly Fault[];
  readonly expectations: readonly Expectation[];
  /** Most events that the kernel may run before it gives up. */
  readonly eventsMax: number;
};

export type ClusterSettings = {
  /** A version that kubewind models: `1.36` or `1.36.3`. */
  readonly kubernetes: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly controllerManager: ControllerManagerFlags;
  readonly metricsServer: MetricsServerSettings;
  readonly nodes: readonly NodeGroup[];
  /** Absent when the cluster has none. */
  readonly prometheus?: PrometheusSettings;
  readonly prometheusAdapter?: PrometheusAdapterSettings;
  readonly keda?: KedaSettings;
  /** Which server stands behind an API that several could serve; absent where the one that is there does, KEDA before the adapter. */
  readonly externalMetricsServer?: ExternalMetricsServer;
};

/** KEDA in the cluster: its operator, its admission webhook and its metrics server. */
export type KedaSettings = { readonly version: KedaVersion };

/** What the APIService `v1beta1.external.metrics.k8s.io` can point at. */
export type ExternalMetricsServer = "keda" | "prometheus-adapter";

/** A Prometheus in the cluster, and its Alertmanager. */
export type PrometheusSettings = {
  /** The host and port at which it answers: `prometheus.monitoring.svc:9090`. */
  readonly address: string;
  /** `https` for one that serves TLS, with a certificate of the cluster's authority. */
  readonly scheme: "http" | "https";
  readonly config: PrometheusConfig;
  readonly ruleGroups: readonly RuleGroup[];
  /** Absent when nobody is told of alerts. */
  readonly alertmanager?: AlertmanagerConfig;
};

export type PrometheusAdapterSettings = {
  readonly version: AdapterVersion;
  readonly config: AdapterConfig;
  /** `--prometheus-url`. */
  readonly prometheusUrl: string;
  /** `--metrics-relist-interval`. */
  readonly metricsRelistInterval: Duration;
  /** `--metrics-max-age`. */
  readonly metricsMaxAge: Duration;
};

/** Flags of kube-controller-manager; one that is absent has the minor's default. */
export type ControllerManagerFlags = {
  readonly syncPeriod?: Duration;
  /** Up to 1.11; without effect since. */
  readonly upscaleDelay?: Duration;
  readonly downscaleDelay?: Duration;
  readonly downscaleStabilization?: Duration;
  readonly tolerance?: number;
  readonly cpuInitializationPeriod?: Duration;
  readonly initialReadinessDelay?: Duration;
  /** `--concurrent-horizontal-pod-autoscaler-syncs`. */
  readonly concurrentSyncs?: number;
};

/** Flags of metrics-server that somebody may change in mid-run. */
export type MetricsServerFlags = {
  /** `--kubelet-insecure-tls`: it takes kubelets for what they say they are. Without it, it trusts none that signs its own certificate. */
  readonly kubeletInsecureTls: boolean;
};

export type MetricsServerSettings = MetricsServerFlags & {
  readonly version: string;
  /** `--metric-resolution`. */
  readonly metricResolution: Duration;
  /** How long an answer of `metrics.k8s.io` takes. */
  readonly answerDelay: Duration;
};

/** Nodes of one size. Sizes are what pods may request: the node's allocatable. */
export type NodeGroup = {
  readonly name: string;
  readonly count: number;
  readonly cpu: Millicores;
  readonly memory: Bytes;
  readonly podsMax: number;
  readonly labels: Labels;
};

/** How the pods of one workload behave. */
export type WorkloadModel = {
  readonly namespace: string;
  readonly name: string;
  readonly lifecycle: PodLifecycle;
  /** By container name; a container without an entry uses `defaultContainerModel`. */
  readonly containers: ReadonlyMap<string, ContainerModel>;
  readonly serving: Serving;
  /** What its pods run when the scenario is replayed on a real cluster; a server that costs what the model says if absent. */
  readonly image?: string;
  /** What each pod tells at `/metrics` of its own accord; absent when it has no such page. */
  readonly metrics?: readonly ApplicationMetric[];
};

export type PodLifecycle = {
  /** From the binding to a node until the containers run: image pull and creation. */
  readonly startDelay: Duration;
  /** From the start of the containers until the application answers its readiness probe. */
  readonly readyAfter: Duration;
  /** From the request to terminate until the containers are gone, unless the grace period ends first. */
  readonly stopAfter: Duration;
  /** What of its life was seen elsewhere, and is not left to the probe and to chance. */
  readonly seen?: SeenPod;
};

/** What somebody saw of a pod's life. Spans count from the start of its containers. */
export type SeenPod = {
  /** Until it was ready, whatever its probes say. */
  readonly readyAfter?: Duration;
  /** When its kubelet looked at its containers after the first time, in order; the looks after these are left to chance. */
  readonly looks: readonly Duration[];
};

export type ContainerModel = {
  readonly idleCpu: Millicores;
  readonly idleMemory: Bytes;
  /** CPU used besides, from the start of the container for `startupFor`. */
  readonly startupCpu: Millicores;
  readonly startupFor: Duration;
  /** CPU time of one request, in microseconds of one core. */
  readonly requestCpuMicroseconds: number;
  /** Memory held while a request is in flight. */
  readonly requestMemory: Bytes;
};

/** A container that nobody describes: it idles, and takes no part in requests. */
export const defaultContainerModel: ContainerModel = {
  idleCpu: millicores(1),
  idleMemory: bytes(16 * 1024 * 1024),
  startupCpu: millicores(0),
  startupFor: zeroDuration,
  requestCpuMicroseconds: 0,
  requestMemory: bytes(0),
};

/** How the pods of a workload come to be busy. */
export type Serving =
  | { readonly kind: "requests"; readonly requests: RequestModel }
  | { readonly kind: "usage"; readonly usage: UsageModel };

/** What a pod does with requests. */
export type RequestModel = {
  /** The container that bounds the rate: its CPU time per request and its CPU limit. */
  readonly container: string;
  /** Time that a request spends without using CPU. */
  readonly wait: Duration;
  /** Requests in flight at once in a pod; Infinity for no bound. */
  readonly concurrencyMax: number;
  /** Requests waiting in a pod; Infinity for no bound. */
  readonly queueMax: number;
  /** After so long in the queue a client gives up; Infinity for never. */
  readonly timeout: Duration;
  /** Spread of the service time: `exponential` has a coefficient of variation of 1, `none` of 0. */
  readonly variation: "exponential" | "none";
};

/** Recorded or prescribed usage, instead of requests. An absent resource leaves the idle amount. */
export type UsageModel = {
  readonly container: string;
  readonly cpu?: UsageProfile;
  readonly memory?: UsageProfile;
};

export type UsageProfile = {
  /** `total` is shared by the ready pods; `pod` is what each ready pod uses. */
  readonly per: "total" | "pod";
  /** Millicores or bytes over time. */
  readonly profile: Profile;
};

/** A stream of requests to a Service, or straight to a workload's pods. */
export type Load = {
  readonly name: string;
  readonly target: { readonly kind: "Service" | "Deployment"; readonly namespace: string; readonly name: string };
  /** From the scenario's zero. */
  readonly from: Duration;
  readonly until: Duration;
  readonly shape: LoadShape;
  /**
   * The requests are jobs in a queue: they wait outside of the pods, without bound and for as long as it takes, also while there
   * is no pod. Loads on one target are all in its queue, or none.
   */
  readonly isQueued?: boolean;
};

export type LoadShape =
  /** An open arrival rate, in requests per second from `from` on. */
  | { readonly kind: "open"; readonly rate: Profile }
  /** Clients that each wait for their answer, then think. */
  | { readonly kind: "closed"; readonly clients: number; readonly think: Duration };

/** Something outside of the cluster's pods that tells metrics: a queue, a database, an exporter of either. */
export type MetricSource = {
  readonly name: string;
  /** The host and port at which it answers: `rabbitmq.default.svc:15692`. Its page is `/metrics`. */
  readonly address: string;
  readonly metrics: readonly SourceMetric[];
  /** Where it is a Kafka broker: what KEDA can ask it. */
  readonly topics?: readonly KafkaTopic[];
};

/** How far a consumer group lags behind in a topic, in messages over all partitions. */
export type KafkaTopic = { readonly topic: string; readonly consumerGroup: string; readonly partitions: number } & (
  | { readonly lag: Profile }
  /** The jobs that wait in the queue of a load's target. */
  | { readonly backlogOf: Load["target"] }
);

/** Several of one name, with different labels, make one family; they are of one kind. */
export type SourceMetric = {
  readonly name: string;
  readonly help: string;
  readonly labels: Labels;
} & (
  | { readonly kind: "gauge"; readonly value: Profile }
  /** Jobs that wait in the queue of a load's target, whole. */
  | { readonly kind: "gauge"; readonly backlogOf: Load["target"] }
  /** Grows by so much a second, from 0 at the scenario's zero; whole. */
  | { readonly kind: "counter"; readonly rate: Profile }
);

/** Something that somebody does to the cluster in mid-run. */
export type Action = { readonly name: string; readonly at: Duration } & (
  | { readonly kind: "apply"; readonly objects: readonly ClusterObject[] }
  /** `kubectl rollout restart` of a Deployment. */
  | { readonly kind: "restart"; readonly target: TargetName }
  /** `kubectl scale` of a Deployment. */
  | { readonly kind: "scale"; readonly target: TargetName; readonly replicas: number }
  | {
      readonly kind: "delete";
      readonly target: { readonly kind: string; readonly namespace: string; readonly name: string };
    }
  /** Somebody installs a server of metrics: from then on the APIService `v1beta1.external.metrics.k8s.io` points at it. */
  | { readonly kind: "serve-external-metrics"; readonly server: ExternalMetricsServer }
  /** `kubectl patch` of metrics-server's Deployment. */
  | { readonly kind: "set-metrics-server-flags"; readonly flags: MetricsServerFlags }
  /** Alertmanager tells nobody of alerts that meet all conditions, for a time. */
  | { readonly kind: "silence"; readonly matchers: readonly Matcher[]; readonly for: Duration }
  /** Prometheus reads its config anew. A bad one is not taken: `because` is what it logs. */
  | {
      readonly kind: "reload";
      readonly prometheus:
        | { readonly kind: "config"; readonly config: PrometheusConfig; readonly ruleGroups: readonly RuleGroup[] }
        | { readonly kind: "bad"; readonly because: string };
    }
);
