import { type Latency, meanResponse, responseQuantile } from "../load/latency.ts";
import { sampleResponses } from "../load/sampling.ts";
import type { TimedSegment } from "../load/segment.ts";
import { countsBetween } from "../load/series.ts";
import type { ResponseSummary, Summary, TargetSummary, WorkloadSummary } from "../run.ts";
import type { Trace } from "../trace/trace.ts";
import type { Evidence } from "./moment.ts";
import { queuedMax } from "./queued-max.ts";
import { replicaHours, replicaSteps, stepsWithin } from "./replica-steps.ts";
import { segmentsOf } from "./serving-verbs.ts";

/** The run in a few numbers, from the scenario's zero to its end. Workloads and targets in order of first appearance. */
export const summarize = ({ trace }: Evidence): Summary => ({
  workloads: scaledWorkloads(trace).map((target) => summarizeWorkload(target, trace)),
  targets: loadTargets(trace).map((target) => summarizeTarget(target, trace)),
});

type Workload = Pick<WorkloadSummary, "kind" | "namespace" | "name">;

/** Deployments and ReplicaSets that somebody scales; a Deployment's own ReplicaSets are part of it. */
function scaledWorkloads({ facts }: Trace): readonly Workload[] {
  const found = new Map<string, Workload>();
  for (const fact of facts) {
    if (fact.kind !== "counts") continue;
    const { kind, namespace, name } = fact.target;
    found.set(`${kind} ${namespace}/${name}`, { kind, namespace, name });
  }
  return [...found.values()];
}

function summarizeWorkload(workload: Workload, trace: Trace): WorkloadSummary {
  const interval = { from: trace.zero, to: trace.end };
  const steps = stepsWithin(replicaSteps(trace, workload, "replicas"), interval);
  const counts = steps.map(({ value }) => value);
  return {
    ...workload,
    replicasMin: Math.min(...counts),
    replicasMax: Math.max(...counts),
    replicasLast: counts.at(-1) ?? 0,
    changes: steps.length - 1,
    replicaHours: replicaHours(replicaSteps(trace, workload, "statusReplicas"), interval),
  };
}

function loadTargets({ facts }: Trace): readonly string[] {
  const found = new Set<string>();
  for (const fact of facts) if (fact.kind === "serving") found.add(fact.segment.target);
  return [...found];
}

function summarizeTarget(target: string, trace: Trace): TargetSummary {
  const segments = segmentsOf(trace, target);
  const span = { from: trace.zero, until: trace.end };
  return {
    target,
    ...countsBetween(segments, span),
    queuedMax: queuedMax(segments, trace),
    response: summarizeResponse(segments, trace),
  };
}

function summarizeResponse(segments: readonly TimedSegment[], trace: Trace): ResponseSummary | undefined {
  const samples = sampleResponses(segments, trace.end);
  const span = { from: trace.zero, until: trace.end };
  const mean = meanResponse(samples, span);
  if (mean.kind === "nothing-answered") return undefined;
  const at = (share: number): number => secondsOf(responseQuantile(samples, span, share));
  return { mean: mean.seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

const secondsOf = (latency: Latency): number => (latency.kind === "seconds" ? latency.seconds : 0);
