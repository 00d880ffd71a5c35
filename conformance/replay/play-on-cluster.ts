import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { InputError } from "../../input/input-error.ts";
import { podsBehind } from "../../input/notes.ts";
import { behavioursOf } from "../../sim/hpa/behaviours.ts";
import type { MetricPlan } from "../../sim/hpa/metric-plan.ts";
import { planHpa } from "../../sim/hpa/plan.ts";
import { invariant } from "../../sim/invariant.ts";
import { objectKey } from "../../sim/kubernetes/object.ts";
import type { Action, Scenario } from "../../sim/scenario.ts";
import { between, microseconds, plus, type SimTime, seconds, simTime, toSeconds } from "../../sim/units.ts";
import { kubernetesVersion } from "../../sim/version.ts";
import type { K6 } from "../k6/find-k6.ts";
import type { K6Load } from "../k6/order.ts";
import { type LoadResults, readLoadResults } from "../k6/results.ts";
import { runK6 } from "../k6/run-k6.ts";
import { k6Script } from "../k6/script.ts";
import { livesOf, metricsServerName } from "./as-seen.ts";
import type { ClusterClient } from "./cluster-client.ts";
import { arrivalsPerSecond, loadFacts } from "./load-facts.ts";
import { targetOf } from "./load-services.ts";
import { metricsServerDeployment, metricsServerImage } from "./metrics-server-manifest.ts";
import { asList, type Kubectl } from "./node-kubectl.ts";
import { type Observation, observe, wallClock } from "./observe.ts";
import type { PlayedManifests } from "./played-manifests.ts";
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
  /** Ports of 127.0.0.1, by target of load. */
  readonly ports: ReadonlyMap<string, number>;
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
        namespaces: [...new Set(scenario.objects.map(({ meta }) => meta.namespace))],
        autoscalers: metricsOf(scenario, provenance),
        writerOf: writersOf(scenario),
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
      const playing = [playLoads(on, started), ...scenario.actions.map((action) => playAction(on, started!, action))];
      const over = untilWall(started.end, signal);
      [results] = await Promise.all([playing[0] as Promise<LoadResults>, ...playing.slice(1), over]);
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
        arrivals: scenario.loads.map((load) => {
          const from = plus(zero, load.from);
          const { beganMs = [], dropped = 0 } = results.get(load.name) ?? {};
          const lasting = Math.ceil(toSeconds(microseconds(Math.min(load.until, scenario.duration) - load.from)));
          // The last requests of a load may begin a moment after its end.
          return { load: load.name, from, perSecond: arrivalsPerSecond(beganMs, from, lasting + 1), dropped };
        }),
        selfChecks: selfChecksOf({ scenario, results, lives, end }),
      };
    },
  };
}

type Started = {
  readonly observation: Observation;
  readonly start: SimTime;
  readonly zero: SimTime;
  readonly end: SimTime;
};

async function provenanceOf({ order, client, k6, versions }: OnCluster): Promise<Provenance> {
  const { gitVersion } = (await client.get("/version")) as { readonly gitVersion: string };
  const { items } = (await client.get("/api/v1/nodes")) as {
    readonly items: readonly { readonly status: { readonly allocatable: Readonly<Record<string, string>> } }[];
  };
  const { cpu = "0", memory = "0", pods = "0" } = items[0]?.status.allocatable ?? {};
  const kubernetes = gitVersion.replace(/^v/, "");
  if (kubernetesVersion(kubernetes) === undefined) {
    const hint = "Choose a node image of a release that is: --image, or KUBEWIND_NODE_IMAGE.";
    throw new InputError([{ message: `the cluster is Kubernetes ${kubernetes}, which is not modelled`, hint }]);
  }
  const { version } = order.loaded.scenario.cluster.metricsServer;
  return {
    ...{ scenario: order.path, target: "kind", date: new Date().toISOString().slice(0, 10) },
    versions: { kubernetes, "metrics-server": version.replace(/^v/, ""), k6: k6.version, ...versions },
    node: { cpu, memory, pods },
  };
}

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

/** Longest that a request of a load is waited for, if its workload gives up no sooner. */
const requestTimeout = seconds(30);

async function playLoads(on: OnCluster, { observation, zero, end, start }: Started): Promise<LoadResults> {
  const { order, k6, ports, signal } = on;
  const { loads } = order.loaded.scenario;
  if (loads.length === 0) return new Map();
  const first = Math.max(start, Math.min(...loads.map(({ from }) => plus(zero, from))));
  const played = loads.map((load): K6Load => {
    const from = Math.max(first, plus(zero, load.from));
    return {
      name: load.name,
      url: `http://127.0.0.1:${ports.get(targetOf(load))}/`,
      startTime: microseconds(from - first),
      duration: microseconds(Math.min(plus(zero, load.until), end) - from),
      shape: load.shape,
    };
  });
  const script = join(order.folder, "load.ts");
  writeFileSync(script, k6Script({ scenario: order.loaded.scenario.name, loads: played, requestTimeout }));
  for (const { name, startTime, duration } of played) {
    const from = simTime(first + startTime);
    observation.add({ kind: "load", name, edge: "start" }, from);
    if (plus(from, duration) < end) observation.add({ kind: "load", name, edge: "end" }, plus(from, duration));
  }
  const outcome = await runK6({ k6, script, folder: order.folder, startAtMs: first / 1000, signal });
  signal.throwIfAborted();
  invariant(outcome.kind === "ended", "k6 is stopped by the signal alone");
  return readLoadResults(
    outcome.samples,
    loads.map(({ name }) => name),
  );
}

async function playAction(on: OnCluster, { observation, zero, end }: Started, action: Action): Promise<void> {
  const at = plus(zero, action.at);
  if (at > end) return;
  await untilWall(at, on.signal);
  observation.add({ kind: "action", name: action.name });
  await act(on, action);
}

async function act({ kubectl, manifests, order }: OnCluster, action: Action): Promise<void> {
  switch (action.kind) {
    case "apply":
      await kubectl(["apply", "-f", "-"], asList(manifests.later.get(action.name) ?? []));
      return;
    case "restart":
      await kubectl(["-n", action.target.namespace, "rollout", "restart", `deployment/${action.target.name}`]);
      return;
    case "scale": {
      const { namespace, name } = action.target;
      await kubectl(["-n", namespace, "scale", `deployment/${name}`, `--replicas=${action.replicas}`]);
      return;
    }
    case "delete": {
      const { namespace, kind, name } = action.target;
      await kubectl(["-n", namespace, "delete", `${kind.toLowerCase()}/${name}`, "--wait=false"]);
      return;
    }
    case "set-metrics-server-flags": {
      const { metricResolution, version } = order.loaded.scenario.cluster.metricsServer;
      const image = metricsServerImage(version);
      await kubectl(
        ["apply", "-f", "-"],
        asList([metricsServerDeployment({ flags: action.flags, metricResolution, image })]),
      );
      return;
    }
    default:
      invariant(false, "what the target cannot do was refused before it began");
  }
}

const targetsOf = ({ loads, objects }: Scenario) =>
  [...new Set(loads.map(targetOf))].map((target) => {
    const members = loads.filter((load) => targetOf(load) === target);
    const [behind] = members[0] === undefined ? [] : podsBehind(members[0], objects);
    return { workload: behind === undefined ? "" : objectKey(behind), loads: members };
  });
