import type { ApiHandler } from "../../api.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { discoverKubernetes, staticGroup } from "../../prometheus/discovery/discover.ts";
import type { ClusterView } from "../../prometheus/discovery/objects.ts";
import { createPrometheusHandler } from "../../prometheus/http-api/api.ts";
import type { JobConfig, PrometheusConfig } from "../../prometheus/prometheus-config.ts";
import { createEngine, type EngineSetup } from "../../prometheus/promql/engine.ts";
import { queryOver } from "../../prometheus/rules/query.ts";
import type { RuleGroup } from "../../prometheus/rules/rule.ts";
import { type Rules, startRules } from "../../prometheus/rules/rules.ts";
import { createScrapeManager, type ScrapeManager } from "../../prometheus/scrape/scrape-manager.ts";
import { offsetSeedOf, type TargetGroup } from "../../prometheus/scrape/target.ts";
import { createStorage, type Storage } from "../../prometheus/storage/storage.ts";
import { compileRegex } from "../../regex.ts";
import type { Action, PrometheusSettings } from "../../scenario.ts";
import type { FactBody } from "../../trace/fact.ts";
import { microseconds, plus, type SimTime, seconds } from "../../units.ts";
import type { FaultsNow } from "../faults.ts";
import type { NetworkPorts } from "../network.ts";
import { alertmanagersOf } from "./alertmanagers.ts";
import { type AlertRouting, createAlertWatch, noAlertRouting, routeAlerts } from "./alerts.ts";
import { apiPorts } from "./api-ports.ts";
import { openRuleAppender } from "./rule-appender.ts";
import { createScrape } from "./scrape-targets.ts";
import { createSelfMetrics } from "./self-metrics.ts";

export type PrometheusConnection = {
  readonly kernel: Kernel;
  readonly cluster: Pick<Cluster, "onObjects">;
  readonly view: ClusterView;
  readonly network: NetworkPorts;
  readonly faults: FaultsNow;
  readonly settings: PrometheusSettings;
  /** Queries that others make: how far back they look decides how long samples are kept. */
  readonly reachMilliseconds: number;
  readonly emit: (body: FactBody) => void;
};

/** A Prometheus at work. */
export type Prometheus = {
  /** Its HTTP API, and `/metrics`. */
  readonly handle: ApiHandler;
  readonly reload: (given: Extract<Action, { readonly kind: "reload" }>["prometheus"]) => void;
  readonly silence: AlertRouting["silence"];
};

/** What is in force, and how it came to be. */
type Loaded = {
  config: PrometheusConfig;
  lastReload: { readonly isSuccessful: boolean; readonly succeededAt: SimTime };
};

/** Starts a Prometheus in the cluster. Source: prometheus v0.315.0 cmd/prometheus/main.go */
export function startPrometheus(connection: PrometheusConnection): Prometheus {
  const { kernel, settings, faults, emit } = connection;
  const startedAt = kernel.now();
  const loaded: Loaded = {
    config: settings.config,
    lastReload: { isSuccessful: true, succeededAt: startedAt },
  };
  const isRunning = (): boolean => faults({ kind: "prometheus" })?.kind !== "down";
  const storage = createStorage({ reachMilliseconds: connection.reachMilliseconds });
  const manager = startScraping(connection, { loaded, storage, isRunning });
  const engine = (): EngineSetup => engineSetup(loaded.config, storage);
  const { alertmanager } = settings;
  const externalLabels = (): PrometheusConfig["externalLabels"] => loaded.config.externalLabels;
  const alerts =
    alertmanager === undefined
      ? noAlertRouting
      : routeAlerts({
          ...{ kernel, config: alertmanager, externalLabels, emit },
          alertmanagers: () => alertmanagersOf(loaded.config, namespaceOf(settings.address)),
        });
  const rules = startAllRules(connection, { engine, storage, loaded, isRunning, send: alerts.send });
  const self = createSelfMetrics({ startedAt, storage, lastReload: () => loaded.lastReload });
  const api = createPrometheusHandler(
    apiPorts({
      kernel,
      startedAt,
      storage,
      engine,
      manager,
      rules,
      config: () => loaded.config,
      lastReload: () => loaded.lastReload,
    }),
  );
  return {
    silence: alerts.silence,
    handle: (request) => (request.path === "/metrics" ? self(request) : api(request)),
    reload: (given) => {
      if (given.kind === "bad") {
        loaded.lastReload = { ...loaded.lastReload, isSuccessful: false };
        emit({ kind: "log", component: "prometheus", text: `Error reloading config: ${given.because}` });
        return;
      }
      loaded.config = given.config;
      loaded.lastReload = { isSuccessful: true, succeededAt: kernel.now() };
      manager.reload();
      rules.update(given.ruleGroups);
    },
  };
}

/** As a Prometheus without feature flags. */
function engineSetup({ evaluationInterval }: PrometheusConfig, storage: Storage): EngineSetup {
  return {
    parser: {
      ...{ experimentalFunctions: false, durationExpressions: false },
      ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
    },
    options: {
      ...{ lookbackMs: 300_000, subqueryStepMs: evaluationInterval / 1000, delayedNameRemoval: false },
      ...{ typeAndUnitLabels: false, startTimestamps: false },
    },
    select: storage.select,
    compileRegex,
  };
}

type Running = { readonly loaded: Loaded; readonly storage: Storage; readonly isRunning: () => boolean };

/** Discovery hands over what it has found in this rhythm. Source: prometheus v0.315.0 discovery/manager.go (updatert) */
const discoveryInterval = seconds(5);

function startScraping(
  connection: PrometheusConnection,
  { loaded, storage, isRunning }: Running,
): Pick<ScrapeManager, "pools"> & { readonly reload: () => void } {
  const { kernel, cluster, view, network, faults, settings } = connection;
  const started = kernel.now();
  const host = `prometheus-${kernel.stream("prometheus").below(1_000_000)}`;
  const scrape = createScrape({
    ...{ kernel, network, faults },
    namespace: namespaceOf(settings.address),
    connectionOf: (jobName) => loaded.config.jobs.find((job) => job.scrape.jobName === jobName)?.connection,
  });
  const labels = loaded.config.externalLabels.map(([name, value]) => `${name}="${value}"`).join(", ");
  const manager = createScrapeManager({
    ...{ kernel, storage, scrape, isRunning },
    offsetSeed: offsetSeedOf(host, `{${labels}}`),
  });
  let isDue = false;
  const discover = (): void => {
    isDue = false;
    manager.updateTargets(new Map(loaded.config.jobs.map((job) => [job.scrape.jobName, groupsOf(job, view)])));
  };
  const discoverSoon = (): void => {
    if (isDue) return;
    isDue = true;
    const ticks = Math.floor((kernel.now() - started) / discoveryInterval) + 1;
    kernel.at(plus(started, microseconds(ticks * discoveryInterval)), discover);
  };
  const reload = (): void => {
    manager.applyConfig(loaded.config.jobs.map((job) => job.scrape));
    discoverSoon();
  };
  cluster.onObjects(discoverSoon);
  reload();
  return { pools: manager.pools, reload };
}

const groupsOf = ({ staticConfigs, kubernetesSdConfigs }: JobConfig, view: ClusterView): readonly TargetGroup[] => [
  ...staticConfigs.map(staticGroup),
  ...kubernetesSdConfigs.flatMap((config) => discoverKubernetes(config, view)),
];

/** `monitoring` of `prometheus.monitoring.svc:9090`. */
const namespaceOf = (address: string): string => address.split(":")[0]?.split(".")[1] ?? "default";

const externalUrl = (address: string): string => `http://${address}`;

type Alerting = { readonly engine: () => EngineSetup; readonly send: AlertRouting["send"] };

function startAllRules(
  { kernel, settings, emit }: PrometheusConnection,
  { engine, storage, loaded, isRunning, send }: Running & Alerting,
): Rules {
  const { address } = settings;
  const groups: readonly RuleGroup[] = settings.ruleGroups;
  return startRules({
    ...{ kernel, groups, isRunning, compileRegex },
    jitter: 0n,
    query: (expression, time) => queryOver(createEngine(engine()))(expression, time),
    externalLabels: loaded.config.externalLabels,
    externalUrl: externalUrl(address),
    openAppender: openRuleAppender(storage),
    notify: send,
    resendDelayMs: 60_000,
    evaluated: createAlertWatch(emit),
  });
}
