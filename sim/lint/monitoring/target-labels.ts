import { namespaceResource } from "../../adapter/resource-converter.ts";
import type { Finding, LintRule, LintSubject } from "../finding.ts";
import { type AdapterRule, labelFor, pods } from "./adapter-rules.ts";
import { isClosed, type Job, mayAttach } from "./jobs.ts";
import { seriesOfInterest } from "./made-metrics.ts";
import { familyOf } from "./metric-kind.ts";
import { mayRecord, recordingsOf } from "./recorded-series.ts";
import { scrapingJobs } from "./scraped-pods.ts";
import { jobsBehind } from "./scraping-jobs.ts";

/** Labels by which the adapter would know whose series it is, and that no series has. */
export const targetLabels: LintRule = (subject) =>
  subject.adapterRules.flatMap(({ rules }) => rules.flatMap((rule) => findingFor(rule, subject) ?? []));

function findingFor(rule: AdapterRule, subject: LintSubject): Finding | undefined {
  const labels = rule.of === "external" ? [] : labelsOf(rule);
  if (!labels.some(({ resource }) => resource !== "namespace")) return undefined;
  for (const series of seriesOfInterest(rule, subject)) {
    const recorded = lostByRecording(rule, { series, labels }, subject);
    if (recorded !== undefined) return recorded;
    const isScraped = isClosed(subject.monitoring) && recordingsOf(series, subject.monitoring).length === 0;
    const jobs = scrapingJobs(jobsBehind(subject.jobs, { series, matchers: rule.matchers }), series, subject);
    if (!isScraped || jobs.length === 0) continue;
    const family = familyOf(series);
    const found =
      family === "kube-state-metrics"
        ? exported(rule, { series, jobs, labels })
        : family === "application"
          ? missing({ jobs, labels }, subject)
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A label by which a rule knows objects that a target belongs to. */
type ObjectLabel = { readonly label: string; readonly resource: "pod" | "service" | "namespace" };

/** The labels of a rule that relabelling is to attach: an application does not know where it runs. */
function labelsOf(rule: AdapterRule): readonly ObjectLabel[] {
  const { template, overrides } = rule.rule.resources;
  const isAbout = (resource: string): boolean =>
    overrides.some((override) => [resource, `${resource}s`].includes(override.resource.toLowerCase()));
  const given = [
    { resource: "pod", label: template !== "" || isAbout("pod") ? labelFor(rule, pods) : undefined },
    {
      resource: "service",
      label: isAbout("service") ? labelFor(rule, { group: "", resource: "services" }) : undefined,
    },
    { resource: "namespace", label: labelFor(rule, namespaceResource) },
  ] as const;
  return given.flatMap(({ resource, label }) => (label === undefined ? [] : [{ resource, label }]));
}

type Behind = { readonly series: string; readonly jobs: readonly Job[]; readonly labels: readonly ObjectLabel[] };

function missing({ jobs, labels }: Omit<Behind, "series">, { podTargets }: LintSubject): Finding | undefined {
  const attaches = (job: Job, name: string): boolean =>
    mayAttach(job, name) ||
    podTargets.some((found) => found.job === job && found.target.publicLabels.some(([one]) => one === name));
  // What is called so was a sample's own label.
  const wanted = labels.filter(({ label }) => !/^exported_/.test(label));
  const lacking = wanted.find(({ label }) => !jobs.some((job) => attaches(job, label)));
  const [job] = jobs;
  if (lacking === undefined || job === undefined) return undefined;
  const { label, resource } = lacking;
  const other = aliases[resource].find((alias) => alias !== label && attaches(job, alias));
  const names = jobs.map(({ scrape }) => scrape.jobName).join(", ");
  const outcome =
    resource === "service"
      ? `unless the samples have it of their own, there is no metric of services`
      : `there is no metric of ${resource === "pod" ? "pods" : "anything with a namespace"}`;
  return {
    ...{ rule: "missing-target-label", severity: resource === "service" ? "warning" : "error" },
    ...{ object: job.reference, field: `${job.field}.relabel_configs` },
    cause: `job ${names} attaches no label ${label}, by which the adapter's rules know the ${resource}: ${outcome}`,
    fix: `${other === undefined ? "" : `Map ${other} in the rule's overrides, as the job calls it, or add`}${
      other === undefined ? "Add" : ""
    } to relabel_configs: {source_labels: [__meta_kubernetes_${resource}${resource === "namespace" ? "" : "_name"}], target_label: ${label}}.`,
  };
}

/** Names that configs give to these labels. */
const aliases: Readonly<Record<ObjectLabel["resource"], readonly string[]>> = {
  pod: ["kubernetes_pod_name", "pod_name", "pod"],
  service: ["kubernetes_name", "kubernetes_service_name", "service_name", "service"],
  namespace: ["kubernetes_namespace", "namespace"],
};

/** Labels of targets stand where samples have labels of the same names. Source: kubernetes-sigs/prometheus-adapter#154 */
function exported({ reference: object, field }: AdapterRule, { series, jobs, labels }: Behind): Finding | undefined {
  const hidden = labels.find(({ label }) => jobs.every((job) => clashes(job, label)));
  const [job] = jobs;
  if (hidden === undefined || job === undefined) return undefined;
  const { label } = hidden;
  return {
    ...{ rule: "exported-label", severity: "error", object, field: `${field}.resources` },
    cause: `job ${job.scrape.jobName} attaches the label ${label} of its target, without honor_labels: in ${series}, ${label} is that of the exporter, and what the sample is about is called exported_${label}`,
    fix: `Say honor_labels: true in the job, or map exported_${label} in the overrides.`,
  };
}

const clashes = (job: Job, label: string): boolean =>
  !job.isOpen && !job.scrape.honorLabels && (label === "pod" || label === "namespace") && mayAttach(job, label);

/** A recording rule that adds up over the objects. */
function lostByRecording(
  rule: AdapterRule,
  { series, labels }: Pick<Behind, "series" | "labels">,
  { monitoring }: LintSubject,
): Finding | undefined {
  const recordings = recordingsOf(series, monitoring);
  const lost = labels.find(({ label }) => recordings.length > 0 && !recordings.some((one) => mayRecord(one, label)));
  if (lost === undefined) return undefined;
  return {
    ...{ rule: "missing-target-label", severity: "error", object: rule.reference, field: `${rule.field}.resources` },
    cause: `the recording rule ${series} adds up over the label ${lost.label}, by which the adapter's rule knows whose series it is: it makes no metric`,
    fix: `Keep ${lost.label} in the recording rule's by (…).`,
  };
}
