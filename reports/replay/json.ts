import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { Provenance, SelfCheck } from "../../conformance/replay/recorded-run.ts";
import type { Aspect, Divergence, Finding, ReplayVerdict } from "../../conformance/replay/verdict.ts";
import type { Verdict } from "../../sim/checks/verdict.ts";
import type { ObjectReference } from "../../sim/kubernetes/object.ts";
import type { SimTime } from "../../sim/units.ts";
import { rfc3339 } from "../clock.ts";
import { inMillionths } from "../numbers.ts";
import type { Whose } from "../page-data.ts";
import { secondsFrom } from "../series.ts";
import { judgedTwice } from "./expectations.ts";
import { rescalesOf } from "./rescales.ts";
import { bothSides, objectsOf, sidesOf } from "./sides.ts";

/** Version of the document. Members may be added to it; a member that changes or goes needs a new version. */
const schemaVersion = 1;

/** An instant: seconds from the scenario's zero, and the same as RFC 3339. */
type Instant = { readonly at: number; readonly time: string };

/** A judged replay for other programs. `json-schema.ts` beside this says what each member means. */
export type ReplayDocument = {
  readonly schemaVersion: 1;
  readonly kind: "kubewind.dev/Replay";
  readonly scenario: {
    readonly name: string;
    readonly description: string;
    readonly start: string;
    readonly warmupSeconds: number;
    readonly durationSeconds: number;
  };
  readonly provenance: Provenance;
  readonly verdict: VerdictDocument;
  readonly rescales: Readonly<Record<Whose, readonly RescaleDocument[]>>;
  readonly expectations: readonly ExpectationDocument[];
  readonly selfChecks: readonly SelfCheck[];
};

type VerdictDocument = {
  readonly agrees: boolean;
  readonly shiftSeconds: number;
  readonly assumed: string;
  readonly largestDifferences: ReplayVerdict["largest"];
  readonly findings: readonly FindingDocument[];
  readonly firstDivergence: DivergenceDocument | null;
};

type FindingDocument = Omit<Finding, "divergence"> & {
  readonly agrees: boolean;
  readonly divergence: Omit<DivergenceDocument, "aspect" | "subject" | "cause"> | null;
};

type DivergenceDocument = Instant & {
  readonly aspect: Aspect;
  readonly subject: string;
  readonly real: string;
  readonly simulated: string;
  readonly cause: string;
};

type RescaleDocument = Instant & {
  readonly workload: ObjectReference;
  readonly from: number;
  readonly to: number;
};

type JudgementDocument = Instant & { readonly isMet: boolean; readonly because: string };

type ExpectationDocument = {
  readonly text: string;
  readonly place: string;
  readonly real: JudgementDocument | null;
  readonly simulated: JudgementDocument;
};

/** The document of a replay. All instants count from the zero of the real run. */
export function replayDocument(replay: JudgedReplay): ReplayDocument {
  const { recorded, simulated, verdict } = replay;
  const { provenance, trace, selfChecks } = recorded;
  const { name, description, warmup } = simulated.scenario;
  const instant = (at: SimTime): Instant => ({ at: secondsFrom(trace.zero, at), time: rfc3339(at) });
  const judgement = ({ at, isMet, because }: Verdict): JudgementDocument => ({ ...instant(at), isMet, because });
  return {
    schemaVersion,
    kind: "kubewind.dev/Replay",
    scenario: {
      ...{ name, description },
      start: rfc3339(trace.zero),
      warmupSeconds: warmup / 1e6,
      durationSeconds: secondsFrom(trace.zero, trace.end),
    },
    provenance,
    verdict: verdictDocument(verdict, instant),
    rescales: rescalesDocument(replay, instant),
    expectations: judgedTwice(replay).map((each) => ({
      ...{ text: each.expectation.text, place: each.expectation.place },
      real: each.real === undefined ? null : judgement(each.real),
      simulated: judgement(each.simulated),
    })),
    selfChecks,
  };
}

type ToInstant = (at: SimTime) => Instant;

function verdictDocument(verdict: ReplayVerdict, instant: ToInstant): VerdictDocument {
  const { agrees, shift, assumed, largest, findings, firstDivergence } = verdict;
  return {
    agrees,
    shiftSeconds: shift / 1e6,
    assumed,
    largestDifferences: {
      replicas: largest.replicas,
      replicasShare: inMillionths(largest.replicasShare),
      seconds: inMillionths(largest.seconds),
      points: inMillionths(largest.points),
    },
    findings: findings.map(({ divergence, ...finding }) => ({
      ...finding,
      agrees: divergence === undefined,
      divergence: divergence === undefined ? null : partingDocument(divergence, instant),
    })),
    firstDivergence:
      firstDivergence === undefined
        ? null
        : {
            ...partingDocument(firstDivergence, instant),
            ...{ aspect: firstDivergence.aspect, subject: firstDivergence.subject, cause: firstDivergence.cause },
          },
  };
}

const partingDocument = ({ at, real, simulated }: Divergence, instant: ToInstant) => ({
  ...instant(at),
  real,
  simulated,
});

function rescalesDocument(replay: JudgedReplay, instant: ToInstant): ReplayDocument["rescales"] {
  const sides = sidesOf(replay);
  const { workloads } = objectsOf(sides);
  const { start } = replay.recorded;
  const [real, simulated] = bothSides.map((whose) =>
    workloads
      .flatMap((workload) => rescalesOf(sides[whose].trace, workload, start).map((each) => ({ ...each, workload })))
      .sort((a, b) => a.at - b.at)
      .map(({ at, from, to, workload }) => ({ ...instant(at), workload, from, to })),
  );
  return { real: real ?? [], simulated: simulated ?? [] };
}
