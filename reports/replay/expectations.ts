import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { Expectation } from "../../sim/checks/expectation.ts";
import { judge } from "../../sim/checks/judge.ts";
import type { Verdict } from "../../sim/checks/verdict.ts";
import { invariant } from "../../sim/invariant.ts";

/** One expectation of a scenario, judged on either run. */
export type JudgedTwice = {
  readonly expectation: Expectation;
  /** Undefined where nobody watched what it is about. */
  readonly real: Verdict | undefined;
  readonly simulated: Verdict;
};

/** The expectations in the order of the scenario. */
export function judgedTwice({ recorded, simulated }: JudgedReplay): readonly JudgedTwice[] {
  const { trace } = recorded;
  const hasServing = trace.facts.some(({ kind }) => kind === "serving");
  const real = judge({ scenario: simulated.scenario, trace });
  return simulated.verdicts.map((verdict, index) => {
    const seen = real[index];
    invariant(seen !== undefined, "both runs are judged by the expectations of one scenario");
    const { expectation } = verdict;
    return { expectation, real: isOfServing(expectation) && !hasServing ? undefined : seen, simulated: verdict };
  });
}

/** What came of single requests is not seen from outside of the pods. */
const isOfServing = ({ verb }: Expectation): boolean => verb === "latency" || verb === "errors";

/** Instead of a verdict where nobody watched. */
export const unwatched = "not judged: what came of the requests was not recorded";
