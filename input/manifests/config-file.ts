import { collect } from "../fields/read.ts";
import type { Sources } from "../files/sources.ts";
import { childOf, type Node } from "../node.ts";
import { readDocuments } from "../yaml/documents.ts";

/** What stands at the top of the files that Prometheus, Alertmanager and prometheus-adapter read. */
const configKeys: readonly (readonly string[])[] = [
  [
    ...["global", "scrape_configs", "scrape_config_files", "rule_files", "alerting", "remote_write", "remote_read"],
    ...["storage", "tracing", "runtime", "otlp"],
  ],
  ["groups"],
  [
    ...["global", "route", "receivers", "inhibit_rules", "time_intervals", "mute_time_intervals", "templates"],
    ...["tracing", "event_recorder"],
  ],
  ["rules", "externalRules", "resourceRules"],
];

/** Whether a file is one of these, and no manifest. Read without being remembered as a file of the run. */
export function isConfigFile(path: string, sources: Sources): boolean {
  const [source] = collect([], () => sources.peek(path)) ?? [];
  // Most files are manifests, and need not be parsed to see that.
  if (source === undefined || /^kind\s*:/m.test(source.text)) return false;
  const documents = documentsOf(path, sources);
  return documents.length > 0 && documents.every((document) => !isObject(document) && isConfig(document));
}

/** Whether a file holds at least one object of the API: a ConfigMap may hold a config. */
export const holdsObjects = (path: string, sources: Sources): boolean => documentsOf(path, sources).some(isObject);

/** None for what cannot be read; why it cannot is said when it is read as a manifest or as a config. */
function documentsOf(path: string, sources: Sources): readonly Node[] {
  return collect([], () => readDocuments(sources.peek(path), "kubectl"))?.[0] ?? [];
}

const isObject = (document: Node): boolean =>
  childOf(document, "kind") !== undefined || childOf(document, "apiVersion") !== undefined;

function isConfig(document: Node): boolean {
  if (document.kind !== "map" || document.entries.size === 0) return false;
  const keys = [...document.entries.keys()];
  return configKeys.some((known) => keys.every((key) => known.includes(key)));
}
