import { durationText } from "../reports/clock.ts";
import type { Run } from "../sim/run.ts";
import { between, microseconds, type SimTime } from "../sim/units.ts";
import { commandText } from "./command-text.ts";
import type { GoldenOutcome } from "./golden-trace.ts";
import { changingWords, type RunOptions } from "./options.ts";
import { scenarioArgument } from "./scenario-place.ts";

export type StepsOrder = {
  readonly path: string;
  readonly options: RunOptions;
  readonly run: Run;
  readonly golden: GoldenOutcome["kind"];
};

/** What to type when a run did not come out as it should; nothing when it did. */
export function nextSteps({ path, options, run, golden }: StepsOrder): readonly string[] {
  const missed = run.verdicts.find(({ isMet }) => !isMet);
  if (missed === undefined && golden !== "differs") return [];
  const scenario = scenarioArgument(path);
  const changes = changingWords(options);
  const explained = missed === undefined ? undefined : explainable(missed.at, run);
  return [
    `Run it again: ${commandText(["run", scenario, ...changes])}`,
    ...(explained === undefined
      ? []
      : [`Ask why:      ${commandText(["explain", scenario, "--at", explained, ...changes])}`]),
    ...(golden === "differs" ? [`Accept it:    ${commandText(["run", scenario, "--update"])}`] : []),
  ];
}

/** An instant as `explain` takes it, in whole seconds; undefined if no HPA had decided anything by then. */
function explainable(at: SimTime, { trace }: Run): string | undefined {
  if (!trace.facts.some((fact) => fact.kind === "hpa-status" && fact.at <= at)) return undefined;
  const seconds = Math.ceil(between(trace.zero, at) / 1e6);
  const latest = Math.floor(between(trace.zero, trace.end) / 1e6);
  return durationText(microseconds(Math.max(0, Math.min(seconds, latest)) * 1e6));
}
