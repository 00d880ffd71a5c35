import { setTimeout as sleep } from "node:timers/promises";
import { behavioursOf } from "../../sim/hpa/behaviours.ts";
import type { MetricPlan } from "../../sim/hpa/metric-plan.ts";
import { planHpa } from "../../sim/hpa/plan.ts";
import { invariant } from "../../sim/invariant.ts";
import { objectKey } from "../../sim/kubernetes/object.ts";
import { formatGoDuration } from "../../sim/kubernetes/timestamp.ts";
import type { Action, Scenario } from "../../sim/scenario.ts";
import { between, microseconds, plus, type SimTime, seconds } from "../../sim/units.ts";
import { kubernetesVersion } from "../../sim/version.ts";
import type { K6 } from "../k6/find-k6.ts";
import type { LoadResults } from "../k6/results.ts";
import { actOnCluster } from "./act-on-cluster.ts";
import { livesOf, metricsServerName } from "./as-seen.ts";
import type { ClusterClient } from "./cluster-client.ts";
import { loadFacts } from "./load-facts.ts";
import { asList, type Kubectl } from "./node-kubectl.ts";
import { type Observation, observe, wallClock } from "./observe.ts";
import { arrivalsOf, playLoads, targetsOf } from "./play-loads.ts";
import type { PlayedManifests } from "./played-manifests.ts";
import { provenanceOf } from "./provenance.ts";
import type { Provenance, RecordedRun } from "./recorded-run.ts";
import { selfChecksOf } from "./self-checks.ts";
import type { ReadyTarget, TargetOrder } from "./target.ts";

/** A cluster that is ready for a scenario. */
export type OnCluster = {
  readonly order: TargetOrder;
  readonly client: ClusterClient;
  readonly kubectl: Kubectl;
  readonly k6: K6;
  readonly manifests: PlayedManifests;
  /** Where each target of load is reached. */
  readonly urls: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
  /** Of what the caller knows. */
  readonly versions: Readonly<Record<string, string>>;
};

/** The longest that the API server may take to have every HPA. */
const appliedSecondsMax = 60;

/** Plays a scenario on a cluster, by the wall clock, and watches it. */
export async function playOnCluster(on: OnCluster): Promise<ReadyTarget> {
  const { order, client, kubectl, manifests, signal } = on;
  const { scenario } = order.loaded;
  const provenance = await provenanceOf(on);
  let started: Started | undefined;
  let results: LoadResults = new Map();
  return {
    apply: async () => {
      const observation = await observe({
        client,
        namespaces: namespacesOf(scenario),
        autoscalers: metricsOf(scenario, provenance),
        writerOf: writersOf(scenario),
        signal,
      });
      await kubectl(["apply", "-f", "-"], asList(manifests.first));
      const late = sleep(appliedSecondsMax * 1000, undefined, { signal, ref: false }).then(() => {
        throw new Error(`an HPA was not there ${appliedSecondsMax} s after it was applied`);
      });
      const start = await Promise.race([observation.autoscalersSeen, late]);
      const zero = plus(start, scenario.warmup);
      started = { observation, start, zero, end: plus(zero, scenario.duration) };
    },
    driveLoad: async () => {
      invariant(started !== undefined, "load comes after the manifests");
      const { zero, end } = started;
      [results] = await Promise.all([
        playLoads(on, started),
        tellProgress({ zero, end, say: order.say, signal }),
        ...scenario.actions.map((action) => playAction(on, started!, action)),
      ]);
    },
    observe: async (): Promise<RecordedRun> => {
      invariant(started !== undefined, "a run is observed from its manifests on");
      const { start, zero, end } = started;
      const observed = await started.observation.finish();
      const facts = [...observed.facts, ...loadFacts(targetsOf(scenario), results)]
        .filter(({ at }) => at <= end)
        .sort((a, b) => a.at - b.at);
      const lives = livesOf(facts).filter(({ workload }) => workload !== metricsServerName);
      return {
        ...{ provenance, start, trace: { zero, end, facts }, podMetrics: observed.podMetrics },
        arrivals: arrivalsOf(scenario, zero, results),
        selfChecks: selfChecksOf({ scenario, results, lives, end }),
      };
    },
  };
}

/** Where something of the scenario lies; a Namespace itself lies in none. */
const namespacesOf = ({ objects }: Scenario): readonly string[] => [
  ...new Set(objects.map(({ meta }) => meta.namespace).filter((namespace) => namespace !== "")),
];

/** A run that has begun. */
export type Started = {
  readonly observation: Observation;
  readonly start: SimTime;
  readonly zero: SimTime;
  readonly end: SimTime;
};

/** The metrics of each HPA as the controller of the cluster's release reads them. */
function metricsOf(
  { objects, cluster }: Scenario,
  { versions }: Provenance,
): ReadonlyMap<string, readonly MetricPlan[]> {
  const kubernetes = kubernetesVersion(versions["kubernetes"] ?? "");
  invariant(kubernetes !== undefined, "the cluster's release is modelled");
  const { featureGates, controllerManager: flags } = cluster;
  const resolved = behavioursOf({ kubernetes, featureGates, flags });
  invariant(resolved.ok, "a scenario sets only feature gates that may be set");
  return new Map(
    objects.flatMap((object) =>
      object.kind === "HorizontalPodAutoscaler"
        ? [[objectKey(object.meta), planHpa(object.hpa, resolved.behaviours).metrics] as const]
        : [],
    ),
  );
}

/** The HPA that scales a Deployment is taken to have written its replicas. */
const writersOf =
  ({ objects }: Scenario) =>
  (deployment: string): string => {
    const hpa = objects.find(
      (object) =>
        object.kind === "HorizontalPodAutoscaler" &&
        `${object.meta.namespace}/${object.hpa.spec.scaleTargetRef.name}` === deployment,
    );
    return hpa === undefined ? "somebody" : `hpa/${hpa.meta.name}`;
  };

async function untilWall(time: SimTime, signal: AbortSignal): Promise<void> {
  const ms = between(wallClock(), time) / 1000;
  if (ms > 0) await sleep(ms, undefined, { signal });
}

const progressPeriod = seconds(60);

/** Tells how far a run is once a minute, and resolves at its end. */
async function tellProgress({ zero, end, say, signal }: Progress): Promise<void> {
  const text = (time: SimTime): string => formatGoDuration(microseconds(Math.round((time - zero) / 1e6) * 1e6));
  say(`playing from ${text(wallClock())} to ${text(end)}`);
  for (let at = plus(wallClock(), progressPeriod); at < end; at = plus(at, progressPeriod)) {
    await untilWall(at, signal);
    say(`${text(at)} of ${text(end)}`);
  }
  await untilWall(end, signal);
}

type Progress = {
  readonly zero: SimTime;
  readonly end: SimTime;
  readonly say: TargetOrder["say"];
  readonly signal: AbortSignal;
};

async function playAction(on: OnCluster, { observation, zero, end }: Started, action: Action): Promise<void> {
  const at = plus(zero, action.at);
  if (at > end) return;
  await untilWall(at, on.signal);
  observation.add({ kind: "action", name: action.name });
  await actOnCluster(on, action);
}
