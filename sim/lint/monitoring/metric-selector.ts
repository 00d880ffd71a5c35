import { type Finding, type LintRule, referenceTo } from "../finding.ts";
import { type AdapterRule, expressionOf, queryOf } from "./adapter-rules.ts";
import type { Job } from "./jobs.ts";
import { makingOf } from "./made-metrics.ts";
import type { Monitoring } from "./monitoring.ts";
import { mayRecord, recordingsOf } from "./recorded-series.ts";
import { seriesUses } from "./series-use.ts";
import type { WantedMetric } from "./wanted-metrics.ts";

/** Selectors of an HPA's metrics that have no effect, or that no series meets. */
export const metricSelector: LintRule = ({ adapterRules, wantedMetrics, monitoring, jobs }) =>
  wantedMetrics.flatMap((wanted): readonly Finding[] => {
    if (wanted.selector === undefined) return [];
    for (const rule of adapterRules.flatMap((config) => config.rules)) {
      const making = rule.of === wanted.of ? makingOf(rule, wanted.name) : undefined;
      if (making?.kind !== "makes") continue;
      const { series } = making;
      const found =
        withoutEffect(rule, wanted, series) ??
        lostByRecording(wanted, series, monitoring) ??
        dropped(wanted, jobs) ??
        contradicted(rule, wanted, series);
      return found === undefined ? [] : [finding(wanted, found)];
    }
    return [];
  });

type Found = Pick<Finding, "cause" | "fix">;

const finding = ({ hpa, field }: WantedMetric, found: Found): Finding => ({
  ...{ rule: "metric-selector", severity: "error", object: referenceTo(hpa.object), field: `${field}.metric.selector` },
  ...found,
});

function withoutEffect(rule: AdapterRule, wanted: WantedMetric, series: string): Found | undefined {
  const ask = { series, ...(wanted.resource === undefined ? {} : { resource: wanted.resource }) };
  const query = queryOf(rule, ask);
  const metricSelector = wanted.selector;
  if (query === undefined || metricSelector === undefined || queryOf(rule, { ...ask, metricSelector }) !== query)
    return undefined;
  return {
    cause: `the selector on ${wanted.selectorKeys.join(", ")} has no effect: the query of ${rule.field} has no <<.LabelMatchers>>, where it would stand`,
    fix: "Put <<.LabelMatchers>> between the braces of the rule's metricsQuery.",
  };
}

function lostByRecording(
  { selectorKeys }: WantedMetric,
  series: string,
  monitoring: Pick<Monitoring, "rules">,
): Found | undefined {
  const recordings = recordingsOf(series, monitoring);
  const lost = selectorKeys.find((key) => recordings.length > 0 && !recordings.some((one) => mayRecord(one, key)));
  if (lost === undefined) return undefined;
  return {
    cause: `no series meets the selector: the recording rule ${series} adds up over the label ${lost}, so its series do not have it`,
    fix: `Keep ${lost} in the recording rule's by (…), or leave it out of the selector.`,
  };
}

/** A label that every job takes away from its samples. */
function dropped({ selectorKeys }: WantedMetric, jobs: readonly Job[]): Found | undefined {
  const drops = (job: Job, key: string): boolean =>
    job.scrape.metricRelabelRules.some(
      ({ action, regex }) =>
        (action === "labeldrop" && regex.test(key)) || (action === "labelkeep" && !regex.test(key)),
    );
  const lost = selectorKeys.find((key) => jobs.length > 0 && jobs.every((job) => drops(job, key)));
  if (lost === undefined) return undefined;
  return {
    cause: `no series meets the selector: metric_relabel_configs take the label ${lost} away from every sample`,
    fix: `Leave ${lost} out of the selector, or out of what labeldrop matches.`,
  };
}

/** A condition of the rule's own that the selector contradicts. */
function contradicted(rule: AdapterRule, wanted: WantedMetric, series: string): Found | undefined {
  if (wanted.selector === undefined) return undefined;
  const query = queryOf(rule, { series, metricSelector: wanted.selector });
  const parsed = query === undefined ? undefined : expressionOf(query);
  if (!parsed?.ok) return undefined;
  for (const { selector } of seriesUses(parsed.value)) {
    const fixed = selector.matchers.filter(({ operator }) => operator === "=");
    const clash = fixed.find(({ name, value }) =>
      selector.matchers.some(
        (matcher) => matcher.name === name && wanted.selectorKeys.includes(name) && !matcher.matches(value),
      ),
    );
    if (clash !== undefined) {
      return {
        cause: `no series meets the selector: ${rule.field} is about series with ${clash.name}="${clash.value}" alone`,
        fix: `Leave ${clash.name} out of the selector, or out of the rule.`,
      };
    }
  }
  return undefined;
}
