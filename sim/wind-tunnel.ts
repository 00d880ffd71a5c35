import type { ApiHandler } from "./api.ts";
import { judge } from "./checks/judge.ts";
import { summarize } from "./checks/summary.ts";
import { createCluster } from "./cluster/cluster.ts";
import type { StoredHpa } from "./cluster/records.ts";
import { behavioursOf, type HpaBehaviours } from "./hpa/behaviours.ts";
import type { Explanation } from "./hpa/explanation.ts";
import { createMonitor } from "./hpa/monitor.ts";
import type { HpaName } from "./hpa/ports.ts";
import type { HpaStatus } from "./hpa/status.ts";
import { invariant } from "./invariant.ts";
import { createKernel } from "./kernel/kernel.ts";
import { createLoadEngine } from "./load/engine.ts";
import type { Run } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import type { Fact, FactBody } from "./trace/fact.ts";
import type { Trace } from "./trace/trace.ts";
import { plus, type SimTime } from "./units.ts";
import { type KubernetesVersion, kubernetesVersion } from "./version.ts";
import { act, applyAll } from "./wiring/actions.ts";
import { createControllerManager } from "./wiring/controller-manager.ts";
import { connectExporters, type Exporters } from "./wiring/exporters.ts";
import { connectHpa } from "./wiring/hpa.ts";
import { connectMetrics, type MetricsPath } from "./wiring/metrics-path.ts";
import { createModels, loadsFromStart } from "./wiring/models.ts";
import { connectMonitoring } from "./wiring/monitoring.ts";
import { lifecyclesAsSeen, type SeenRun } from "./wiring/seen-run.ts";
import { createServing } from "./wiring/serving.ts";

/** A scenario being played. */
export type WindTunnel = {
  readonly now: () => SimTime;
  /** The last instant of the scenario. */
  readonly end: SimTime;
  /** The instant of the next thing to happen; undefined when nothing more will. */
  readonly nextAt: () => SimTime | undefined;
  /** Plays on up to `time`, which is not beyond the end. */
  readonly advanceTo: (time: SimTime) => void;
  /** Plays what is left, and judges. */
  readonly finish: () => Run;
  /** The HPAs as the API server has them now, in the order in which they were created. */
  readonly autoscalers: () => readonly Autoscaler[];
  /** The servers that stand in the cluster. */
  readonly servers: Pick<MetricsPath, "kubelet"> &
    Exporters & {
      readonly metricsServer: ApiHandler;
      readonly controllerManager: ApiHandler;
      readonly prometheus?: ApiHandler;
    };
};

/** An HPA at some instant: its object, and the status that its controller wrote last. */
export type Autoscaler = Pick<StoredHpa, "meta" | "hpa"> & { readonly status: HpaStatus };

export type WindTunnelOptions = {
  /** Hears of every pass of an HPA; `explain` tells why it came out so, if asked at once. */
  readonly onPass?: (hpa: HpaName, at: SimTime, explain: () => Explanation) => void;
  /** What is chance in a run, as it came out in another. */
  readonly seen?: SeenRun;
  /** Entries of the HPA's version record that are as in another release. */
  readonly hpaAsIn?: ReadonlyMap<string, KubernetesVersion>;
};

/** Sets a scenario up: its manifests are applied, and nothing has happened yet. */
export function createWindTunnel(scenario: Scenario, options: WindTunnelOptions = {}): WindTunnel {
  const { onPass, seen, hpaAsIn } = options;
  const { start, seed, eventsMax } = scenario;
  const kernel = createKernel({ start, seed, eventsMax });
  const zero = plus(start, scenario.warmup);
  const end = plus(zero, scenario.duration);
  const facts: Fact[] = [];
  const emit = (body: FactBody): void => {
    facts.push({ at: kernel.now(), ...body });
  };
  const { kubernetes, behaviours } = releaseOf(scenario, hpaAsIn);
  const models = createModels(scenario);
  const { featureGates, metricsServer } = scenario.cluster;

  const cluster = createCluster({
    ...{ kernel, emit },
    nodes: scenario.cluster.nodes,
    lifecycleOf: lifecyclesAsSeen(models, seen),
    kubernetes,
    ...(scenario.cluster.keda && { scaledObjectDenial: (each) => monitoring.keda?.denial(each) }),
  });
  const load = createLoadEngine({
    kernel,
    zero: start,
    loads: loadsFromStart(scenario),
    emit: (segment) => emit({ kind: "serving", segment }),
    loadEdge: (name, edge) => emit({ kind: "load", name, edge }),
  });
  const toMetrics = { kernel, cluster, kubernetes, load, models, settings: scenario.cluster, emit };
  const metrics = connectMetrics({ ...toMetrics, seen: seen?.metricsServer });
  const { kubelet } = metrics;
  cluster.onEndpoints(createServing({ load, models, nodeCpu: metrics.nodeCpu }));
  const monitor = createMonitor();
  const controllerManager = createControllerManager(monitor, kubernetes);
  const exporters = connectExporters({
    watched: { cluster, kubernetes, featureGates, hpaStatus: (meta) => hpa.statusOf(meta) },
    machine: metrics.machine,
    applications: { now: kernel.now, cluster, load, models, nodeCpu: metrics.nodeCpu },
  });
  const monitoring = connectMonitoring({
    ...{ scenario, kernel, zero, cluster, kubernetes, load, models, exporters, controllerManager, emit },
    ...{ kubelet, hpaStatus: (meta) => hpa.statusOf(meta) },
  });
  const hpa = connectHpa({
    ...{ kernel, cluster, kubernetes, behaviours, metrics, monitor, emit, onPass },
    metricsApis: monitoring.apis,
    answerDelay: metricsServer.answerDelay,
  });

  kernel.at(start, () => applyAll(scenario.objects, cluster, emit));
  const acted = { cluster, metricsServer: metrics.metricsServer, ...monitoring };
  for (const action of scenario.actions) kernel.at(plus(zero, action.at), () => act(action, acted, emit));

  const finish = (): Run => {
    kernel.advanceTo(end);
    return runOf({ zero, end, facts }, { scenario, kubernetes, eventCount: kernel.eventCount() });
  };

  return {
    now: kernel.now,
    end,
    nextAt: kernel.nextAt,
    advanceTo: (time) => {
      invariant(time <= end, "a scenario is played up to its end");
      kernel.advanceTo(time);
    },
    finish,
    autoscalers: () =>
      cluster.hpas().map((stored) => ({ meta: stored.meta, hpa: stored.hpa, status: hpa.statusOf(stored.meta) })),
    servers: {
      ...{ kubelet, metricsServer: metrics.metricsServer.handle, controllerManager },
      ...exporters,
      ...(monitoring.prometheus && { prometheus: monitoring.prometheus }),
    },
  };
}

type Played = {
  readonly scenario: Scenario;
  readonly kubernetes: KubernetesVersion;
  readonly eventCount: number;
};

function runOf(trace: Trace, { scenario, kubernetes, eventCount }: Played): Run {
  const evidence = { scenario, trace };
  const [verdicts, summary] = [judge(evidence), summarize(evidence)];
  return { scenario, kubernetes: kubernetes.text, trace, verdicts, summary, eventCount };
}

/** Plays a scenario from beginning to end. */
export const runScenario = (scenario: Scenario, options: WindTunnelOptions = {}): Run =>
  createWindTunnel(scenario, options).finish();

function releaseOf(
  { cluster }: Scenario,
  asIn: WindTunnelOptions["hpaAsIn"],
): {
  readonly kubernetes: KubernetesVersion;
  readonly behaviours: HpaBehaviours;
} {
  const kubernetes = kubernetesVersion(cluster.kubernetes);
  invariant(kubernetes !== undefined, "a scenario names a Kubernetes that is modelled");
  const resolved = behavioursOf({
    kubernetes,
    featureGates: cluster.featureGates,
    flags: cluster.controllerManager,
    ...(asIn === undefined ? {} : { asIn }),
  });
  invariant(resolved.ok, "a scenario sets only feature gates that may be set");
  return { kubernetes, behaviours: resolved.behaviours };
}
