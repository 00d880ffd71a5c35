import type { PrometheusConfig } from "../../sim/prometheus/prometheus-config.ts";
import type { ParserOptions } from "../../sim/prometheus/promql/syntax/parsing.ts";
import type { RuleGroup } from "../../sim/prometheus/rules/rule.ts";
import type { Assets } from "../../sim/prometheus-operator/assets.ts";
import {
  type PrometheusPod,
  podEnvironment,
  substituteEnvironment,
} from "../../sim/prometheus-operator/environment.ts";
import type { SecretKeySelector } from "../../sim/prometheus-operator/objects/connection.ts";
import type { MonitoringObject, Prometheus, PrometheusRule } from "../../sim/prometheus-operator/objects/object.ts";
import { operate, type RejectedObject } from "../../sim/prometheus-operator/operate.ts";
import type { SelectableNamespace } from "../../sim/prometheus-operator/select.ts";
import type { YamlValue } from "../../sim/prometheus-operator/yaml/yaml-value.ts";
import { InputError } from "../input-error.ts";
import type { Source } from "../place.ts";
import { type ConfigSettings, loadPrometheusConfig } from "../prometheus/load-prometheus-config.ts";
import { readRuleFile } from "../prometheus-rules/rule-groups.ts";
import { readAdditionalConfigs } from "./read-additional-configs.ts";

/** What one pod of a Prometheus object runs with. */
export type OperatedPrometheus = {
  /** `prometheus.yml`, the names of the pod put in. */
  readonly source: Source;
  readonly config: PrometheusConfig;
  readonly ruleGroups: readonly RuleGroup[];
  readonly rejected: readonly RejectedObject[];
  /** What the objects ask for and the config does not have. */
  readonly leftOut: readonly string[];
};

/** The cluster that the operator sees, and the pod that is asked about. */
export type OperatedBy = {
  readonly objects: readonly MonitoringObject[];
  readonly namespaces: readonly SelectableNamespace[];
  readonly assets: Assets;
  readonly pod: PrometheusPod;
  /** What the API server calls an object; it is part of the name of its rule file. */
  readonly uidOf: (rule: PrometheusRule) => string;
  readonly settings: Omit<ConfigSettings, "ownNamespace">;
};

/**
 * The configuration and the rules of a Prometheus object. An InputError says why the operator makes none.
 *
 * `undefined` for an object without any selector: its configuration is a Secret of the user's own.
 */
export function loadOperated(prometheus: Prometheus, given: OperatedBy): OperatedPrometheus | undefined {
  const { meta, spec } = prometheus;
  const name = `Prometheus ${meta.namespace}/${meta.name}`;
  const additional = (selector: SecretKeySelector | undefined): readonly YamlValue[] | undefined => {
    if (selector === undefined) return undefined;
    const asset = given.assets.secret({ namespace: meta.namespace, name: selector.name ?? "", key: selector.key });
    if (asset.kind === "value")
      return readAdditionalConfigs({ file: `${selector.name}/${selector.key}`, text: asset.text });
    if (selector.optional ?? false) return undefined;
    throw new InputError([{ message: `${name}: Secret ${selector.name} has no key ${selector.key}` }]);
  };
  const operated = operate(prometheus, {
    ...{ objects: given.objects, namespaces: given.namespaces, assets: given.assets },
    additional: {
      scrapeConfigs: additional(spec.additionalScrapeConfigs),
      alertRelabelConfigs: additional(spec.additionalAlertRelabelConfigs),
      alertmanagerConfigs: additional(spec.additionalAlertManagerConfigs),
    },
    rules: { isValid: (text) => isRuleFile(text, parserOf(prometheus)), uidOf: given.uidOf },
  });
  if (operated.kind === "unmanaged") return undefined;
  if (operated.kind === "failed") throw new InputError([{ message: `${name}: ${operated.because}` }]);
  const written = substituteEnvironment(operated.text, podEnvironment(prometheus, given.pod));
  if (written.kind === "unset") {
    throw new InputError([{ message: `${name}: found reference to unset environment variable "${written.name}"` }]);
  }
  const source = { file: `prometheus.yaml of ${name}`, text: written.text };
  const config = loadPrometheusConfig(source, { ...given.settings, ownNamespace: meta.namespace });
  const defaults = {
    evaluationIntervalMs: config.evaluationInterval / 1000,
    queryOffsetMs: config.ruleQueryOffset / 1000,
    parser: parserOf(prometheus),
  };
  const ruleGroups = operated.ruleFiles.flatMap(({ path, text }) => readRuleFile({ file: path, text }, defaults));
  return { source, config, ruleGroups, rejected: operated.rejected, leftOut: operated.leftOut };
}

/** What the feature flags of a Prometheus object allow in its rules. */
function parserOf({ spec }: Prometheus): ParserOptions {
  const features = new Set(spec.enableFeatures);
  return {
    experimentalFunctions: features.has("promql-experimental-functions"),
    durationExpressions: features.has("promql-duration-expr"),
    extendedRangeSelectors: features.has("promql-extended-range-selectors"),
    binaryFillModifiers: features.has("promql-binop-fill-modifiers"),
  };
}

/** Whether Prometheus takes a file of rules. */
export function isRuleFile(text: string, parser: ParserOptions): boolean {
  try {
    readRuleFile({ file: "rules.yaml", text }, { evaluationIntervalMs: 30_000, queryOffsetMs: 0, parser });
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
