import { invariant } from "../../sim/invariant.ts";
import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import type { Run } from "../../sim/run.ts";
import type { Scenario, WorkloadModel } from "../../sim/scenario.ts";
import { microseconds, zeroDuration } from "../../sim/units.ts";
import { runScenario } from "../../sim/wind-tunnel.ts";
import { asSeen } from "./as-seen.ts";
import { assumptions, assumptionText } from "./assumptions.ts";
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

/**
 * Simulates a scenario with what a recorded run really had, and compares the two.
 *
 * What the run had is known to within something. The first assumption about it under which the two agree counts, the plainest one
 * before others; where they agree under none, the plainest one.
 */
export function judgeReplay(scenario: Scenario, recorded: RecordedRun): JudgedReplay {
  let plainest: JudgedReplay | undefined;
  for (const assumption of assumptions) {
    const { scenario: played, seen } = asSeen(scenario, recorded, assumption);
    const simulated = runScenario(costing(played, assumption.cost), { seen });
    const verdict = { ...verdictOf(scenario, { recorded, simulated }), assumed: assumptionText(assumption) };
    if (verdict.agrees) return { recorded, simulated, verdict };
    plainest ??= { recorded, simulated, verdict };
  }
  invariant(plainest !== undefined, "something is assumed");
  return plainest;
}

function costing(scenario: Scenario, factor: number): Scenario {
  if (factor === 1) return scenario;
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

function verdictOf(scenario: Scenario, { recorded, simulated }: Played): Omit<ReplayVerdict, "assumed"> {
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
