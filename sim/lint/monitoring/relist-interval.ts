import { formatModelDuration } from "../../prometheus/model-duration.ts";
import type { LintRule } from "../finding.ts";
import { someSeries } from "./adapter-rules.ts";
import { hasIntervalOfTargets, isClosed } from "./jobs.ts";
import { seriesOfInterest } from "./made-metrics.ts";
import { jobsBehind } from "./scraping-jobs.ts";

/** A look back for series that is shorter than the time between two samples. Source: kubernetes-sigs/prometheus-adapter#77 */
export const relistInterval: LintRule = (subject) => {
  const { monitoring, jobs, adapterRules } = subject;
  const { flags } = monitoring;
  const flag = flags.maxAge === undefined || flags.maxAge.value === 0 ? flags.relistInterval : flags.maxAge;
  if (flag === undefined || !isClosed(monitoring) || jobs.some(hasIntervalOfTargets)) return [];
  const rules = adapterRules.flatMap((config) => config.rules);
  const slow = rules.flatMap((rule) => {
    const [series = someSeries] = seriesOfInterest(rule, subject);
    const behind = jobsBehind(jobs, { series, matchers: rule.matchers });
    const isTooSlow = behind.length > 0 && behind.every(({ scrape }) => scrape.scrapeInterval > flag.value);
    return isTooSlow ? behind : [];
  });
  const [job] =
    slow.length > 0 || rules.length > 0 ? slow : jobs.filter(({ scrape }) => scrape.scrapeInterval > flag.value);
  if (job === undefined) return [];
  const { jobName, scrapeInterval } = job.scrape;
  const [look, every] = [formatModelDuration(flag.value), formatModelDuration(scrapeInterval)];
  return [
    {
      ...{ rule: "relist-interval", severity: "error", object: flag.reference, field: flag.field },
      cause: `the adapter looks for series of the last ${look}, and job ${jobName} scrapes every ${every}: a listing between two scrapes finds nothing, and its metrics come and go`,
      fix: `Make it at least ${every}, or let --metrics-max-age reach further back than --metrics-relist-interval.`,
    },
  ];
};
