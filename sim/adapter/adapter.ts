import type { Kernel } from "../kernel/kernel.ts";
import type { ResourceMetricsSource } from "../resource-metrics-api/item.ts";
import { type Duration, minutes } from "../units.ts";
import type { AdapterConfig } from "./config.ts";
import { type CustomMetrics, createCustomMetrics } from "./custom-metrics.ts";
import { createCustomRegistry } from "./custom-registry.ts";
import { createExternalMetrics, type ExternalMetrics } from "./external-metrics.ts";
import { type AdapterHandler, createHandler, type HandlerSettings } from "./handler.ts";
import { type MetricNamer, namersFromRules } from "./metric-namer.ts";
import { failed, found, type Outcome } from "./outcome.ts";
import type { AdapterPorts, CompileRegex } from "./ports.ts";
import { type AdapterRelease, type AdapterVersion, releaseOf } from "./release.ts";
import type { Naming } from "./resource-converter.ts";
import { createResourceMetrics } from "./resource-metrics.ts";
import { createResourceQueries } from "./resource-query.ts";
import { createRestMapper } from "./rest-mapper.ts";
import { type ListedSeries, startSeriesList } from "./series-list.ts";

/** prometheus-adapter, started with a config that it takes. */
export type Adapter = {
  /** Begins to list series, now. To be called once. */
  readonly start: () => void;
  /** The API groups that the config has rules for, discovery and the probes. */
  readonly handle: AdapterHandler;
  /** What stands behind each group, for callers in the process; undefined for one that the config has no rules for. */
  readonly custom: CustomMetrics | undefined;
  readonly external: Pick<ExternalMetrics, "get"> | undefined;
  readonly resource: ResourceMetricsSource | undefined;
};

export type AdapterOptions = {
  readonly kernel: Kernel;
  readonly config: AdapterConfig;
  /** 0.12.0 where it is absent. */
  readonly version?: AdapterVersion;
  /** `--metrics-relist-interval`; 10 minutes where it is absent. */
  readonly relistInterval?: Duration;
  /** `--metrics-max-age`; the relist interval where it is absent or zero. */
  readonly maxAge?: Duration;
  readonly compileRegex: CompileRegex;
  readonly ports: AdapterPorts;
};

/**
 * The adapter, or the error that it logs before it exits.
 *
 * Source: prometheus-adapter v0.12.0 cmd/adapter/adapter.go
 */
export function createAdapter(options: AdapterOptions): Outcome<Adapter> {
  const { kernel, config, version = "0.12.0", compileRegex, ports } = options;
  const release = releaseOf(version);
  const relistInterval = options.relistInterval ?? minutes(10);
  const maxAge = options.maxAge || relistInterval;
  if (config.rules.length > 0 && maxAge < relistInterval) {
    return failed("unable to construct custom metrics provider: max age must not be less than relist interval");
  }
  const mapper = createRestMapper(ports.apiGroups());
  const naming: Naming = { mapper, compileRegex };
  const scheme = "unable to construct naming scheme from metrics rules";
  const customNamers = namersFromRules(config.rules, naming);
  if (!customNamers.ok) {
    return failed(`unable to construct custom metrics provider: ${scheme}: ${customNamers.error}`);
  }
  const externalNamers = namersFromRules(config.externalRules, naming);
  if (!externalNamers.ok) {
    return failed(`unable to construct external metrics provider: ${scheme}: ${externalNamers.error}`);
  }
  const resource = resourceSource(options, naming, release);
  if (!resource.ok) {
    const reason = "unable to construct resource metrics API provider";
    return failed(`unable to install resource metrics API: ${reason}: ${resource.error}`);
  }
  const custom = customOf(customNamers.value, options, naming);
  const external =
    externalNamers.value.length === 0
      ? undefined
      : createExternalMetrics({ kernel, namers: externalNamers.value, ports });
  const externalMaxAge = release.externalMaxAge === "max-age" ? maxAge : relistInterval;

  const list = (namers: readonly MetricNamer[], age: Duration, store: (series: ListedSeries) => void): void =>
    startSeriesList({
      kernel,
      namers,
      relistInterval,
      maxAge: age,
      prometheus: ports.prometheus,
      log: ports.log,
      store,
    });

  return found({
    start: () => {
      if (custom !== undefined) list(customNamers.value, maxAge, custom.registry.store);
      if (external !== undefined) list(externalNamers.value, externalMaxAge, external.store);
    },
    handle: createHandler({ now: kernel.now, custom, external, resource: resource.value }),
    custom: custom?.metrics,
    external,
    resource: resource.value,
  });
}

function customOf(
  namers: readonly MetricNamer[],
  { kernel, ports }: AdapterOptions,
  { mapper }: Naming,
): HandlerSettings["custom"] {
  if (namers.length === 0) return undefined;
  const registry = createCustomRegistry({ namers, mapper, log: ports.log });
  return { registry, metrics: createCustomMetrics({ kernel, registry, mapper, ports }) };
}

function resourceSource(
  { kernel, config, ports }: AdapterOptions,
  naming: Naming,
  { clampsSamples, podPhase, nodeWindow }: AdapterRelease,
): Outcome<ResourceMetricsSource | undefined> {
  if (config.resourceRules === undefined) return found(undefined);
  const queries = createResourceQueries(config.resourceRules, naming, { clampsSamples });
  return queries.ok
    ? found(createResourceMetrics({ kernel, queries: queries.value, podPhase, nodeWindow, ports }))
    : queries;
}
