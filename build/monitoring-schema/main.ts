import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

/** The kinds whose schemas are taken, by the plural in the name of their file. */
const kinds: readonly (readonly [kind: string, plural: string])[] = [
  ["ServiceMonitor", "servicemonitors"],
  ["PodMonitor", "podmonitors"],
  ["Probe", "probes"],
  ["ScrapeConfig", "scrapeconfigs"],
  ["PrometheusRule", "prometheusrules"],
  ["Prometheus", "prometheuses"],
  ["Alertmanager", "alertmanagers"],
];

type Given = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Given =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Shorter texts stand where they are used. */
const sharedMin = 60;

/**
 * Writes the schemas of prometheus-operator's kinds as a table: `node build/monitoring-schema/main.ts FOLDER`, where the
 * folder is `example/prometheus-operator-crd` of the operator's module.
 */
function main(): void {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error("usage: node build/monitoring-schema/main.ts FOLDER");
  const numbers = new Map<string, number>();
  const roots = kinds.map(([kind, plural]) => {
    const crd: unknown = parse(readFileSync(`${folder}/monitoring.coreos.com_${plural}.yaml`, "utf8"));
    const [version] = at(crd, "spec", "versions") as readonly Given[];
    const spec = at(version, "schema", "openAPIV3Schema", "properties", "spec");
    const required = at(version, "schema", "openAPIV3Schema", "required");
    const isRequired = Array.isArray(required) && required.includes("spec");
    return [
      kind,
      {
        apiVersion: `monitoring.coreos.com/${String(version?.["name"])}`,
        isSpecRequired: isRequired,
        hasRules: JSON.stringify(spec).includes('"x-kubernetes-validations"'),
        spec: compact(spec, numbers),
      },
    ] as const;
  });
  const lines = [...numbers].map(([text, number]) => `    ${number}: ${quoted(text)},`);
  const kindLines = roots.map(
    ([kind, { apiVersion, isSpecRequired, hasRules, spec }]) =>
      `    ${kind}: { apiVersion: ${JSON.stringify(apiVersion)}, isSpecRequired: ${isSpecRequired}, hasRules: ${hasRules}, spec: ${quoted(JSON.stringify(spec))} },`,
  );
  writeFileSync(
    new URL("../../sim/prometheus-operator/schema/monitoring-schema.table.ts", import.meta.url),
    `import type { SchemaTable } from "./schema.ts";

/**
 * The schemas of prometheus-operator's kinds in version 0.94.1, each as JSON; a number stands for another schema.
 *
 * Written by build/monitoring-schema; not to be edited.
 */
export const monitoringSchemas: SchemaTable = {
  kinds: {
${kindLines.join("\n")}
  },
  schemas: {
${lines.join("\n")}
  },
};
`,
  );
}

const quoted = (text: string): string =>
  text.includes("'") ? JSON.stringify(text) : `'${text.replaceAll("\\", "\\\\")}'`;

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

/** What is checked: the rest of a schema is for people, or for the API server's merging of lists. */
const kept: ReadonlySet<string> = new Set([
  ...["type", "format", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"],
  ...[
    "required",
    "default",
    "x-kubernetes-int-or-string",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-validations",
  ],
]);

/** A schema without what is not checked; a large one is put aside, and its number is given back. */
function compact(given: unknown, numbers: Map<string, number>): unknown {
  if (!isRecord(given)) return given;
  const schema: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (kept.has(key)) schema[key.replace("x-kubernetes-", "")] = value;
    if (key === "items" || key === "additionalProperties") schema[key] = compact(value, numbers);
    if (key === "x-kubernetes-list-map-keys") schema["keys"] = value;
    if (key === "x-kubernetes-list-type" && value === "set") schema["isSet"] = true;
    if (key === "properties" && isRecord(value)) {
      schema[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, compact(inner, numbers)]));
    }
  }
  const text = JSON.stringify(schema);
  if (text.length < sharedMin) return schema;
  const number = numbers.get(text) ?? numbers.size;
  numbers.set(text, number);
  return number;
}

main();
