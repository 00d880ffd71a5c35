import { endpointSlicesOf, endpointsOf } from "../../prometheus/discovery/derive-endpoints.ts";
import { discoverKubernetes } from "../../prometheus/discovery/discover.ts";
import type { ClusterView, DiscoveredNode } from "../../prometheus/discovery/objects.ts";
import { labelValue } from "../../prometheus/promql/labels.ts";
import { type Target, targetsOf } from "../../prometheus/scrape/target.ts";
import { type Finding, type LintRule, type LintSubject, nameOf, type TargetedHpa } from "../finding.ts";
import { isClosed, type Job } from "./jobs.ts";
import { makingOf } from "./made-metrics.ts";
import { familyOf } from "./metric-kind.ts";
import type { LintedWorkload, Monitoring } from "./monitoring.ts";
import { jobsBehind } from "./scraping-jobs.ts";

/** A target that a job finds in a pod of the manifests. */
export type PodTarget = { readonly job: Job; readonly workload: LintedWorkload; readonly target: Target };

/** The one node that all pods are taken to run on. */
const node: DiscoveredNode = {
  meta: { namespace: "", name: "node-0", labels: {}, annotations: {} },
  providerId: "",
  conditions: [],
  addresses: [{ type: "InternalIP", address: "192.0.2.1" }],
  kubeletPort: 10250,
};

/** What the jobs would scrape if each workload of the manifests had one pod. */
export function podTargetsOf(monitoring: Monitoring, jobs: readonly Job[]): readonly PodTarget[] {
  const pods = monitoring.workloads.map(({ pod }) => pod);
  const services = monitoring.services.map(({ service }) => service);
  const cluster: ClusterView = {
    pods: () => pods,
    services: () => services,
    endpoints: () => services.flatMap((service) => endpointsOf(service, pods) ?? []),
    endpointSlices: () => services.flatMap((service) => endpointSlicesOf(service, pods)),
    nodes: () => [node],
    ingresses: () => [],
  };
  return jobs.flatMap((job) =>
    job.kubernetesSdConfigs
      .filter(({ role }) => ["pod", "endpoints", "endpointslice", "service"].includes(role))
      .flatMap((config) => discoverKubernetes(config, cluster))
      .flatMap((group) => targetsOf(group, job.scrape))
      .flatMap((result) => (result.kind === "target" ? podsAt(job, result.target, monitoring) : [])),
  );
}

/** The pods that a target leads to: the one at its address, or those behind a Service that is scraped by its name. */
function podsAt(job: Job, target: Target, { workloads, services }: Monitoring): readonly PodTarget[] {
  const address = labelValue(target.labels, "__address__");
  const host = address.replace(/:\d+$/, "");
  const service = services.find(({ service: { meta } }) => host === `${meta.name}.${meta.namespace}.svc`)?.service;
  return workloads
    .filter(({ pod }) => pod.podIp === host || (service !== undefined && endpointsOf(service, [pod])?.subsets.length))
    .map((workload) => ({ job, workload, target }));
}

/** The workload of an HPA, as manifests describe its pods. */
const workloadOf = ({ target }: TargetedHpa, { workloads }: Monitoring): LintedWorkload | undefined =>
  target &&
  workloads.find(
    ({ reference: { kind, namespace, name } }) =>
      kind === target.kind && namespace === target.meta.namespace && name === target.meta.name,
  );

/** Of some jobs those that scrape the pods of the HPAs that want a series; all where nobody can tell. */
export function scrapingJobs(jobs: readonly Job[], series: string, subject: LintSubject): readonly Job[] {
  if (familyOf(series) !== "application" || !isClosed(subject.monitoring)) return jobs;
  const workloads = subject.wantedMetrics
    .filter(({ type, name }) => type === "Pods" && makes(name, series, subject))
    .flatMap(({ hpa }) => workloadOf(hpa, subject.monitoring) ?? []);
  const near = jobs.filter((job) =>
    subject.podTargets.some((target) => target.job === job && workloads.includes(target.workload)),
  );
  return near.length > 0 ? near : jobs;
}

const makes = (metric: string, series: string, { adapterRules }: LintSubject): boolean =>
  adapterRules.some(({ rules }) =>
    rules.some((rule) => {
      const making = makingOf(rule, metric);
      return making.kind === "makes" && making.series === series;
    }),
  );

/** Pods whose metric an HPA wants, and that no job scrapes. */
export const unscrapedPods: LintRule = (subject) => {
  const { monitoring, jobs, wantedMetrics, adapterRules, podTargets } = subject;
  if (!isClosed(monitoring) || jobs.some(({ isOpen }) => isOpen)) return [];
  return wantedMetrics.flatMap((wanted): readonly Finding[] => {
    const workload = workloadOf(wanted.hpa, monitoring);
    if (wanted.type !== "Pods" || workload === undefined) return [];
    const rules = adapterRules.flatMap((config) => config.rules.filter(({ of }) => of === "custom"));
    const series = rules.flatMap((rule) => {
      const making = makingOf(rule, wanted.name);
      return making.kind === "makes" ? [making.series] : [];
    });
    const isOwn = series.length > 0 && series.every((name) => familyOf(name) === "application");
    const behind = jobsBehind(jobs, { series: series[0] ?? "", matchers: [] });
    const isScraped = podTargets.some((target) => target.workload === workload);
    const mayPush = behind.some(({ staticConfigs }) => staticConfigs.length > 0);
    if (!isOwn || isScraped || mayPush || behind.length === 0) return [];
    return [unscraped(wanted.hpa, workload, { metric: wanted.name, behind })];
  });
};

type Wanted = { readonly metric: string; readonly behind: readonly Job[] };

function unscraped(hpa: TargetedHpa, workload: LintedWorkload, { metric, behind }: Wanted): Finding {
  const { object } = hpa;
  const names = behind.map(({ scrape }) => scrape.jobName).join(", ");
  const asksForAnnotation = behind.some(({ scrape }) =>
    scrape.relabelRules.some(
      ({ action, sourceLabels }) =>
        action === "keep" && sourceLabels.some((name) => /annotation_prometheus_io_scrape$/.test(name)),
    ),
  );
  const field = workload.template === "" ? "metadata" : `${workload.template}.metadata`;
  return {
    ...{ rule: "unscraped-pods", severity: "error", object: workload.reference, field },
    cause: `${nameOf(object)} goes by ${metric} of these pods, and no job scrapes them (${names}): there is no such series, and the HPA says ScalingActive=False FailedGetPodsMetric`,
    fix: asksForAnnotation
      ? 'The jobs keep what is annotated: prometheus.io/scrape: "true" and prometheus.io/port, on the pod template (or on the Service, for role endpoints).'
      : "Look at the namespaces, selectors and keep rules of the job that is meant to find them.",
  };
}
