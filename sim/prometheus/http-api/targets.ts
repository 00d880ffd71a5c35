import type { SimTime } from "../../units.ts";
import { type Labels, labelValue } from "../promql/labels.ts";
import type { ParserSetup } from "../promql/syntax/parse.ts";
import type { Form } from "./form.ts";
import { printTimestamp } from "./instant.ts";
import { type Encodable, type Json, jsonLabels } from "./json.ts";
import { anyMatcherSetsOf, parseWholeNumber, refuse, refuseParameter } from "./parameters.ts";
import type { Answer } from "./reply.ts";

/** A target that is scraped. */
export interface ActiveTarget {
  /** Before relabelling. */
  readonly discoveredLabels: Labels;
  readonly labels: Labels;
  readonly scrapePool: string;
  readonly scrapeUrl: string;
  /** The address for others than the server itself. */
  readonly globalUrl: string;
  /** Empty if the last scrape went well. */
  readonly lastError: string;
  /** Undefined before the first scrape. */
  readonly lastScrape: SimTime | undefined;
  readonly lastScrapeSeconds: number;
  readonly health: "up" | "down" | "unknown";
  readonly scrapeInterval: string;
  readonly scrapeTimeout: string;
  /** What the target told about its metrics, by their names. */
  readonly metadata: readonly MetricMetadata[];
}

export interface MetricMetadata {
  readonly metric: string;
  readonly type: string;
  readonly help: string;
  readonly unit: string;
}

/** A target that relabelling has dropped. */
export interface DroppedTarget {
  readonly discoveredLabels: Labels;
  readonly scrapePool: string;
}

/** All targets, pool by pool in the order of the pools' names. */
export interface Targets {
  readonly active: readonly ActiveTarget[];
  readonly dropped: readonly DroppedTarget[];
  /** How many were dropped, by pool; more than `dropped` has if its number is limited. */
  readonly droppedCounts: ReadonlyMap<string, number>;
}

const raw = (labels: Labels): Json => ({ json: jsonLabels(labels) });

/** `/api/v1/targets`. Source: prometheus v0.315.0 web/api/v1/api.go (targets) */
export function targetsAnswer(form: Form, { active, dropped, droppedCounts }: Targets): Answer {
  const pool = form.queryValue("scrapePool");
  const state = form.queryValue("state").toLowerCase();
  const isWanted = ({ scrapePool }: { readonly scrapePool: string }): boolean => pool === "" || scrapePool === pool;
  const shows = (one: string): boolean => state === "" || state === "any" || state === one;
  return {
    data: {
      activeTargets: shows("active") ? active.filter(isWanted).map(activeFields) : [],
      droppedTargets: shows("dropped")
        ? dropped
            .filter(isWanted)
            .map(({ discoveredLabels, scrapePool }) => ({ discoveredLabels: raw(discoveredLabels), scrapePool }))
        : [],
      droppedTargetCounts: shows("dropped") ? droppedCounts : null,
    },
  };
}

const activeFields = (target: ActiveTarget): Encodable => ({
  discoveredLabels: raw(target.discoveredLabels),
  labels: raw(target.labels),
  scrapePool: target.scrapePool,
  scrapeUrl: target.scrapeUrl,
  globalUrl: target.globalUrl,
  lastError: target.lastError,
  lastScrape: printTimestamp(target.lastScrape),
  lastScrapeDuration: target.lastScrapeSeconds,
  health: target.health,
  scrapeInterval: target.scrapeInterval,
  scrapeTimeout: target.scrapeTimeout,
});

/** `/api/v1/scrape_pools`. */
export const scrapePoolsAnswer = (pools: readonly string[]): Answer => ({
  data: { scrapePools: [...pools].sort() },
});

function numberParameter(form: Form, name: string): number {
  const text = form.value(name);
  if (text === "") return -1;
  const parsed = parseWholeNumber(text);
  return parsed.kind === "number" ? parsed.value : refuse(`${name} must be a number`);
}

/** `/api/v1/targets/metadata`. Source: prometheus v0.315.0 web/api/v1/api.go (targetMetadata) */
export function targetMetadataAnswer(form: Form, { active }: Targets, parser: ParserSetup): Answer {
  const limit = numberParameter(form, "limit");
  const selector = form.value("match_target");
  const complain = (because: string): never => refuseParameter("match_target", because);
  const [matchers = []] = anyMatcherSetsOf(selector === "" ? [] : [selector], { parser, complain });
  const name = form.value("metric");
  const found: Encodable[] = [];
  for (const { labels, metadata } of active) {
    if (limit >= 0 && found.length >= limit) break;
    if (!matchers.every((matcher) => matcher.matches(labelValue(labels, matcher.name)))) continue;
    for (const { metric, type, help, unit } of metadata) {
      // A metric that was asked for by its name is not named again.
      if (name === "") found.push({ target: raw(labels), metric, type, help, unit });
      else if (metric === name) found.push({ target: raw(labels), type, help, unit });
    }
  }
  return { data: found };
}

/** `/api/v1/metadata`. Source: prometheus v0.315.0 web/api/v1/api.go (metricMetadata) */
export function metadataAnswer(form: Form, { active }: Targets): Answer {
  const limit = numberParameter(form, "limit");
  const limitPerMetric = numberParameter(form, "limit_per_metric");
  const name = form.value("metric");
  const byMetric = new Map<string, Map<string, Encodable>>();
  for (const { metric, type, help, unit } of active.flatMap(({ metadata }) => metadata)) {
    if (name !== "" && metric !== name) continue;
    const known = byMetric.get(metric) ?? new Map<string, Encodable>();
    if (limitPerMetric > 0 && known.size >= limitPerMetric) continue;
    known.set(JSON.stringify([type, help, unit]), { type, unit, help });
    byMetric.set(metric, known);
  }
  const kept = limit < 0 ? [...byMetric] : [...byMetric].slice(0, limit);
  return { data: new Map(kept.map(([metric, entries]) => [metric, [...entries.values()]])) };
}
