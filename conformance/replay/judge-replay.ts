import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import type { Run } from "../../sim/run.ts";
import type { Scenario, WorkloadModel } from "../../sim/scenario.ts";
import { microseconds, zeroDuration } from "../../sim/units.ts";
import { runScenario } from "../../sim/wind-tunnel.ts";
import { asSeen } from "./as-seen.ts";
import { bandsOf } from "./bands.ts";
import { compareReadings } from "./compare-readings.ts";
import { compareReplicas, compareRescales, type Pair } from "./compare-replicas.ts";
import { compareConditions, compareEvents } from "./compare-words.ts";
import { likelyCause } from "./likely-cause.ts";
import type { RecordedRun } from "./recorded-run.ts";
import { syncDelay, syncPeriodOf } from "./seen-syncs.ts";
import type { Divergence, Finding, ReplayVerdict } from "./verdict.ts";

/** A recorded run, what the simulator makes of the same, and whether they agree. */
export type JudgedReplay = { readonly recorded: RecordedRun; readonly simulated: Run; readonly verdict: ReplayVerdict };

/** Simulates a scenario with what a recorded run really had, and compares the two. */
export function judgeReplay(scenario: Scenario, recorded: RecordedRun): JudgedReplay {
  const { scenario: played, seen } = asSeen(scenario, recorded);
  const judged = (factor: number): JudgedReplay => {
    const simulated = runScenario(factor === 1 ? played : costing(played, factor), { seen });
    return { recorded, simulated, verdict: verdictOf(scenario, { recorded, simulated }) };
  };
  const stated = judged(1);
  const { firstDivergence } = stated.verdict;
  if (firstDivergence === undefined) return stated;
  const factor = nearCosts.find((each) => judged(each).verdict.agrees);
  if (factor === undefined) return stated;
  const percent = `${Math.round(Math.abs(factor - 1) * 100)} % ${factor > 1 ? "more" : "less"}`;
  const cause = `with requests that cost ${percent} the simulation agrees: a reading was so near to a threshold that little decided`;
  return { ...stated, verdict: { ...stated.verdict, firstDivergence: { ...firstDivergence, cause } } };
}

/**
 * Factors of what a request costs that lie within what a real run's readings are known to.
 *
 * The workload spends what is stated to within a few percent, and kube-proxy draws a pod for each connection, so that the pods of
 * one sync have a few percent more or less than their share.
 */
const nearCosts = [0.98, 1.02, 0.96, 1.04] as const;

function costing(scenario: Scenario, factor: number): Scenario {
  const workloads = scenario.workloads.map((model): WorkloadModel => {
    const containers = [...model.containers].map(([name, container]) => {
      const requestCpuMicroseconds = container.requestCpuMicroseconds * factor;
      return [name, { ...container, requestCpuMicroseconds }] as const;
    });
    return { ...model, containers: new Map(containers) };
  });
  return { ...scenario, workloads };
}

type Played = { readonly recorded: RecordedRun; readonly simulated: Run };

function verdictOf(scenario: Scenario, { recorded, simulated }: Played): ReplayVerdict {
  const bands = bandsOf(scenario, recorded);
  const { start } = recorded;
  const pair: Pair = { start, real: recorded.trace, simulated: simulated.trace, bands };
  const workloads = named(scenario, "Deployment");
  const autoscalers = named(scenario, "HorizontalPodAutoscaler");
  const rescales = workloads.map((workload) => compareRescales(pair, workload));
  const replicas = workloads.map((workload) => compareReplicas(pair, workload));
  // Where the replicas differ whatever the shift, the best one says nothing about the rest.
  const aligned = replicas.find(({ finding }) => finding.divergence === undefined);
  const shift = aligned?.shift ?? zeroDuration;
  const stated = syncPeriodOf(scenario);
  const period = microseconds(stated + syncDelay(recorded.trace.facts, { start, period: stated }));
  const readings = autoscalers.flatMap((hpa) => compareReadings(pair, hpa, { period, shift }));
  const findings = [
    ...rescales.map(({ finding }) => finding),
    ...replicas.map(({ finding }) => finding),
    ...readings.map(({ finding }) => finding),
    ...autoscalers.flatMap((hpa) => [...compareConditions(pair, hpa), compareEvents(pair, hpa)]),
  ];
  const first = firstOf(findings);
  return {
    agrees: first === undefined,
    findings,
    firstDivergence: first && { ...first, cause: likelyCause({ scenario, first, readings }) },
    shift,
    largest: {
      replicas: Math.max(0, ...replicas.map(({ differenceMax }) => differenceMax)),
      replicasShare: Math.max(0, ...replicas.map(({ unequalShare }) => unequalShare)),
      seconds: Math.max(0, ...rescales.map(({ secondsMax }) => secondsMax)),
      points: Math.max(0, ...readings.map(({ pointsMax }) => pointsMax)),
    },
  };
}

const firstOf = (findings: readonly Finding[]): Divergence | undefined =>
  findings
    .flatMap(({ divergence }) => divergence ?? [])
    .reduce<Divergence | undefined>(
      (first, each) => (first === undefined || each.at < first.at ? each : first),
      undefined,
    );

const named = ({ objects }: Scenario, kind: "Deployment" | "HorizontalPodAutoscaler"): readonly ObjectReference[] =>
  objects.flatMap((object) =>
    object.kind === kind ? [{ kind, namespace: object.meta.namespace, name: object.meta.name }] : [],
  );
