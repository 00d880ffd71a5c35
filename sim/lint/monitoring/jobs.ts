import type { ObjectReference } from "../../kubernetes/object.ts";
import type { KubernetesRole } from "../../prometheus/discovery/discover.ts";
import type { JobConfig } from "../../prometheus/prometheus-config.ts";
import { expand, hasVariable } from "../../prometheus/relabel/expand.ts";
import type { RelabelRule } from "../../prometheus/relabel/relabel-config.ts";
import type { Monitoring } from "./monitoring.ts";

/** A job of a Prometheus config. */
export type Job = JobConfig & {
  readonly reference: ObjectReference;
  /** `scrape_configs[0]`. */
  readonly field: string;
  /** Labels may come from anywhere: from another Prometheus, or from targets that may say who they are. */
  readonly isOpen: boolean;
  /** Its targets may have another label `job` than its name. */
  readonly mayRename: boolean;
};

/** The jobs of all configs. A config that takes jobs from other files has one more, which is open to everything. */
export const jobsOf = ({ prometheus }: Monitoring): readonly Job[] =>
  prometheus.flatMap(({ reference, config }) =>
    config.jobs.map((job, at): Job => {
      const { metricsPath, honorLabels, relabelRules, metricRelabelRules } = job.scrape;
      const mayRename =
        job.staticConfigs.some(({ labels }) => labels.some(([name]) => name === "job")) ||
        [...relabelRules, ...metricRelabelRules].some(
          ({ action, targetLabel, replacement }) =>
            targetLabel === "job" || hasVariable(targetLabel) || (action === "labelmap" && replacement === "job"),
        );
      const isForeign = honorLabels && !/kube-?state|cadvisor|kubelet/.test(job.scrape.jobName);
      const isOpen = isForeign || metricsPath === "/federate" || job.otherDiscovery.length > 0;
      return { ...job, reference, field: `scrape_configs[${at}]`, isOpen, mayRename };
    }),
  );

/** Whether the configs say all about where samples come from. */
export const isClosed = ({ prometheus, serviceMonitors }: Monitoring): boolean =>
  prometheus.length > 0 &&
  serviceMonitors.length === 0 &&
  prometheus.every(({ config }) => config.scrapeConfigFiles.length === 0 && config.jobs.length > 0);

/** Whether its targets say themselves how often they are scraped. */
export const hasIntervalOfTargets = ({ scrape }: Job): boolean =>
  scrape.relabelRules.some(({ targetLabel }) => targetLabel === "__scrape_interval__");

/** Which objects each role of discovery tells of. */
const known: Readonly<Record<KubernetesRole, readonly string[]>> = {
  pod: ["namespace", "pod_name", "pod_ip", "pod_node_name", "pod_host_ip", "pod_container_name", "pod_controller_name"],
  endpoints: [
    "namespace",
    "endpoints_name",
    "service_name",
    "pod_name",
    "pod_ip",
    "pod_node_name",
    "pod_container_name",
  ],
  endpointslice: [
    "namespace",
    "endpointslice_name",
    "service_name",
    "pod_name",
    "pod_ip",
    "pod_node_name",
    "pod_container_name",
  ],
  service: ["namespace", "service_name", "service_cluster_ip"],
  ingress: ["namespace", "ingress_name", "ingress_host", "ingress_path"],
  node: ["node_name", "node_address_InternalIP"],
};

/** Whether targets or samples of a job may have a label, as far as its config tells; what samples bring themselves aside. */
export function mayAttach(job: Job, label: string): boolean {
  const { relabelRules, metricRelabelRules } = job.scrape;
  if (job.isOpen || job.scrape.honorLabels || label === "job" || label === "instance") return true;
  const isStatic = job.staticConfigs.some(({ labels }) => labels.some(([name]) => name === label));
  const attached = relabelRules.reduce((has, rule) => after(rule, label, { has, job }), isStatic);
  return metricRelabelRules.reduce((has, rule) => after(rule, label, { has, job }), attached);
}

/** Whether the label may be there when a rule has been applied. */
function after(rule: RelabelRule, label: string, { has, job }: { has: boolean; job: Job }): boolean {
  const { action, regex, targetLabel } = rule;
  switch (action) {
    case "replace":
    case "lowercase":
    case "uppercase":
    case "hashmod":
      if (hasVariable(targetLabel)) return true;
      return targetLabel === label ? has || canRead(rule, job) : has;
    case "labelmap":
      return has || maps(rule, label, job);
    case "labeldrop":
      return has && !regex.test(label);
    case "labelkeep":
      return has && regex.test(label);
    default:
      return has;
  }
}

/** Whether a label that discovery sets for any of the job's roles is among the sources. */
function canRead({ sourceLabels }: RelabelRule, { kubernetesSdConfigs }: Job): boolean {
  const isForeign = (source: string): boolean =>
    /^__meta_kubernetes_pod_(name|ip|node_name|uid)$/.test(source) &&
    kubernetesSdConfigs.every(({ role }) => ["service", "node", "ingress"].includes(role));
  return !(sourceLabels.length > 0 && sourceLabels.every(isForeign));
}

function maps({ regex, replacement }: RelabelRule, label: string, { kubernetesSdConfigs }: Job): boolean {
  const names = kubernetesSdConfigs.flatMap(({ role }) => known[role]).map((name) => `__meta_kubernetes_${name}`);
  return names.some((text) => {
    const match = regex.exec(text);
    return match !== undefined && expand(replacement, { regex, text, match }) === label;
  });
}
