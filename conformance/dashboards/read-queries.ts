import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { childOf, type Node, textOf, toPlain } from "../../input/node.ts";
import { type RuleDefaults, ruleGroups } from "../../input/prometheus-rules/rule-groups.ts";
import { readDocuments } from "../../input/yaml/documents.ts";
import type { RuleGroup } from "../../sim/prometheus/rules/rule.ts";

/** A query of somebody's dashboard or rule. */
export type Asked = {
  /** The file, or the dashboard in it. */
  readonly from: string;
  readonly kind: "panel" | "recording" | "alerting";
  readonly title: string;
  readonly expression: string;
};

/** What was found in files. */
export type Found = { readonly asked: readonly Asked[]; readonly groups: readonly RuleGroup[] };

/**
 * Reads dashboards (JSON, or ConfigMaps that hold them) and rules (rule files, or PrometheusRules) from a file or from a folder's
 * `.json`, `.yaml` and `.yml`.
 */
export function readQueries(given: string, defaults: RuleDefaults): Found {
  const found = filesOf(given).map((file) => foundIn(file, defaults));
  return { asked: found.flatMap(({ asked }) => asked), groups: found.flatMap(({ groups }) => groups) };
}

const filesOf = (given: string): readonly string[] =>
  statSync(given).isDirectory()
    ? readdirSync(given)
        .filter((name) => /\.(json|ya?ml)$/.test(name))
        .sort()
        .map((name) => path.join(given, name))
    : [given];

function foundIn(file: string, defaults: RuleDefaults): Found {
  const name = path.basename(file);
  const documents = readDocuments({ file, text: readFileSync(file, "utf8") }, "kubectl").flatMap(objectsOf);
  const groups = documents.flatMap((document) => {
    const rules = textOf(childOf(document, "kind")) === "PrometheusRule" ? childOf(document, "spec") : document;
    const isRules = rules !== undefined && childOf(rules, "groups") !== undefined;
    return isRules ? ruleGroups(rules, { ...defaults, file: name }) : [];
  });
  const asked = groups.flatMap(({ rules }) =>
    rules.map(
      (rule): Asked => ({
        ...{ from: name, kind: rule.kind, expression: rule.expression },
        title: rule.kind === "recording" ? rule.record : rule.alert,
      }),
    ),
  );
  return { groups, asked: [...asked, ...documents.flatMap((document) => dashboardsOf(name, document))] };
}

/** The objects of a Kubernetes list; anything else is itself. */
function objectsOf(document: Node): readonly Node[] {
  const items = childOf(document, "items");
  return items?.kind === "list" ? items.items.flatMap(objectsOf) : [document];
}

/** The panels of a dashboard, or of those that a ConfigMap holds. */
function dashboardsOf(name: string, document: Node): readonly Asked[] {
  if (textOf(childOf(document, "kind")) !== "ConfigMap") return panelsOf(name, toPlain(document), "");
  const data = childOf(document, "data");
  const entries = data?.kind === "map" ? [...data.entries] : [];
  return entries.flatMap(([key, { value }]) => {
    const text = textOf(value);
    return key.endsWith(".json") && text !== undefined ? panelsOf(key, JSON.parse(text), "") : [];
  });
}

function panelsOf(from: string, value: unknown, above: string): readonly Asked[] {
  if (Array.isArray(value)) return value.flatMap((item) => panelsOf(from, item, above));
  if (typeof value !== "object" || value === null) return [];
  const title = "title" in value && typeof value.title === "string" ? value.title : above;
  const own: readonly Asked[] =
    "expr" in value && typeof value.expr === "string" ? [{ from, kind: "panel", title, expression: value.expr }] : [];
  // Rules have `expr` too, but are read as rules.
  return "groups" in value || "rules" in value
    ? []
    : [...own, ...Object.values(value).flatMap((item) => panelsOf(from, item, title))];
}
