import { expect, test } from "vitest";
import { externalMetric, hpaOf, share } from "../fixtures/hpa.ts";
import {
  applying,
  deploymentOf,
  hpaObject,
  linesOf,
  modelOf,
  replicasOf,
  type ScenarioSettings,
  scenarioOf,
} from "../fixtures/wind-tunnel.ts";
import { readAdapterConfig } from "../input/adapter/read-config.ts";
import { loadPrometheusConfig } from "../input/prometheus/load-prometheus-config.ts";
import type { ScaledObjectManifest } from "./kubernetes/workload.ts";
import { constant, steps } from "./load/shapes.ts";
import { compileRegex } from "./regex.ts";
import type { Run } from "./run.ts";
import type { Action, Fault, MetricSource, PrometheusAdapterSettings, PrometheusSettings } from "./scenario.ts";
import { minutes, seconds } from "./units.ts";
import { runScenario } from "./wind-tunnel.ts";

const address = "prometheus.monitoring.svc:9090";

const prometheus: PrometheusSettings = {
  address,
  scheme: "http",
  config: loadPrometheusConfig(
    {
      file: "prometheus.yml",
      text: "scrape_configs: [{job_name: queue, scrape_interval: 5s, static_configs: [{targets: ['queue.default.svc:80']}]}]",
    },
    { environment: () => undefined, ownNamespace: "monitoring", compile: compileRegex },
  ),
  ruleGroups: [],
};

type Change = readonly [at: number, jobs: number];

/** Jobs that wait: so many from these seconds on. */
const queue = (...changes: readonly Change[]): MetricSource => ({
  name: "queue",
  address: "queue.default.svc:80",
  metrics: [
    {
      ...{ name: "queue_jobs", help: "Jobs that wait.", labels: {}, kind: "gauge" },
      value: changes.length === 0 ? constant(0) : steps(changes.map(([at, value]) => ({ at: seconds(at), value }))),
    },
  ],
});

type Settings = Partial<ScaledObjectManifest["spec"]> & {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly query?: string;
  readonly metadata?: Readonly<Record<string, string>>;
};

/** One pod for each 5 jobs, from none on; asks every 10 seconds. */
const scaledObject = (settings: Settings = {}): ScaledObjectManifest => {
  const { annotations = {}, name = "web", query = "sum(queue_jobs)", metadata = {}, ...spec } = settings;
  return {
    kind: "ScaledObject",
    meta: { name, namespace: "default", labels: {}, annotations },
    spec: {
      scaleTargetRef: { name: "web" },
      pollingInterval: 10,
      cooldownPeriod: 60,
      triggers: [
        { type: "prometheus", metadata: { serverAddress: `http://${address}`, query, threshold: "5", ...metadata } },
      ],
      ...spec,
    },
  };
};

const play = (settings: ScenarioSettings & { readonly jobs?: readonly Change[] }): Run => {
  const { jobs = [], cluster, ...rest } = settings;
  return runScenario(
    scenarioOf({
      objects: [scaledObject(), deploymentOf({ replicas: 0 })],
      workloads: [modelOf()],
      sources: [queue(...jobs)],
      cluster: { prometheus, keda: { version: "2.21.0" }, ...cluster },
      ...rest,
    }),
  );
};

const outage: Fault = {
  name: "outage",
  from: minutes(4),
  until: minutes(7),
  where: { kind: "prometheus" },
  what: { kind: "down" },
};
/** Events of KEDA about scaling, without its scalers; and who wrote replicas. */
const story = (run: Run): readonly string[] =>
  linesOf(run, "event", "scaled", "refused").filter((line) =>
    / (scaledobject\/\w+ (KEDAScaleTarget|ScaledObject)|deployment\/web \d+ -> |apply )/.test(line),
  );

const activated = "Scaled apps/v1.Deployment default/web from 0 to 1, triggered by s0-prometheus";

test("scales from none to one by the scale loop, on by the HPA, and back to none after the cooldown, from any count", () => {
  const jobs = [
    [0, 0],
    [60, 3],
    [120, 30],
    [240, 0],
  ] as const;
  expect(story(play({ jobs }))).toEqual([
    "0 deployment/web 0 -> 0 by kubectl apply",
    "0 scaledobject/web ScaledObjectReady ScaledObject is ready for scaling",
    "70 deployment/web 0 -> 1 by keda-operator",
    `70 scaledobject/web KEDAScaleTargetActivated ${activated}`,
    "135 deployment/web 1 -> 4 by hpa/keda-hpa-web",
    "150 deployment/web 4 -> 6 by hpa/keda-hpa-web",
    "310 deployment/web 6 -> 0 by keda-operator",
    "310 scaledobject/web KEDAScaleTargetDeactivated Deactivated apps/v1.Deployment default/web from 6 to 0",
  ]);
});

test("tells its conditions, and those of its HPA", () => {
  const run = play({
    jobs: [
      [0, 0],
      [60, 3],
    ],
    minutes: 2,
  });
  expect(linesOf(run, "condition").filter((line) => line.includes("scaledobject/"))).toEqual([
    "0 scaledobject/web Ready=True ScaledObjectReady",
    "0 scaledobject/web Fallback=False NoFallbackFound",
    "0 scaledobject/web Active=False ScalerNotActive",
    "20 scaledobject/web HPAActive=True ScalingDisabled",
    "70 scaledobject/web Active=True ScalerActive",
    "80 scaledobject/web HPAActive=True HPAActive",
  ]);
});

const fetching =
  "unable to get external metric default/s0-prometheus/&LabelSelector{MatchLabels:map[string]string{scaledobject.keda.sh/name: web,},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API";

const metricEvents = (run: Run): readonly string[] => [
  ...new Set(linesOf(run, "event").flatMap((line) => /FailedGetExternalMetric (.*)/.exec(line)?.[1] ?? [])),
];

test("while Prometheus is down the HPA holds, and each says what it saw", () => {
  const run = play({ jobs: [[0, 12]], faults: [outage] });
  expect(metricEvents(run)).toEqual([
    `${fetching}: rpc error: code = Unknown desc = error when getting metric values metric:s0-prometheus encountered error`,
  ]);
  expect(linesOf(run, "event").find((line) => line.includes("KEDAScalerFailed"))).toBe(
    '240 scaledobject/web KEDAScalerFailed Get "http://prometheus.monitoring.svc:9090/api/v1/query?query=sum%28queue_jobs%29&time=2000-01-01T00:04:00Z": dial tcp 10.96.0.21:9090: connect: connection refused',
  );
  expect(replicasOf(run)).toEqual({ 0: 0, 20: 1, 30: 3 });
});

test("a slow Prometheus is given up after three seconds, twice", () => {
  const slow: Fault = { ...outage, what: { kind: "slow", delay: seconds(5) } };
  const failed = linesOf(play({ jobs: [[0, 12]], faults: [slow] }), "event").filter((line) =>
    line.includes("KEDAScalerFailed"),
  );
  expect(failed[0]).toBe(
    '246 scaledobject/web KEDAScalerFailed Get "http://prometheus.monitoring.svc:9090/api/v1/query?query=sum%28queue_jobs%29&time=2000-01-01T00:04:03Z": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  );
});

test("falls back while Prometheus is down, once it has failed too often", () => {
  const fallback = { failureThreshold: 3, replicas: 6, behavior: "static" };
  const objects = [deploymentOf({ replicas: 0 }), scaledObject({ fallback })];
  const run = play({ jobs: [[0, 12]], faults: [outage], objects });
  expect(replicasOf(run)).toEqual({ 0: 0, 20: 1, 30: 3, 255: 6 });
  expect(linesOf(run, "condition").filter((line) => line.includes("Fallback="))).toEqual([
    "0 scaledobject/web Fallback=False NoFallbackFound",
    "255 scaledobject/web Fallback=True FallbackExists",
    "420 scaledobject/web Fallback=False NoFallbackFound",
  ]);
});

test("a paused target stands at its count without an HPA, until it goes on", () => {
  const paused = scaledObject({ annotations: { "autoscaling.keda.sh/paused-replicas": "4" } });
  const run = play({ jobs: [[0, 12]], actions: [applying(120, paused), applying(300, scaledObject())] });
  expect(linesOf(run, "applied", "deleted").filter((line) => line.includes("hpa/"))).toEqual([
    "0 hpa/keda-hpa-web created",
    "120 hpa/keda-hpa-web deleted",
    "300 hpa/keda-hpa-web created",
  ]);
  expect(story(run).slice(4)).toEqual([
    "30 deployment/web 1 -> 3 by hpa/keda-hpa-web",
    "120 scaledobject/web ScaledObjectPaused ScaledObject is paused",
    "120 deployment/web 3 -> 4 by keda-operator",
    "300 scaledobject/web ScaledObjectUnpaused pause annotation removed for ScaledObject",
  ]);
});

const denied = 'apply ScaledObject web: admission webhook "vscaledobject.kb.io" denied the request';
const managed = "the workload 'web' of type 'apps/v1.Deployment' is already managed by the";

test("beside a user's HPA, and beside another ScaledObject, it is refused", () => {
  const beside = (...others: Parameters<typeof applying>[1][]): readonly string[] =>
    linesOf(play({ minutes: 1, objects: [deploymentOf(), ...others, scaledObject()] }), "refused");
  expect(beside(hpaObject())).toEqual([`0 ${denied}: ${managed} hpa 'web'`]);
  expect(beside(scaledObject({ name: "other" }))).toEqual([`0 ${denied}: ${managed} ScaledObject 'other'`]);
});

test("without KEDA nobody knows the kind", () => {
  const { cluster, ...scenario } = scenarioOf({ objects: [scaledObject()], minutes: 1 });
  expect(linesOf(runScenario({ ...scenario, cluster }), "refused")).toEqual([
    '0 apply ScaledObject web: no matches for kind "ScaledObject" in version "keda.sh/v1alpha1"',
  ]);
});

const deleting = (second: number, kind: string, name: string) =>
  ({ name: kind, at: seconds(second), kind: "delete", target: { kind, namespace: "default", name } }) as const;

test("makes an HPA anew that somebody deletes, and takes it along when the ScaledObject goes", () => {
  const advanced = { restoreToOriginalReplicaCount: true };
  const actions = [deleting(120, "HorizontalPodAutoscaler", "keda-hpa-web"), deleting(240, "ScaledObject", "web")];
  const objects = [scaledObject({ advanced }), deploymentOf({ replicas: 2 })];
  const run = play({ jobs: [[0, 40]], minutes: 6, actions, objects });
  expect(linesOf(run, "applied", "deleted").slice(2)).toEqual([
    "0 hpa/keda-hpa-web created",
    "120 hpa/keda-hpa-web deleted",
    "120 hpa/keda-hpa-web created",
    "240 scaledobject/web deleted",
    "240 hpa/keda-hpa-web deleted",
  ]);
  expect(story(run).slice(-2)).toEqual([
    "240 deployment/web 8 -> 2 by keda-operator",
    "240 scaledobject/web ScaledObjectDeleted ScaledObject was deleted",
  ]);
});

test("waits for a target that is not there yet, ever longer", () => {
  const run = play({ minutes: 1, objects: [scaledObject()], actions: [applying(2, deploymentOf({ replicas: 0 }))] });
  const missing = 'ScaledObject doesn\'t have correct scaleTargetRef specification: deployments.apps "web" not found';
  const tries = story(run).filter((line) => line.includes(missing));
  expect(tries.map((line) => line.split(" ")[0])).toEqual([
    "0",
    "0.005",
    "0.015",
    "0.035",
    "0.075",
    "0.155",
    "0.315",
    "0.635",
    "1.275",
  ]);
  expect(story(run).at(-1)).toBe("2.555 scaledobject/web ScaledObjectReady ScaledObject is ready for scaling");
});

test("external metrics come from the server that was installed last", () => {
  const config = readAdapterConfig({
    file: "adapter.yml",
    text: "externalRules: [{seriesQuery: queue_jobs, resources: {namespaced: false}, metricsQuery: 'sum(<<.Series>>)'}]",
  });
  const prometheusAdapter: PrometheusAdapterSettings = {
    version: "0.12.0",
    config,
    prometheusUrl: `http://${address}`,
    metricsRelistInterval: minutes(1),
    metricsMaxAge: minutes(1),
  };
  const own = hpaObject(hpaOf({ metrics: [externalMetric("queue_jobs", share("5"))], name: "api", maxReplicas: 5 }));
  const objects = [scaledObject(), deploymentOf({ replicas: 0 }), deploymentOf({ name: "api" }), own];
  const takenOver: Action = {
    name: "adapter",
    at: minutes(5),
    kind: "serve-external-metrics",
    server: "prometheus-adapter",
  };
  const cluster = { prometheus, prometheusAdapter, keda: { version: "2.21.0" } } as const;
  const run = play({ jobs: [[0, 12]], cluster, objects, actions: [takenOver] });
  const about = (name: string): readonly string[] => [
    ...new Set(
      linesOf(run, "event").flatMap(
        (line) => new RegExp(`hpa/${name} FailedGetExternalMetric .*API: (.*)`).exec(line)?.[1] ?? [],
      ),
    ),
  ];
  expect(about("api")).toEqual(["scaledObject name is not specified"]);
  expect(about("keda-hpa-web")).toEqual(["the server could not find the metric s0-prometheus for namespaces"]);
  expect(replicasOf(run, "api")).toEqual({ 0: 1, 300: 3 });
  expect(replicasOf(run)).toEqual({ 0: 0, 20: 1, 30: 3 });
});

test("asks a source itself, without a Prometheus", () => {
  const metadata = { url: "http://queue.default/metrics", format: "prometheus", targetValue: "5" };
  const triggers = [{ type: "metrics-api", metadata: { ...metadata, valueLocation: "queue_jobs" } }];
  const objects = [scaledObject({ triggers }), deploymentOf({ replicas: 0 })];
  const sources = [{ ...queue([0, 12]), address: "queue.default:80" }];
  const cluster = { keda: { version: "2.21.0" } } as const;
  const run = runScenario(scenarioOf({ objects, workloads: [modelOf()], sources, cluster, minutes: 2 }));
  expect(replicasOf(run)).toEqual({ 0: 1, 15: 3 });
});
