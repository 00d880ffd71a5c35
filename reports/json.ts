import { replicaSteps } from "../sim/checks/replica-steps.ts";
import type { Verdict } from "../sim/checks/verdict.ts";
import type { StoredEvent } from "../sim/events/event-store.ts";
import type { ObjectReference } from "../sim/kubernetes/object.ts";
import type { ResponseSummary, Summary } from "../sim/run.ts";
import type { Decision, DecisionMetric, Fact, MetricReadingFact } from "../sim/trace/fact.ts";
import type { SimTime } from "../sim/units.ts";
import { rfc3339 } from "./clock.ts";
import { rescaleOf } from "./decision.ts";
import { repeatedEvents } from "./event-text.ts";
import { fluidCount, inMillionths } from "./numbers.ts";
import { playedObjects } from "./played-objects.ts";
import type { RunReport } from "./report.ts";
import { secondsFrom } from "./series.ts";
import { storedEventsOf } from "./stored-events.ts";

/** Version of the document. Members may be added to it; a member that changes or goes needs a new version. */
const schemaVersion = 1;

/** An instant: seconds from the scenario's zero, and the same as RFC 3339. */
type Instant = { readonly at: number; readonly time: string };

/** A run for other programs. `json-schema.ts` says what each member means. */
export type RunDocument = {
  readonly schemaVersion: 1;
  readonly kind: "kubewind.dev/Run";
  readonly scenario: {
    readonly name: string;
    readonly description: string;
    readonly seed: number;
    readonly kubernetes: string;
    readonly traceHash: string;
    readonly start: string;
    readonly warmupSeconds: number;
    readonly durationSeconds: number;
  };
  readonly summary: SummaryDocument;
  readonly verdicts: readonly VerdictDocument[];
  readonly decisions: readonly DecisionDocument[];
  readonly timeline: {
    readonly replicas: readonly (ObjectReference & {
      readonly spec: readonly CountDocument[];
      readonly ready: readonly CountDocument[];
    })[];
    readonly autoscalers: readonly (ObjectReference & { readonly status: readonly StatusDocument[] })[];
  };
  readonly events: readonly EventDocument[];
  readonly storedEvents: readonly StoredEventDocument[];
  readonly ignored: readonly string[];
  readonly notes: readonly string[];
};

type SummaryDocument = {
  readonly workloads: Summary["workloads"];
  readonly targets: readonly (Omit<Summary["targets"][number], "response"> & {
    readonly responseSeconds: ResponseSummary | null;
  })[];
};

type VerdictDocument = Instant & {
  readonly text: string;
  readonly place: string;
  readonly isMet: boolean;
  readonly because: string;
};

type DecisionDocument = Instant & {
  readonly hpa: ObjectReference;
  readonly currentReplicas: number;
  /** Null where the pass wrote nothing. */
  readonly writtenReplicas: number | null;
  readonly metrics: readonly MetricDocument[];
  readonly path: PathDocument | null;
  readonly outcome: string;
};

type MetricDocument = { readonly name: string; readonly target: string } & (
  | { readonly kind: "failure"; readonly cause: string }
  | {
      readonly kind: "proposal";
      readonly current: string;
      readonly usageRatio: number | null;
      readonly filledUsageRatio: number | null;
      readonly rule: string;
      readonly replicas: number;
      readonly pods: Readonly<Record<"ready" | "unready" | "missing" | "ignored", number>> | null;
    }
);

type PathDocument = {
  readonly proposed: number;
  readonly stabilized: number;
  readonly stabilization: string;
  readonly heldBy: Instant | null;
  readonly limited: number;
  readonly limiter: string;
};

type CountDocument = Instant & { readonly replicas: number };

type StatusDocument = Instant & {
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  readonly metrics: readonly {
    readonly name: string;
    readonly current: string;
    readonly target: string;
    readonly ratio: number | null;
  }[];
};

type EventDocument = Instant & {
  readonly involved: ObjectReference;
  readonly component: string;
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly last: Instant;
};

type StoredEventDocument = Pick<StoredEvent, "involved" | "source" | "type" | "reason" | "message" | "count"> & {
  readonly first: Instant;
  readonly last: Instant;
  readonly expires: Instant;
};

/** The document of a run. */
export function runDocument({ run, traceHash, ignored, notes }: RunReport): RunDocument {
  const { scenario, kubernetes, trace, verdicts, summary } = run;
  const instant = (at: SimTime): Instant => ({ at: secondsFrom(trace.zero, at), time: rfc3339(at) });
  const facts = <Kind extends Fact["kind"]>(kind: Kind): readonly Extract<Fact, { readonly kind: Kind }>[] =>
    trace.facts.filter((fact): fact is Extract<Fact, { readonly kind: Kind }> => fact.kind === kind);
  const { workloads, autoscalers } = playedObjects(run);
  return {
    schemaVersion,
    kind: "kubewind.dev/Run",
    scenario: {
      name: scenario.name,
      description: scenario.description,
      seed: scenario.seed,
      kubernetes,
      traceHash,
      start: rfc3339(trace.zero),
      warmupSeconds: scenario.warmup / 1e6,
      durationSeconds: secondsFrom(trace.zero, trace.end),
    },
    summary: summaryDocument(summary),
    verdicts: verdicts.map((verdict) => verdictDocument(verdict, instant)),
    decisions: facts("decision").map(({ at, hpa, decision }) => ({
      ...instant(at),
      hpa,
      ...decisionDocument(decision, instant),
    })),
    timeline: {
      replicas: workloads.map((target) => {
        const counts = (field: "replicas" | "readyReplicas"): readonly CountDocument[] =>
          replicaSteps(trace, target, field).map(({ at, value }) => ({ ...instant(at), replicas: value }));
        return { ...target, spec: counts("replicas"), ready: counts("readyReplicas") };
      }),
      autoscalers: autoscalers.map((hpa) => ({
        ...hpa,
        status: facts("hpa-status")
          .filter((status) => status.hpa.namespace === hpa.namespace && status.hpa.name === hpa.name)
          .map((status) => ({ ...instant(status.at), ...statusDocument(status) })),
      })),
    },
    events: repeatedEvents(trace).map(({ event, times, last }) => {
      const { involved, component, type, reason, message } = event;
      return { ...instant(event.at), involved, component, type, reason, message, count: times, last: instant(last) };
    }),
    storedEvents: storedEventsOf(run, trace.end).map((event) => storedEventDocument(event, instant)),
    ignored,
    notes,
  };
}

/** Sums of fractions end in digits that mean nothing; none of these numbers is given finer than it can be read. */
const summaryDocument = ({ workloads, targets }: Summary): SummaryDocument => ({
  workloads: workloads.map((workload) => ({ ...workload, replicaHours: inMillionths(workload.replicaHours) })),
  targets: targets.map(({ target, offered, served, refused, timedOut, queuedMax, response }) => ({
    target,
    offered: fluidCount(offered),
    served: fluidCount(served),
    refused: fluidCount(refused),
    timedOut: fluidCount(timedOut),
    queuedMax: fluidCount(queuedMax),
    responseSeconds: response === undefined ? null : responseDocument(response),
  })),
});

const responseDocument = ({ mean, p50, p95, p99 }: ResponseSummary): ResponseSummary => ({
  mean: inMillionths(mean),
  p50: inMillionths(p50),
  p95: inMillionths(p95),
  p99: inMillionths(p99),
});

type ToInstant = (at: SimTime) => Instant;

const storedEventDocument = (event: StoredEvent, instant: ToInstant): StoredEventDocument => ({
  involved: event.involved,
  source: event.source,
  type: event.type,
  reason: event.reason,
  message: event.message,
  count: event.count,
  first: instant(event.firstTimestamp),
  last: instant(event.lastTimestamp),
  expires: instant(event.expiresAt),
});

const verdictDocument = ({ expectation, isMet, because, at }: Verdict, instant: ToInstant): VerdictDocument => ({
  ...instant(at),
  text: expectation.text,
  place: expectation.place,
  isMet,
  because,
});

function decisionDocument(decision: Decision, instant: ToInstant): Omit<DecisionDocument, keyof Instant | "hpa"> {
  const { currentReplicas, metrics, path, outcome } = decision;
  return {
    currentReplicas,
    writtenReplicas: rescaleOf(decision)?.to ?? null,
    metrics: metrics.map(metricDocument),
    path: path === undefined ? null : { ...path, heldBy: path.heldBy === undefined ? null : instant(path.heldBy) },
    outcome,
  };
}

function metricDocument(metric: DecisionMetric): MetricDocument {
  if (metric.kind === "failure") return metric;
  const { usageRatio, filledUsageRatio, pods } = metric;
  return { ...metric, usageRatio: finite(usageRatio), filledUsageRatio: finite(filledUsageRatio), pods: pods ?? null };
}

const statusDocument = (
  status: Extract<Fact, { readonly kind: "hpa-status" }>,
): Omit<StatusDocument, keyof Instant> => ({
  currentReplicas: status.currentReplicas,
  desiredReplicas: status.desiredReplicas,
  metrics: status.metrics.map(({ ratio, ...reading }: MetricReadingFact) => ({ ...reading, ratio: finite(ratio) })),
});

/** JSON has no infinity: a ratio over nothing is null, as one that is not known. */
const finite = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;
