import type {
  AdapterConfig,
  DiscoveryRule,
  GroupResource,
  LabelOverride,
  RegexFilter,
  ResourceMapping,
  ResourceRule,
  ResourceRules,
} from "../../sim/adapter/config.ts";
import { type AdapterVersion, releaseOf } from "../../sim/adapter/release.ts";
import { isNull, type Node } from "../node.ts";
import { problemAt, type Source } from "../place.ts";
import { configNode } from "./config-node.ts";
import { parsePrometheusDuration } from "./prometheus-duration.ts";
import { listOf, mapOf, optionalBoolean, type ReadField, readWhole, struct, text } from "./struct.ts";

/**
 * A prometheus-adapter config: the file that `--config` names, or a ConfigMap that holds it.
 *
 * An InputError for whatever the adapter would not take, in its own words after ours. That it takes a config does not mean that it
 * starts with it: `createAdapter` tells of expressions and templates that cannot be used.
 */
export function readAdapterConfig(source: Source, version: AdapterVersion = "0.12.0"): AdapterConfig {
  return adapterConfigOf(configNode(source), version);
}

/** The config that a value of a file is. */
export const adapterConfigOf = (node: Node, version: AdapterVersion = "0.12.0"): AdapterConfig =>
  readWhole(configOf(version), node);

const configOf = (version: AdapterVersion): ReadField<AdapterConfig> => {
  const resources = mappingOf(version);
  const rule = struct<DiscoveryRule>("config.DiscoveryRule", {
    seriesQuery: text,
    seriesFilters: listOf("[]config.RegexFilter", struct<RegexFilter>("config.RegexFilter", { is: text, isNot: text })),
    resources,
    name: struct("config.NameMapping", { matches: text, as: text }),
    metricsQuery: text,
  });
  const rules = listOf("[]config.DiscoveryRule", rule);
  return struct<AdapterConfig>("config.MetricsDiscoveryConfig", {
    rules,
    externalRules: rules,
    resourceRules: resourceRulesOf(resources),
  });
};

function mappingOf(version: AdapterVersion): ReadField<ResourceMapping> {
  const fields = { template: text, overrides };
  if (releaseOf(version).namespacedField === "read") {
    return struct<ResourceMapping>("config.ResourceMapping", { ...fields, namespaced: optionalBoolean });
  }
  const read = struct<Omit<ResourceMapping, "namespaced">>("config.ResourceMapping", fields);
  return (node, problems) => ({ ...read(node, problems), namespaced: undefined });
}

const groupResource = struct<GroupResource>("config.GroupResource", { group: text, resource: text });

const overrides: ReadField<readonly LabelOverride[]> = mapOf(
  "map[string]config.GroupResource",
  (label, node, problems) => ({ label, ...groupResource(node, problems) }),
);

/** Without rules there is no API of resource metrics; with empty ones there is. */
function resourceRulesOf(resources: ReadField<ResourceMapping>): ReadField<ResourceRules | undefined> {
  const rule = struct<ResourceRule>("config.ResourceRule", {
    containerQuery: text,
    nodeQuery: text,
    resources,
    containerLabel: text,
  });
  const read = struct<{ cpu: ResourceRule; memory: ResourceRule; window: number }>("config.ResourceRules", {
    cpu: rule,
    memory: rule,
    window,
  });
  return (node, problems) => {
    if (node === undefined || isNull(node)) return undefined;
    const { window: windowNanoseconds, ...rules } = read(node, problems);
    return { ...rules, windowNanoseconds };
  };
}

const window: ReadField<number> = (node, problems) => {
  const given = text(node, problems);
  if (node === undefined || isNull(node) || node.kind !== "scalar") return 0;
  const parsed = parsePrometheusDuration(given);
  if (parsed.ok) return parsed.value;
  const words = "The adapter would exit: unable to parse metrics discovery config: ";
  problems.push(problemAt(node.place, parsed.message, `${words}${parsed.message}`));
  return 0;
};
