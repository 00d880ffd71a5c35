import type { ApiHandler } from "../api.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { ClusterPod } from "../cluster/records.ts";
import {
  type ApplicationHistogram,
  type ApplicationState,
  applicationFamilies,
} from "../exporters/application/application-metrics.ts";
import { createResponseHistogram, type ResponseHistogram } from "../exporters/application/response-histogram.ts";
import { createMetricsHandler } from "../exporters/metrics-handler.ts";
import type { LoadEngine } from "../load/engine.ts";
import { podCapacity } from "../load/serving-pod.ts";
import type { Millicores, SimTime } from "../units.ts";
import { type AnsweringPod, answersOf, waitingIn } from "./answers.ts";
import type { Models } from "./models.ts";
import { containerOf, cpuLimitOf, servingContainer } from "./serving.ts";

export type ApplicationsSettings = {
  readonly now: () => SimTime;
  readonly cluster: Cluster;
  readonly load: LoadEngine;
  readonly models: Models;
  readonly nodeCpu: (node: string) => Millicores;
};

/** The `/metrics` of a pod that runs; undefined for one that does not, or whose workload declares no metrics. */
export type Applications = (namespace: string, pod: string) => ApiHandler | undefined;

/** Joins the pods' own metrics to the load. */
export function createApplications(settings: ApplicationsSettings): Applications {
  const { cluster, models } = settings;
  const handlers = new WeakMap<ClusterPod, ApiHandler>();
  return (namespace, name) => {
    const pod = cluster.pod(namespace, name);
    if (pod?.startedAt === undefined || models.metricsOf(pod.workload).length === 0) return undefined;
    const handler = handlers.get(pod) ?? createApplication(pod, pod.startedAt, settings);
    handlers.set(pod, handler);
    return handler;
  };
}

function createApplication(pod: ClusterPod, startedAt: SimTime, settings: ApplicationsSettings): ApiHandler {
  const { now, load, models } = settings;
  const metrics = models.metricsOf(pod.workload);
  const answering = answeringPod(pod, settings);
  const histograms = new Map<ApplicationHistogram, ResponseHistogram>();
  const histogramOf = (metric: ApplicationHistogram): ResponseHistogram => {
    const histogram =
      histograms.get(metric) ??
      createResponseHistogram({
        from: startedAt,
        bounds: metric.buckets,
        answers: (from, until) => answering && answersOf(answering, { from, until }, load),
      });
    histograms.set(metric, histogram);
    return histogram;
  };
  const state = (at: SimTime): ApplicationState => ({
    startedAt,
    answered: load.served(pod.uid, at),
    inFlight: load.inFlight(pod.uid, at),
    waiting: answering === undefined ? 0 : waitingIn(answering, at, load),
    observed: (metric) => histogramOf(metric).at(at),
  });
  return createMetricsHandler(() => applicationFamilies(metrics, state(now())));
}

/** Undefined where usage is prescribed, and there are no requests. */
function answeringPod(pod: ClusterPod, { models, nodeCpu }: ApplicationsSettings): AnsweringPod | undefined {
  const serving = models.servingOf(pod.workload);
  if (serving?.kind !== "requests") return undefined;
  const name = servingContainer(serving);
  const { idleCpu, requestCpuMicroseconds } = models.containerOf(pod.workload, name);
  const cpuLimit = cpuLimitOf(containerOf(pod, name), nodeCpu(pod.node));
  const { requests } = serving;
  const serves = { id: pod.uid, workload: "", targets: [], cpuLimit, idleCpu, requestCpuMicroseconds };
  return { id: pod.uid, capacity: podCapacity(serves, requests), variation: requests.variation };
}
