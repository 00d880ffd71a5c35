import type { AdapterRule } from "./adapter-rules.ts";
import type { WantedMetric } from "./wanted-metrics.ts";

/** Whether a rule makes a metric of some name. */
export type Making =
  | { readonly kind: "makes" /** Of this series. */; readonly series: string }
  /** It may, depending on what series there are. */
  | { readonly kind: "may" }
  | { readonly kind: "no" };

/** Whether a series of this name can come through the rule's query and filters. */
export const takes = ({ matchers, namer }: AdapterRule, series: string): boolean =>
  matchers.every(({ name, matches }) => name !== "__name__" || matches(series)) && namer.accepts({ __name__: series });

/** Whether, and of which series, a rule makes the metric. */
export function makingOf(rule: AdapterRule, metric: string): Making {
  const { series, namer } = rule;
  const isMade = (name: string): boolean => takes(rule, name) && namer.nameOf({ __name__: name }) === metric;
  if (series !== undefined) return isMade(series) ? { kind: "makes", series } : { kind: "no" };
  const candidate = seriesBehind(rule, metric);
  if (candidate.kind !== "makes") return candidate;
  return isMade(candidate.series) && mayExist(candidate.series) ? candidate : { kind: "no" };
}

/** Beginnings of what kubelets tell of containers. Source: cadvisor v0.56.2 docs/storage/prometheus.md */
const ofContainers: readonly string[] = [
  ...["accelerator", "blkio", "cpu", "file_descriptors", "fs", "health_state", "hugetlb", "last_seen", "llc", "memory"],
  ...[
    "network",
    "oom",
    "perf",
    "pressure",
    "processes",
    "referenced",
    "sockets",
    "spec",
    "start_time",
    "tasks",
    "threads",
  ],
  "ulimits",
].map((name) => `container_${name}`);

/** Whether a series can be there, as far as that is known. */
const mayExist = (series: string): boolean =>
  !series.startsWith("container_") || ofContainers.some((beginning) => series.startsWith(beginning));

/** Goes back from the metric's name to that of the series, as far as the expression is simple enough. */
function seriesBehind({ rule: { name } }: AdapterRule, metric: string): Making {
  const matches = name.matches === "" ? "(.*)" : name.matches;
  const groupCount = [...matches.matchAll(/\((?!\?)|\(\?P</g)].length;
  const template = name.as === "" ? (groupCount === 1 ? "$1" : "$0") : name.as;
  const references = [...template.matchAll(/\$(?:\{(\d+)\}|(\d+)(?!\w))/g)].map(([, braced, bare]) => braced ?? bare);
  const [reference] = references;
  if (reference === undefined || references.length > 1 || /\$[{]?[a-zA-Z_]/.test(template)) {
    return template === metric || template.includes("$") ? { kind: "may" } : { kind: "no" };
  }
  const [before = "", after = ""] = template.split(/\$(?:\{\d+\}|\d+)/);
  const isOfForm = metric.startsWith(before) && metric.endsWith(after) && metric.length > before.length + after.length;
  if (!isOfForm) return { kind: "no" };
  const captured = metric.slice(before.length, metric.length - after.length);
  if (reference === "0") return { kind: "makes", series: captured };
  const simple = /^\^?([\w:]*)\([^()]*\)([\w:]*)\$?$/.exec(matches);
  if (simple === null || reference !== "1") return { kind: "may" };
  return { kind: "makes", series: `${simple[1] ?? ""}${captured}${simple[2] ?? ""}` };
}

/** Names by which a rule that is about many series shows whether they are counters or gauges. */
const counters = ["container_network_receive_bytes_total", "container_cpu_usage_seconds_total", "http_requests_total"];
const gauges = ["container_memory_working_set_bytes", "http_requests_in_flight", "queue_length", "jobs"];

/** What is known of the metrics that are made and wanted. */
export type Demand = {
  readonly wantedMetrics: readonly WantedMetric[];
  readonly adapterRules: readonly { readonly rules: readonly AdapterRule[] }[];
};

/**
 * Series that a rule is sure to be about: the one it names, those behind metrics that HPAs want and that no rule makes of a series
 * that it names, or an example of its only kind.
 */
export function seriesOfInterest(rule: AdapterRule, demand: Demand): readonly string[] {
  if (rule.series !== undefined) return [rule.series];
  const wanted = demand.wantedMetrics
    .filter(({ of, name }) => of === rule.of && !isMadeByName(name, demand))
    .flatMap(({ name }) => {
      const making = makingOf(rule, name);
      return making.kind === "makes" ? [making.series] : [];
    });
  const [counter] = counters.filter((name) => takes(rule, name));
  const [gauge] = gauges.filter((name) => takes(rule, name));
  const example = counter === undefined ? gauge : gauge === undefined ? counter : undefined;
  return [...new Set([...wanted, ...(example === undefined ? [] : [example])])];
}

const isMadeByName = (metric: string, { adapterRules }: Demand): boolean =>
  adapterRules.some(({ rules }) =>
    rules.some((rule) => rule.series !== undefined && makingOf(rule, metric).kind === "makes"),
  );
