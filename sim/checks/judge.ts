import { unreachable } from "../invariant.ts";
import type { Expectation } from "./expectation.ts";
import type { Evidence } from "./moment.ts";
import { judgeAlert, judgeCondition, judgeEvent } from "./record-verbs.ts";
import { type Judged, judgeChanges, judgeNever, judgeReaches, judgeSettles, judgeStays } from "./replica-verbs.ts";
import { judgeCosts, judgeErrors, judgeLatency } from "./serving-verbs.ts";
import type { Verdict } from "./verdict.ts";

/** Judges every expectation of the scenario by the trace alone, in the order in which they are written. */
export const judge = (evidence: Evidence): readonly Verdict[] =>
  evidence.scenario.expectations.map((expectation) => ({ expectation, ...judgeOne(expectation, evidence) }));

function judgeOne(expectation: Expectation, evidence: Evidence): Judged {
  switch (expectation.verb) {
    case "reaches":
      return judgeReaches(expectation, evidence);
    case "never":
      return judgeNever(expectation, evidence);
    case "stays":
      return judgeStays(expectation, evidence);
    case "changes":
      return judgeChanges(expectation, evidence);
    case "settles":
      return judgeSettles(expectation, evidence);
    case "condition":
      return judgeCondition(expectation, evidence);
    case "event":
      return judgeEvent(expectation, evidence);
    case "alert":
      return judgeAlert(expectation, evidence);
    case "latency":
      return judgeLatency(expectation, evidence);
    case "errors":
      return judgeErrors(expectation, evidence);
    case "costs":
      return judgeCosts(expectation, evidence);
    default:
      return unreachable(expectation);
  }
}
