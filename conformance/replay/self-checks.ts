import type { Scenario } from "../../sim/scenario.ts";
import type { SimTime } from "../../sim/units.ts";
import { unfairAbove, unfairShare } from "../k6/fair-share.ts";
import type { LoadResults } from "../k6/results.ts";
import type { livesOf } from "./as-seen.ts";
import type { SelfCheck } from "./recorded-run.ts";

export type CheckedRun = {
  readonly scenario: Scenario;
  readonly results: LoadResults;
  readonly lives: ReturnType<typeof livesOf>;
  readonly end: SimTime;
};

/** Requests that k6 could not make, as a share of all, above which the load was not that of the scenario. */
const droppedAbove = 0.01;

/** What tells whether a run on a cluster can be believed. */
export function selfChecksOf({ scenario, results, lives, end }: CheckedRun): readonly SelfCheck[] {
  const all = [...results.values()];
  const started = all.reduce((sum, each) => sum + each.started, 0);
  const dropped = all.reduce((sum, each) => sum + each.dropped, 0);
  const made: SelfCheck = {
    name: "k6 made the requests",
    isMet: dropped <= droppedAbove * (started + dropped),
    because: `${started} made, ${dropped} dropped`,
  };
  // A user's own image does not say which pod answered.
  if (scenario.workloads.some(({ image }) => image !== undefined)) return [made];
  return [made, sharedFairly(results, lives, end)];
}

function sharedFairly(results: LoadResults, lives: CheckedRun["lives"], end: SimTime): SelfCheck {
  const ready = lives.flatMap(({ name, ready: from, terminating = end }) =>
    from === undefined ? [] : [{ pod: name.split("/")[1] ?? "", fromMs: from / 1000, untilMs: terminating / 1000 }],
  );
  const name = "ready pods shared the requests";
  const unfair = unfairShare(results, ready);
  if (unfair === undefined) return { name, isMet: true, because: "too few requests for a judgement" };
  const percent = (Math.abs(unfair.deviation) * 100).toFixed(1);
  return {
    name,
    isMet: Math.abs(unfair.deviation) <= unfairAbove,
    because: `${unfair.pod} is ${percent} % ${unfair.deviation < 0 ? "below" : "above"} the mean of ${unfair.pods.length} pods, over ${unfair.seconds} s`,
  };
}
