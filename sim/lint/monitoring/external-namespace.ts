import { namespaceResource } from "../../adapter/resource-converter.ts";
import { type Finding, type LintRule, type LintSubject, referenceTo } from "../finding.ts";
import { type AdapterRule, expressionOf, labelFor, queryOf } from "./adapter-rules.ts";
import { isClosed, mayAttach } from "./jobs.ts";
import { makingOf } from "./made-metrics.ts";
import { familyOf } from "./metric-kind.ts";
import { recordingsOf } from "./recorded-series.ts";
import { jobsBehind } from "./scraping-jobs.ts";
import { seriesUses } from "./series-use.ts";
import type { WantedMetric } from "./wanted-metrics.ts";

/** External metrics that are looked for in the wrong namespace, or in all of them. */
export const externalNamespace: LintRule = (subject) =>
  subject.wantedMetrics
    .filter(({ of }) => of === "external")
    .flatMap((wanted): readonly Finding[] => {
      for (const rule of subject.adapterRules.flatMap(({ rules }) => rules)) {
        const making = rule.of === "external" ? makingOf(rule, wanted.name) : undefined;
        if (making?.kind !== "makes") continue;
        const label = labelFor(rule, namespaceResource);
        const found = rule.namer.namespaced
          ? label && (elsewhere(rule, wanted, { ...making, label }) ?? unlabelled(rule, { ...making, label }, subject))
          : ofAll(rule, wanted, subject);
        return found === undefined || found === "" ? [] : [placed(wanted, found)];
      }
      return [];
    });

type Found = Pick<Finding, "cause" | "fix" | "severity">;

const placed = ({ hpa, field }: WantedMetric, found: Found): Finding => ({
  ...{ rule: "external-namespace", object: referenceTo(hpa.object), field: `${field}.metric.name` },
  ...found,
});

type Made = { readonly series: string; readonly label: string };

const mend = "say resources.namespaced: false in the rule if the metric belongs to another namespace, or to none";

/** The rule is about one namespace, and the HPA's is another. */
function elsewhere(rule: AdapterRule, { hpa }: WantedMetric, { series, label }: Made): Found | undefined {
  const { namespace } = hpa.object.meta;
  const query = queryOf(rule, { series, namespace });
  const parsed = query === undefined ? undefined : expressionOf(query);
  const used = parsed?.ok ? seriesUses(parsed.value).flatMap(({ selector }) => selector.matchers) : [];
  const other = [...used, ...rule.matchers].find(({ name, operator, value, matches }) => {
    const isFixed = operator === "=" && value !== "";
    return name === label && isFixed && !matches(namespace);
  });
  if (other === undefined) return undefined;
  return {
    severity: "error",
    cause: `the adapter asks for series with ${label}="${namespace}", the HPA's namespace, and those of ${rule.field} have ${label}="${other.value}": there is no value`,
    fix: `Put the HPA into namespace ${other.value}, or ${mend}.`,
  };
}

/** No series has the label by which namespaces are told apart. */
function unlabelled(rule: AdapterRule, { series, label }: Made, { jobs, monitoring }: LintSubject): Found | undefined {
  if (!isClosed(monitoring) || familyOf(series) !== "application") return undefined;
  const isRecorded = recordingsOf(series, monitoring).length > 0;
  const behind = jobsBehind(jobs, { series, matchers: rule.matchers });
  if (isRecorded || behind.length === 0 || behind.some((job) => mayAttach(job, label))) return undefined;
  const names = behind.map(({ scrape }) => scrape.jobName).join(", ");
  return {
    severity: "error",
    cause: `the adapter asks for series of ${series} with ${label}= the HPA's namespace, and job ${names} attaches no label ${label}: there is no value`,
    fix: `Attach it with relabel_configs, or ${mend}.`,
  };
}

/** HPAs of several namespaces ask for one metric of all namespaces. */
function ofAll(rule: AdapterRule, wanted: WantedMetric, { wantedMetrics }: LintSubject): Found | undefined {
  if (wanted.selector !== undefined) return undefined;
  const { namespace } = wanted.hpa.object.meta;
  const other = wantedMetrics.find(
    ({ of, name, selector, hpa }) =>
      of === "external" && name === wanted.name && selector === undefined && hpa.object.meta.namespace !== namespace,
  );
  if (other === undefined) return undefined;
  return {
    severity: "warning",
    cause: `HPAs in ${namespace} and ${other.hpa.object.meta.namespace} both go by ${wanted.name}, and ${rule.field} has namespaced: false: each gets the values of all namespaces`,
    fix: "Tell the series apart with a selector in each HPA, or take namespaced: false out of the rule.",
  };
}
