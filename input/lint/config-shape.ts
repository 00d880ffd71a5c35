import { childOf, type MapNode, type Node } from "../node.ts";

/** What a document is, if it is no manifest. */
export type ConfigKind = "adapter" | "helm-values" | "prometheus" | "rules";

/** Recognises a config by its fields, as files may be called anything. Undefined for what is none of them. */
export function configKind(node: Node): ConfigKind | undefined {
  if (node.kind !== "map" || node.entries.has("apiVersion")) return undefined;
  const has = (key: string): boolean => node.entries.has(key);
  if (has("scrape_configs") || has("scrape_config_files") || (has("global") && has("rule_files"))) return "prometheus";
  if (childOf(node, "global") && globalKeys.some((key) => childOf(childOf(node, "global")!, key))) return "prometheus";
  if (isListOf(childOf(node, "groups"), ["rules"])) return "rules";
  const rules = childOf(node, "rules");
  if (isListOf(rules, ruleKeys) || isListOf(childOf(node, "externalRules"), ruleKeys)) return "adapter";
  if (has("resourceRules")) return "adapter";
  return rules?.kind === "map" && isHelmRules(rules) ? "helm-values" : undefined;
}

const globalKeys = ["scrape_interval", "evaluation_interval", "scrape_timeout"];
const ruleKeys = ["seriesQuery", "metricsQuery", "seriesFilters"];

const isListOf = (node: Node | undefined, keys: readonly string[]): boolean =>
  node?.kind === "list" && node.items.some((item) => keys.some((key) => childOf(item, key) !== undefined));

/** The values of prometheus-adapter's chart. */
const isHelmRules = (rules: MapNode): boolean =>
  isListOf(childOf(rules, "custom"), ruleKeys) ||
  isListOf(childOf(rules, "external"), ruleKeys) ||
  (childOf(rules, "resource") !== undefined && childOf(childOf(rules, "resource")!, "cpu") !== undefined);
