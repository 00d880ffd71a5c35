import type { LoadedScenario } from "../../input/load-scenario.ts";
import type { Action, Scenario } from "../../sim/scenario.ts";
import { loadEntrances, targetOf } from "./load-services.ts";
import { playedManifests } from "./played-manifests.ts";

/** What of a scenario a kind cluster with metrics-server and nothing else cannot play, a sentence each. */
export function kindCannotExpress(loaded: LoadedScenario): readonly string[] {
  const { scenario } = loaded;
  const { cluster, sources, faults, workloads } = scenario;
  const told = workloads.filter(({ metrics, image }) => metrics !== undefined && image === undefined);
  return [
    ...(cluster.prometheus === undefined ? [] : ["it has no Prometheus (cluster.prometheus)"]),
    ...(cluster.prometheusAdapter === undefined ? [] : ["it has no prometheus-adapter (cluster.prometheusAdapter)"]),
    ...(cluster.keda === undefined ? [] : ["it has no KEDA (cluster.keda)"]),
    ...(cluster.metricsServer.answerDelay > 0
      ? ["it cannot delay metrics-server (cluster.metricsServer.answerDelay)"]
      : []),
    ...sources.map(({ name }) => `nothing stands beside its pods (sources.${name})`),
    ...faults.map(({ name }) => `it has no way to break that (faults.${name})`),
    ...told.map(({ name }) => `its workload tells no metrics of its own (workloads.${name}.metrics)`),
    ...loadProblems(scenario),
    ...scenario.actions.flatMap(actionProblem),
    ...metricProblems(scenario),
    ...playedManifests(loaded, "kubewind/workload").unplayable,
  ];
}

function loadProblems(scenario: Scenario): readonly string[] {
  const reached = new Set(loadEntrances(scenario).map(({ target }) => target));
  return scenario.loads.flatMap((load) => [
    ...(load.isQueued ? [`k6 sends requests, not jobs that wait in a queue (load.${load.name})`] : []),
    ...(reached.has(targetOf(load)) ? [] : [`no port leads to ${targetOf(load)} (load.${load.name})`]),
  ]);
}

function actionProblem(action: Action): readonly string[] {
  switch (action.kind) {
    case "apply":
    case "restart":
    case "scale":
    case "delete":
    case "set-metrics-server-flags":
      return [];
    default:
      return [`it has nothing that could do so (actions.${action.name})`];
  }
}

function metricProblems({ objects }: Scenario): readonly string[] {
  return objects.flatMap((object) => {
    if (object.kind !== "HorizontalPodAutoscaler") return [];
    const others = (object.hpa.spec.metrics ?? []).filter(
      ({ type }) => type !== "Resource" && type !== "ContainerResource",
    );
    return others.map(
      ({ type }) => `nobody serves metrics of type ${type} (HorizontalPodAutoscaler ${object.meta.name})`,
    );
  });
}
