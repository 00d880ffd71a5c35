import type { Kernel } from "../../kernel/kernel.ts";
import { byCodeUnit } from "../../kubernetes/object.ts";
import type { PrometheusApiPorts } from "../../prometheus/http-api/api.ts";
import type { ActiveAlert as ShownAlert, RuleGroup as ShownGroup } from "../../prometheus/http-api/rules.ts";
import type { ActiveTarget as ShownTarget, Targets } from "../../prometheus/http-api/targets.ts";
import { formatModelDuration } from "../../prometheus/model-duration.ts";
import type { PrometheusConfig } from "../../prometheus/prometheus-config.ts";
import type { EngineSetup } from "../../prometheus/promql/engine.ts";
import { labelsOf } from "../../prometheus/promql/labels.ts";
import { parseQuery } from "../../prometheus/promql/syntax/parse.ts";
import { printExpression } from "../../prometheus/promql/syntax/print.ts";
import type { ActiveAlert } from "../../prometheus/rules/alert.ts";
import type { RunningGroup, RunningRule } from "../../prometheus/rules/group.ts";
import type { Rules } from "../../prometheus/rules/rules.ts";
import type { ScrapeManager } from "../../prometheus/scrape/scrape-manager.ts";
import type { ActiveTarget, ScrapePool } from "../../prometheus/scrape/scrape-pool.ts";
import type { Storage } from "../../prometheus/storage/storage.ts";
import { sha256Hex } from "../../trace/hash.ts";
import { type SimTime, simTime, toSeconds } from "../../units.ts";

export type ApiState = {
  readonly kernel: Kernel;
  readonly startedAt: SimTime;
  readonly storage: Storage;
  readonly engine: () => EngineSetup;
  readonly manager: Pick<ScrapeManager, "pools">;
  readonly rules: Rules;
  readonly config: () => PrometheusConfig;
  readonly lastReload: () => { readonly isSuccessful: boolean; readonly succeededAt: SimTime };
};

/** What the HTTP API tells of a Prometheus in the cluster. Its config as YAML is left out, and reloads are actions of the scenario. */
export const apiPorts = (state: ApiState): PrometheusApiPorts => ({
  now: state.kernel.now,
  engine: state.engine,
  externalLabels: () => state.config().externalLabels,
  targets: () => targetsOf(state.manager.pools()),
  scrapePools: () => [...state.manager.pools().keys()].sort(byCodeUnit),
  rules: () => state.rules.groups().map((group) => shownGroup(group, state.engine())),
  alertmanagers: () => ({ active: [], dropped: [] }),
  config: () => "",
  flags: () =>
    new Map([
      ["web.enable-lifecycle", "false"],
      ["web.enable-remote-write-receiver", "true"],
      ["web.remote-write-receiver.accepted-protobuf-messages", "prometheus.WriteRequest"],
    ]),
  runtimeInfo: () => ({
    startTime: state.startedAt,
    workingDirectory: "/prometheus",
    hostname: "prometheus-0",
    serverTime: state.kernel.now(),
    reloadConfigSuccess: state.lastReload().isSuccessful,
    lastConfigTime: state.lastReload().succeededAt,
    ...{ goroutineCount: 0, maxProcesses: 1, memoryLimitBytes: 0, storageRetention: "15d" },
  }),
  buildInfo: () => ({
    ...{ version: "3.15.0", revision: "unknown", branch: "HEAD", buildUser: "", buildDate: "", goVersion: "go1.26.1" },
  }),
  head: () => ({
    series: state.storage.series([[]], -Infinity, Infinity),
    ...{ chunkCount: 0, minTime: undefined, maxTime: undefined },
  }),
  sha256: sha256Hex,
  reload: undefined,
  readiness: () => "ready",
  openAppender: state.storage.appender,
});

function targetsOf(pools: ReadonlyMap<string, ScrapePool>): Targets {
  const ordered = [...pools].sort(([a], [b]) => byCodeUnit(a, b));
  return {
    active: ordered.flatMap(([job, pool]) => pool.active().map((target) => shownTarget(target, job))),
    dropped: ordered.flatMap(([job, pool]) =>
      pool.dropped().map((discoveredLabels) => ({ discoveredLabels, scrapePool: job })),
    ),
    droppedCounts: new Map(ordered.map(([job, pool]) => [job, pool.dropped().length])),
  };
}

function shownTarget({ target, loop }: ActiveTarget, scrapePool: string): ShownTarget {
  const last = loop.lastScrape();
  return {
    discoveredLabels: target.discoveredLabels,
    labels: labelsOf(target.publicLabels),
    ...{ scrapePool, scrapeUrl: target.url, globalUrl: target.url },
    lastError: last?.error ?? "",
    lastScrape: last?.start,
    lastScrapeSeconds: last === undefined ? 0 : toSeconds(last.duration),
    health: last === undefined ? "unknown" : last.error === "" ? "up" : "down",
    scrapeInterval: formatModelDuration(target.interval),
    scrapeTimeout: formatModelDuration(target.timeout),
    metadata: loop.cache.metadata().map(({ family, type, help, unit }) => ({ metric: family, type, help, unit })),
  };
}

function shownGroup(running: RunningGroup, engine: EngineSetup): ShownGroup {
  const { name, file, intervalMs, limit } = running.group;
  const lastEvaluation = instantOf(running.lastEvaluation);
  return {
    ...{ name, file, limit, evaluationSeconds: 0, lastEvaluation },
    intervalSeconds: intervalMs / 1000,
    rules: running.rules.map((rule) => shownRule(rule, { engine, lastEvaluation })),
  };
}

const instantOf = (milliseconds: number | undefined): SimTime | undefined =>
  milliseconds === undefined ? undefined : simTime(milliseconds * 1000);

type Shown = { readonly engine: EngineSetup; readonly lastEvaluation: SimTime | undefined };

function shownRule(
  { rule, health, alerts }: RunningRule,
  { engine, lastEvaluation }: Shown,
): ShownGroup["rules"][number] {
  const common = {
    query: printed(rule.expression, engine),
    labels: labelsOf(rule.labels),
    health: health.kind,
    lastError: health.kind === "err" ? health.message : "",
    ...{ evaluationSeconds: 0, lastEvaluation },
  } as const;
  if (rule.kind === "recording") return { kind: "recording", name: rule.record, ...common };
  const active = [...alerts.values()].filter(({ state }) => state !== "inactive");
  const isFiring = active.some(({ state }) => state === "firing");
  return {
    ...{ kind: "alerting", name: rule.alert, ...common },
    state: health.kind === "unknown" ? "unknown" : isFiring ? "firing" : active.length > 0 ? "pending" : "inactive",
    durationSeconds: rule.forMs / 1000,
    keepFiringSeconds: rule.keepFiringForMs / 1000,
    annotations: labelsOf(rule.annotations),
    alerts: active.map(shownAlert),
  };
}

const shownAlert = ({ labels, annotations, state, activeAt, keepFiringSince, value }: ActiveAlert): ShownAlert => ({
  labels,
  annotations: labelsOf(annotations),
  state,
  activeAt: simTime(activeAt * 1000),
  keepFiringSince: instantOf(keepFiringSince),
  value: typeof value === "number" ? value : 0,
});

function printed(expression: string, { parser, compileRegex }: EngineSetup): string {
  const parsed = parseQuery(expression, { options: parser, compileRegex });
  return parsed.kind === "error" ? expression : printExpression(parsed.expression);
}
