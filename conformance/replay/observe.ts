import { setTimeout as sleep } from "node:timers/promises";
import type { MetricPlan } from "../../sim/hpa/metric-plan.ts";
import { objectKey } from "../../sim/kubernetes/object.ts";
import type { Fact, FactBody } from "../../sim/trace/fact.ts";
import { type SimTime, simTime } from "../../sim/units.ts";
import type { ClusterClient } from "./cluster-client.ts";
import { follow } from "./follow.ts";
import type { SeenPodMetrics } from "./recorded-run.ts";
import { autoscalerFacts, type HpaObject } from "./seen-autoscaler.ts";
import { type EventObject, eventFacts } from "./seen-event.ts";
import { createLogReader } from "./seen-log.ts";
import { createPodMetricsLog, type PodMetricsList } from "./seen-pod-metrics.ts";
import { type DeploymentObject, deploymentFacts, type PodObject, podSteps } from "./seen-workload.ts";

export type ObserveOrder = {
  readonly client: ClusterClient;
  readonly namespaces: readonly string[];
  /** The metrics of each HPA, by `namespace/name`. */
  readonly autoscalers: ReadonlyMap<string, readonly MetricPlan[]>;
  /** Who is taken to have written the replicas of a Deployment, by `namespace/name`. */
  readonly writerOf: (deployment: string) => string;
  /** Ends the watching before its time. */
  readonly signal: AbortSignal;
};

/** A cluster being watched. */
export type Observation = {
  /** Something that the cluster does not tell by itself; it happens now if no instant is given. */
  readonly add: (body: FactBody, at?: SimTime) => void;
  /** Resolves when every HPA has been seen, with that instant. */
  readonly autoscalersSeen: Promise<SimTime>;
  /** Ends the watching. */
  readonly finish: () => Promise<Observed>;
};

export type Observed = {
  /** In order of time. */
  readonly facts: readonly Fact[];
  readonly podMetrics: readonly SeenPodMetrics[];
};

const metricsServerPods = "/api/v1/namespaces/kube-system/pods?labelSelector=k8s-app%3Dmetrics-server";

/** Now, by the clock of this machine. */
export const wallClock = (): SimTime => simTime(Math.round((performance.timeOrigin + performance.now()) * 1000));

/** No divisor of a resolution in whole seconds: so that the instants at which metrics are asked for fall everywhere between two scrapes. */
const metricsPeriodMs = 970;
const logPeriodMs = 5_000;

/** Begins to watch some namespaces of a cluster: HPAs, Deployments, pods, events, pod metrics, and what metrics-server logs. */
export async function observe(order: ObserveOrder): Promise<Observation> {
  const { client, namespaces, autoscalers, writerOf } = order;
  const facts: Fact[] = [];
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, order.signal]);
  const addAt = (at: SimTime, body: FactBody): void => {
    facts.push({ at, ...body } as Fact);
  };
  const add = (body: FactBody, at: SimTime = wallClock()): void => addAt(at, body);
  const addAll = (bodies: readonly FactBody[]): void => {
    for (const body of bodies) add(body);
  };

  const missing = new Set(autoscalers.keys());
  const seen = Promise.withResolvers<SimTime>();
  if (missing.size === 0) seen.resolve(wallClock());
  const onAutoscaler = (before: HpaObject | undefined, after: HpaObject | undefined): void => {
    if (after === undefined) return;
    const key = objectKey(after.metadata);
    addAll(autoscalerFacts(before, after, autoscalers.get(key) ?? []));
    if (missing.delete(key) && missing.size === 0) seen.resolve(wallClock());
  };
  const onDeployment = (before: DeploymentObject | undefined, after: DeploymentObject | undefined): void => {
    if (after !== undefined) addAll(deploymentFacts(before, after, writerOf(objectKey(after.metadata))));
  };
  const onPod = (before: PodObject | undefined, after: PodObject | undefined): void => {
    for (const { at, fact } of podSteps(before, after, wallClock())) addAt(at, fact);
  };
  let hasBegun = false;
  const onEvent = (before: EventObject | undefined, after: EventObject | undefined): void => {
    // A cluster keeps events for an hour: those that are there already are of others.
    if (after !== undefined && hasBegun) addAll(eventFacts(before, after));
  };
  await Promise.all(
    namespaces.flatMap((namespace) => [
      follow<HpaObject>(client, {
        ...{ path: `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`, signal },
        onChange: onAutoscaler,
      }),
      follow<DeploymentObject>(client, {
        ...{ path: `/apis/apps/v1/namespaces/${namespace}/deployments`, signal },
        onChange: onDeployment,
      }),
      follow<PodObject>(client, { path: `/api/v1/namespaces/${namespace}/pods`, signal, onChange: onPod }),
      follow<EventObject>(client, { path: `/api/v1/namespaces/${namespace}/events`, signal, onChange: onEvent }),
    ]),
  );
  hasBegun = true;
  await follow<PodObject>(client, { path: metricsServerPods, signal, onChange: onPod });
  const metrics = createPodMetricsLog();
  const logs = createLogReader(client, { namespace: "kube-system", selector: "k8s-app=metrics-server" });
  const background = [
    everyPeriod(metricsPeriodMs, signal, askMetrics(client, namespaces, metrics)),
    everyPeriod(logPeriodMs, signal, logs.read),
  ];
  return {
    add,
    autoscalersSeen: seen.promise,
    finish: async () => {
      over.abort();
      await Promise.all(background);
      await logs.read();
      for (const { at, text } of logs.errors()) addAt(at, { kind: "log", component: "metrics-server", text });
      return { facts: facts.sort((a, b) => a.at - b.at), podMetrics: metrics.seen() };
    },
  };
}

/** Does something again and again until the signal comes; what goes wrong once may go well the next time. */
async function everyPeriod(periodMs: number, signal: AbortSignal, task: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    const begun = performance.now();
    await task().catch(() => {});
    await sleep(Math.max(0, periodMs - (performance.now() - begun)), undefined, { signal }).catch(() => {});
  }
}

function askMetrics(
  client: ClusterClient,
  namespaces: readonly string[],
  log: ReturnType<typeof createPodMetricsLog>,
): () => Promise<void> {
  const askedAt = new Map<string, SimTime>();
  return async () => {
    for (const namespace of namespaces) {
      const asking = wallClock();
      const answer = await client.get(`/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`);
      const notBefore = askedAt.get(namespace) ?? asking;
      log.take(answer as PodMetricsList, { notBefore, seenAt: wallClock() });
      askedAt.set(namespace, asking);
    }
  };
}
