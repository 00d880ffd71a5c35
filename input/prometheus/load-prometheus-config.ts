import type { JobConfig, PrometheusConfig } from "../../sim/prometheus/prometheus-config.ts";
import type { Label } from "../../sim/prometheus/promql/labels.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import { parsedBy } from "../fields/parsed.ts";
import { asNode, collect, listOf, optional, type Read } from "../fields/read.ts";
import { InputError, type Problem } from "../input-error.ts";
import { childOf, type Node, toPlain } from "../node.ts";
import { errorAt, placeIn, problemAt, type Source } from "../place.ts";
import { readDocuments } from "../yaml/documents.ts";
import { type GlobalConfig, globalConfig } from "./read-global.ts";
import { type JobSettings, readJob } from "./read-job.ts";
import { section } from "./section.ts";

/** What a config needs besides its text. */
export interface ConfigSettings extends JobSettings {
  /** What `$NAME` in external labels stands for. */
  readonly environment: (name: string) => string | undefined;
  /** The files that an entry of `scrape_config_files` stands for; without it there are none. */
  readonly scrapeConfigFiles?: (pattern: string) => readonly Source[];
}

const otherSections = ["alerting", "remote_write", "remote_read", "storage", "tracing", "runtime", "otlp"] as const;

/** A star may stand in the last part of a path only. */
const path = (what: string): Read<string> =>
  parsedBy<string>((given) => {
    if (/^[^*]*(\*[^/]*)?$/.test(given)) return { ok: true, value: given };
    return { ok: false, message: `invalid ${what} path ${quote(given)}` };
  }, "a path");

const configFields = section("config.plain", {
  ...{ global: optional(asNode, undefined), rule_files: optional(asNode, undefined) },
  ...{ scrape_config_files: optional(asNode, undefined), scrape_configs: optional(asNode, undefined) },
  ...{ alerting: optional(asNode, undefined), remote_write: optional(asNode, undefined) },
  ...{ remote_read: optional(asNode, undefined), storage: optional(asNode, undefined) },
  ...{ tracing: optional(asNode, undefined), runtime: optional(asNode, undefined), otlp: optional(asNode, undefined) },
});

/**
 * `prometheus.yml` with its defaults, or an InputError that points at what is wrong, in upstream's words where it has some.
 *
 * Source: prometheus v0.315.0 config (Load)
 */
export function loadPrometheusConfig(source: Source, settings: ConfigSettings): PrometheusConfig {
  const node = documentOf(source);
  const problems: Problem[] = [];
  /** What one part says; problems of several parts are told together. */
  const part = <Value>(given: Node | undefined, read: Read<Value>, otherwise: Value): Value =>
    given === undefined ? otherwise : (collect(problems, () => read(given))?.[0] ?? otherwise);
  const emptyMap: Node = { kind: "map", entries: new Map(), place: node.place };
  const fields = collect(problems, () => configFields(node))?.[0] ?? knownFields(node);
  const global = part(fields.global, globalConfig, globalConfig(emptyMap));
  const ruleFiles = part(fields.rule_files, listOf(path("rule file")), []);
  const scrapeConfigFiles = part(fields.scrape_config_files, listOf(path("scrape config file")), []);
  const jobNodes = part(fields.scrape_configs, listOf(asNode), []);
  const lists = [{ nodes: jobNodes, file: source.file }, ...otherLists(scrapeConfigFiles, settings, problems)];
  const jobs = collect(problems, () => readJobs(lists, global, settings))?.[0] ?? [];
  if (problems.length > 0) throw new InputError(problems);
  return {
    scrapeInterval: global.scrapeInterval,
    evaluationInterval: global.evaluationInterval,
    ruleQueryOffset: global.ruleQueryOffset,
    externalLabels: global.externalLabels.map(([name, value]): Label => [name, expanded(value, settings.environment)]),
    ...{ ruleFiles, scrapeConfigFiles, jobs },
    otherSections: Object.fromEntries(
      otherSections.flatMap((name) => {
        const value = fields[name];
        return value === undefined ? [] : [[name, toPlain(value)]];
      }),
    ),
  };
}

/** The sections of a document that has others beside. */
const knownFields = (node: Node): ReturnType<typeof configFields> => ({
  ...{ global: childOf(node, "global"), rule_files: childOf(node, "rule_files") },
  ...{ scrape_config_files: childOf(node, "scrape_config_files"), scrape_configs: childOf(node, "scrape_configs") },
  ...{ alerting: undefined, remote_write: undefined, remote_read: undefined, storage: undefined },
  ...{ tracing: undefined, runtime: undefined, otlp: undefined },
});

/** The only document; a file without one means that everything is left to its default. */
function documentOf(source: Source): Node {
  const isEmpty = source.text.replace(/^\s*(#.*)?$/gm, "").trim() === "";
  if (isEmpty) return { kind: "map", entries: new Map(), place: placeIn(source, 0) };
  const [first, second] = readDocuments(source, "scenario");
  if (second !== undefined) throw errorAt(second.place, "a Prometheus config is one document");
  return first ?? { kind: "map", entries: new Map(), place: placeIn(source, 0) };
}

type JobList = { readonly nodes: readonly Node[]; readonly file: string };

const scrapeConfigsFields = section("config.ScrapeConfigs", { scrape_configs: optional(listOf(asNode), []) });

/** The jobs of the files that the config names. Source: prometheus v0.315.0 config (Config.GetScrapeConfigs) */
function otherLists(
  patterns: readonly string[],
  { scrapeConfigFiles = () => [] }: ConfigSettings,
  problems: Problem[],
): readonly JobList[] {
  const sources = patterns.flatMap((pattern) => collect(problems, () => scrapeConfigFiles(pattern))?.[0] ?? []);
  return sources.flatMap((source) => {
    const read = collect(problems, () => scrapeConfigsFields(documentOf(source)));
    return read === undefined ? [] : [{ nodes: read[0].scrape_configs, file: source.file }];
  });
}

function readJobs(lists: readonly JobList[], global: GlobalConfig, settings: JobSettings): readonly JobConfig[] {
  const problems: Problem[] = [];
  const fileOf = new Map<string, string>();
  const nodes = lists.flatMap((list) => list.nodes.map((node) => ({ node, file: list.file })));
  const jobs = nodes.flatMap(({ node, file }) => {
    const [job] = collect(problems, () => readJob(node, global, settings)) ?? [];
    if (job === undefined) return [];
    const { jobName } = job.scrape;
    const first = fileOf.get(jobName);
    if (first !== undefined) {
      const where = first === file ? "" : `, first found in ${first}`;
      problems.push(problemAt(node.place, `found multiple scrape configs with job name ${quote(jobName)}${where}`));
    }
    fileOf.set(jobName, first ?? file);
    return [job];
  });
  if (problems.length > 0) throw new InputError(problems);
  return jobs;
}

/** Source: go1.26 os.Expand, with `$$` for one dollar */
const expanded = (value: string, environment: ConfigSettings["environment"]): string =>
  value.replace(/\$(?:\$|\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g, (whole, braced, plain) =>
    whole === "$$" ? "$" : (environment(braced ?? plain) ?? ""),
  );
