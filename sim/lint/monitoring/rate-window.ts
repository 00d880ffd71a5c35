import { createResourceQueries } from "../../adapter/resource-query.ts";
import { everything } from "../../kubernetes/label-selector.ts";
import type { ObjectReference } from "../../kubernetes/object.ts";
import { formatModelDuration } from "../../prometheus/model-duration.ts";
import type { Expression } from "../../prometheus/promql/syntax/ast.ts";
import { milliseconds, toSeconds } from "../../units.ts";
import type { Finding, LintRule, LintSubject } from "../finding.ts";
import { expressionOf, namingFor, pods, queryOf, someSeries } from "./adapter-rules.ts";
import { hasIntervalOfTargets, isClosed } from "./jobs.ts";
import { seriesOfInterest } from "./made-metrics.ts";
import type { LintedAdapter } from "./monitoring.ts";
import { scrapingJobs } from "./scraped-pods.ts";
import { jobsBehind } from "./scraping-jobs.ts";
import { needsTwoSamples, type SeriesUse, seriesUses } from "./series-use.ts";

/** Windows that cannot hold two samples whenever they are looked at. Source: kubernetes-sigs/prometheus-adapter#535 */
export const rateWindow: LintRule = (subject) =>
  queriesOf(subject).flatMap(({ expression, reference: object, field, series }) => {
    const found = seriesUses(expression).map((use) => judge(use, series, subject));
    const first = found.find((one) => one !== undefined);
    return first === undefined ? [] : [{ ...first, object, field }];
  });

type PlacedQuery = {
  readonly expression: Expression;
  readonly reference: ObjectReference;
  readonly field: string;
  /** What a name that is not known stands for. */
  readonly series: string;
};

function queriesOf(subject: LintSubject): readonly PlacedQuery[] {
  const { adapterRules, monitoring } = subject;
  const ofRules = adapterRules.flatMap(({ rules }) =>
    rules.flatMap((rule) => {
      const [series = someSeries] = seriesOfInterest(rule, subject);
      return placed(queryOf(rule, { series }), {
        reference: rule.reference,
        field: `${rule.field}.metricsQuery`,
        series,
      });
    }),
  );
  const ofFiles = monitoring.rules.flatMap(({ reference, groups }) =>
    groups.flatMap(({ rules }, group) =>
      rules.flatMap(({ expression }, at) =>
        placed(expression, { reference, field: `groups[${group}].rules[${at}].expr`, series: someSeries }),
      ),
    ),
  );
  return [...ofRules, ...monitoring.adapters.flatMap(resourceQueries), ...ofFiles];
}

type At = Omit<PlacedQuery, "expression">;

function placed(query: string | undefined, at: At): readonly PlacedQuery[] {
  const parsed = query === undefined ? undefined : expressionOf(query);
  return parsed?.ok ? [{ expression: parsed.value, ...at }] : [];
}

function resourceQueries({ config: { resourceRules }, reference, fields }: LintedAdapter): readonly PlacedQuery[] {
  if (resourceRules === undefined) return [];
  const queries = createResourceQueries(resourceRules, namingFor(resourceRules.cpu.resources), { clampsSamples: true });
  if (!queries.ok) return [];
  return (["cpu", "memory"] as const).flatMap((resource) =>
    (["containerQuery", "nodeQuery"] as const).flatMap((query) => {
      const about = query === "nodeQuery" ? { group: "", resource: "nodes" } : pods;
      const ask = { series: "", resource: about, namespace: "", names: ["a"], metricSelector: everything };
      const text = queries.value[resource][query].build({ ...ask, extraGroupBy: [] });
      const field = `${fields.resourceRules}.${resource}.${query}`;
      return placed(text.ok ? text.value : undefined, { reference, field, series: someSeries });
    }),
  );
}

function judge(use: SeriesUse, given: string, subject: LintSubject): Omit<Finding, "object" | "field"> | undefined {
  const { windowMs, call, selector } = use;
  if (windowMs === undefined || !needsTwoSamples(use)) return undefined;
  const { monitoring } = subject;
  const named = selector.matchers.find(({ name, operator }) => name === "__name__" && operator === "=")?.value;
  const series = named ?? given;
  const recorded = monitoring.rules
    .flatMap(({ groups }) => groups)
    .filter(({ rules }) => rules.some((rule) => rule.kind === "recording" && rule.record === series));
  const shortest = recorded.length > 0 ? shortestEvaluation(recorded) : shortestScrape(series, use, subject);
  if (shortest === undefined || windowMs >= 2 * shortest.everyMs) return undefined;
  const window = durationText(windowMs);
  const every = durationText(shortest.everyMs);
  const share = Math.round(((windowMs - shortest.everyMs) / shortest.everyMs) * 100);
  const often =
    windowMs <= shortest.everyMs
      ? `a window of ${window} never holds them`
      : `a window of ${window} holds them ${share} % of the time`;
  return {
    ...{ rule: "rate-window", severity: "error" },
    cause: `${call}() needs two samples, and ${shortest.who} every ${every}: ${often}, and without them there is no value`,
    fix: `Take at least ${durationText(2 * shortest.everyMs)}, better ${durationText(4 * shortest.everyMs)}, so that a lost scrape does no harm; or scrape more often.`,
  };
}

type Shortest = { readonly everyMs: number; readonly who: string };

function shortestScrape(series: string, { selector }: SeriesUse, subject: LintSubject): Shortest | undefined {
  const all = jobsBehind(subject.jobs, { series, matchers: selector.matchers });
  const jobs = scrapingJobs(all, series, subject);
  if (!isClosed(subject.monitoring) || jobs.some(hasIntervalOfTargets)) return undefined;
  const [first] = jobs.toSorted((a, b) => a.scrape.scrapeInterval - b.scrape.scrapeInterval);
  if (first === undefined) return undefined;
  const { scrapeInterval, jobName } = first.scrape;
  return { everyMs: toSeconds(scrapeInterval) * 1000, who: `job ${jobName} scrapes` };
}

function shortestEvaluation(
  groups: readonly { readonly intervalMs: number; readonly name: string }[],
): Shortest | undefined {
  const [first] = groups.toSorted((a, b) => a.intervalMs - b.intervalMs);
  return first && { everyMs: first.intervalMs, who: `group ${first.name} records it` };
}

const durationText = (span: number): string => formatModelDuration(milliseconds(span));
