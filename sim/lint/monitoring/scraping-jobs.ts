import type { Matcher } from "../../prometheus/promql/matcher.ts";
import type { Job } from "./jobs.ts";
import { familyOf, type MetricFamily } from "./metric-kind.ts";

/** The series that a question is about. */
export type SeriesAsk = { readonly series: string; readonly matchers: readonly Matcher[] };

/** The jobs that a series can come from, as far as its name and conditions tell; all of them where nothing tells. */
export function jobsBehind(jobs: readonly Job[], { series, matchers }: SeriesAsk): readonly Job[] {
  const ofName = jobs.filter(({ mayRename, scrape }) =>
    matchers.every(({ name, matches }) => name !== "job" || mayRename || matches(scrape.jobName)),
  );
  const family = familyOf(series);
  const near = ofName.filter((job) => isOf(job, family));
  return near.length > 0 ? near : ofName;
}

/** Jobs that are known by their names or paths, as configs everywhere have them. */
function isOf(job: Job, family: MetricFamily): boolean {
  const { jobName, metricsPath, relabelRules } = job.scrape;
  const isCadvisor =
    /cadvisor/.test(`${jobName} ${metricsPath}`) ||
    relabelRules.some(({ replacement }) => /cadvisor/.test(replacement));
  const isStateMetrics = /kube-?state|ksm/.test(`${jobName} ${targetsOf(job)}`);
  switch (family) {
    case "cadvisor":
      return isCadvisor;
    case "kube-state-metrics":
      return isStateMetrics;
    case "application":
      return !isCadvisor && !isStateMetrics && !isOfCluster(job);
    default:
      return true;
  }
}

const targetsOf = ({ staticConfigs }: Job): string => staticConfigs.flatMap(({ targets }) => targets).join(" ");

const isOfCluster = ({ kubernetesSdConfigs, scrape: { jobName } }: Job): boolean =>
  /apiserver|kubelet|node-?exporter|^kubernetes-nodes|^prometheus$|alertmanager|^etcd|coredns/.test(jobName) ||
  (kubernetesSdConfigs.length > 0 && kubernetesSdConfigs.every(({ role }) => role === "node"));
