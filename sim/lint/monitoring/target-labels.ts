import { namespaceResource } from "../../adapter/resource-converter.ts";
import type { Finding, LintRule, LintSubject } from "../finding.ts";
import { type AdapterRule, expressionOf, labelFor, pods } from "./adapter-rules.ts";
import { isClosed, type Job, mayAttach } from "./jobs.ts";
import { seriesOfInterest } from "./made-metrics.ts";
import { familyOf } from "./metric-kind.ts";
import { carries, resultLabels } from "./result-labels.ts";
import { scrapingJobs } from "./scraped-pods.ts";
import { jobsBehind } from "./scraping-jobs.ts";

/** Labels by which the adapter would know whose series it is, and that no series has. */
export const targetLabels: LintRule = (subject) =>
  subject.adapterRules.flatMap(({ rules }) => rules.flatMap((rule) => findingFor(rule, subject) ?? []));

function findingFor(rule: AdapterRule, subject: LintSubject): Finding | undefined {
  if (rule.of === "external") return undefined;
  const label = { namespace: labelFor(rule, namespaceResource), pod: podLabel(rule) };
  for (const series of seriesOfInterest(rule, subject)) {
    const recorded = lostByRecording(rule, series, subject);
    if (recorded !== undefined) return recorded;
    if (!isClosed(subject.monitoring) || isRecorded(series, subject)) continue;
    const jobs = scrapingJobs(jobsBehind(subject.jobs, { series, matchers: rule.matchers }), series, subject);
    const found =
      familyOf(series) === "kube-state-metrics"
        ? exported(rule, { series, jobs, labels: [label.pod, label.namespace] })
        : familyOf(series) === "application" && label.pod !== undefined
          ? missing({ jobs, labels: [label.pod, label.namespace] })
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The label of pods, where the rule is about pods. */
function podLabel(rule: AdapterRule): string | undefined {
  const { template, overrides } = rule.rule.resources;
  const isAboutPods = template !== "" || overrides.some(({ resource }) => /^pods?$/.test(resource.toLowerCase()));
  return isAboutPods ? labelFor(rule, pods) : undefined;
}

type Behind = { readonly jobs: readonly Job[]; readonly labels: readonly (string | undefined)[] };

/** The label is to be attached by relabelling: an application does not know its pod. */
function missing({ jobs, labels }: Behind): Finding | undefined {
  const [job] = jobs;
  const label = labels.find(
    (one) => one !== undefined && !/^exported_/.test(one) && jobs.every((each) => !mayAttach(each, one)),
  );
  if (job === undefined || label === undefined) return undefined;
  const names = jobs.map(({ scrape }) => scrape.jobName).join(", ");
  const others = aliases.filter(
    (alias) => alias !== label && mayAttach(job, alias) && isPodLabel(alias) === isPodLabel(label),
  );
  const source = isPodLabel(label) ? "__meta_kubernetes_pod_name" : "__meta_kubernetes_namespace";
  const resource = isPodLabel(label) ? "pod" : "namespace";
  const rename = others.length === 0 ? "" : `Or map ${others[0]} in the rule's overrides: the job calls it so. `;
  return {
    ...{
      rule: "missing-target-label",
      severity: "error",
      object: job.reference,
      field: `${job.field}.relabel_configs`,
    },
    cause: `no series of job ${names} has the label ${label}, by which the adapter's rule knows the ${resource}: it makes no metric`,
    fix: `${rename}Add to relabel_configs: {source_labels: [${source}], target_label: ${label}}.`,
  };
}

/** Names that configs give to the labels of pods and namespaces. */
const aliases: readonly string[] = ["kubernetes_namespace", "namespace", "kubernetes_pod_name", "pod_name", "pod"];

const isPodLabel = (label: string): boolean => /pod/.test(label);

/** Labels of targets stand where samples have labels of the same names. Source: kubernetes-sigs/prometheus-adapter#154 */
function exported(
  { reference: object, field }: AdapterRule,
  { series, jobs, labels }: Behind & { readonly series: string },
): Finding | undefined {
  const label = labels.find((one) => one !== undefined && jobs.length > 0 && jobs.every((job) => clashes(job, one)));
  const [job] = jobs;
  if (label === undefined || job === undefined) return undefined;
  return {
    ...{ rule: "exported-label", severity: "error", object, field: `${field}.resources` },
    cause: `job ${job.scrape.jobName} attaches the label ${label} of its target, without honor_labels: in ${series}, ${label} is that of the exporter, and what the sample is about is called exported_${label}`,
    fix: `Say honor_labels: true in the job, or map exported_${label} in the overrides.`,
  };
}

const clashes = (job: Job, label: string): boolean =>
  !job.isOpen && !job.scrape.honorLabels && (label === "pod" || label === "namespace") && mayAttach(job, label);

const recordedAs = (series: string, { monitoring }: LintSubject) =>
  monitoring.rules
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .flatMap((rule) => (rule.kind === "recording" && rule.record === series ? [rule] : []));

const isRecorded = (series: string, subject: LintSubject): boolean => recordedAs(series, subject).length > 0;

/** A recording rule that adds up over the objects. */
function lostByRecording(rule: AdapterRule, series: string, subject: LintSubject): Finding | undefined {
  const recorded = recordedAs(series, subject);
  const labels = [podLabel(rule), labelFor(rule, namespaceResource)];
  const lost = labels.find(
    (label) =>
      label !== undefined &&
      recorded.length > 0 &&
      recorded.every(({ expression, labels: given }) => {
        const parsed = expressionOf(expression);
        return parsed.ok && !carries(resultLabels(parsed.value), label) && !given.some(([name]) => name === label);
      }),
  );
  if (lost === undefined) return undefined;
  return {
    ...{ rule: "missing-target-label", severity: "error", object: rule.reference, field: `${rule.field}.resources` },
    cause: `the recording rule ${series} adds up over the label ${lost}, by which the adapter's rule knows whose series it is: it makes no metric`,
    fix: `Keep ${lost} in the recording rule's by (…).`,
  };
}
