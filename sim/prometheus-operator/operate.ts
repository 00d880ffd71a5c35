import { goQuote } from "../kubernetes/go-text.ts";
import { type Assets, rememberedAssets } from "./assets.ts";
import { objectFault } from "./check-object.ts";
import { unmodelledDiscovery } from "./check-scrape-config.ts";
import { type AdditionalConfigs, prometheusConfig } from "./config.ts";
import { failure } from "./failure.ts";
import type { Generation } from "./generation.ts";
import { leftOutFields } from "./global.ts";
import type { MonitoringObject, Prometheus, PrometheusRule, ScrapeObject } from "./objects/object.ts";
import { type RuleChecks, type RuleFile, ruleFiles } from "./rule-files.ts";
import { isUnmanaged, type SelectableNamespace, selects } from "./select.ts";
import { defaultPrometheusVersion, parseVersion } from "./version.ts";
import { printYaml } from "./yaml/print-yaml.ts";

/** What the operator sees of the cluster. */
export type Seen = {
  readonly objects: readonly MonitoringObject[];
  readonly namespaces: readonly SelectableNamespace[];
  readonly assets: Assets;
  readonly additional: AdditionalConfigs;
  readonly rules: RuleChecks;
};

/** An object that was selected and then left out, in the operator's words. */
export type RejectedObject = { readonly object: ScrapeObject | PrometheusRule; readonly because: string };

/** What the operator makes of one Prometheus object. */
export type Operated =
  | {
      readonly kind: "generated";
      /** `prometheus.yaml`, before the pods put their names in. */
      readonly text: string;
      readonly ruleFiles: readonly RuleFile[];
      readonly rejected: readonly RejectedObject[];
      /** What was asked for and is not turned into configuration here: `remoteWrite`, `ScrapeConfig default/web: consulSDConfigs`. */
      readonly leftOut: readonly string[];
    }
  /** It has no selector at all: its configuration is the user's own. */
  | { readonly kind: "unmanaged" }
  /** The operator stops, and leaves what was there before. */
  | { readonly kind: "failed"; readonly because: string };

/**
 * The configuration of a Prometheus object.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/server/operator.go
 */
export function operate(prometheus: Prometheus, seen: Seen): Operated {
  const { spec } = prometheus;
  if (isUnmanaged(prometheus)) return { kind: "unmanaged" };
  const version = parseVersion(
    spec.version === undefined || spec.version === "" ? defaultPrometheusVersion : spec.version,
  );
  if (version === undefined) {
    return { kind: "failed", because: `failed to parse Prometheus version: ${goQuote(spec.version ?? "")}` };
  }
  if (version.numbers[0] !== 2 && version.numbers[0] !== 3) {
    return { kind: "failed", because: `unsupported Prometheus version ${goQuote(version.text)}` };
  }
  // What no check has asked for is not there when the configuration is written: the credentials of a scrape class.
  const remembered = rememberedAssets(seen.assets);
  const scrapeClasses = spec.scrapeClasses ?? [];
  const generation: Generation = { prometheus, version, assets: remembered.assets, scrapeClasses };
  const because = failure(generation);
  if (because !== undefined) return { kind: "failed", because };
  const selected = seen.objects.flatMap((object) => (isTaken(object, prometheus, seen) ? [object] : []));
  const { files, configMaps, rejected: wrongRules } = ruleFiles(generation, selected.filter(isRule), seen.rules);
  const checked = selected.filter(isScrape).map((object) => ({ object, because: objectFault(object, generation) }));
  const objects = checked.flatMap(({ object, because: fault }) => (fault === undefined ? [object] : []));
  const written: Generation = { ...generation, assets: remembered.seen };
  const config = prometheusConfig(written, { objects, additional: seen.additional, ruleConfigMaps: configMaps });
  return {
    kind: "generated",
    text: printYaml(config),
    ruleFiles: files,
    rejected: [
      ...checked.flatMap(({ object, because: fault }) => (fault === undefined ? [] : [{ object, because: fault }])),
      ...wrongRules.map(({ rule, because: fault }) => ({ object: rule, because: fault })),
    ],
    leftOut: leftOut(prometheus, objects),
  };
}

const isRule = (object: MonitoringObject): object is PrometheusRule => object.kind === "PrometheusRule";

const isScrape = (object: MonitoringObject): object is ScrapeObject =>
  ["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"].includes(object.kind);

function isTaken(object: MonitoringObject, prometheus: Prometheus, { namespaces }: Seen): boolean {
  if (!isScrape(object) && !isRule(object)) return false;
  return selects(prometheus, object, namespaces).kind === "selected";
}

function leftOut({ spec }: Prometheus, objects: readonly ScrapeObject[]): readonly string[] {
  const fields = leftOutFields.filter((name) => spec[name] !== undefined);
  const discovery = objects.flatMap((object) =>
    object.kind !== "ScrapeConfig"
      ? []
      : unmodelledDiscovery(object).map((name) => `ScrapeConfig ${object.meta.namespace}/${object.meta.name}: ${name}`),
  );
  return [...fields, ...discovery];
}
