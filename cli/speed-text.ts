import { durationText } from "../reports/clock.ts";
import { countText } from "../reports/numbers.ts";
import { significant } from "../sim/number-text.ts";
import type { Run } from "../sim/run.ts";
import { between, toSeconds } from "../sim/units.ts";

/** How fast a run was: `Simulated 40m in 61 ms, 39,000 times as fast as the clock.` The real time is in milliseconds. */
export function speedText({ scenario, trace }: Run, wallMs: number): string {
  const simulated = between(scenario.start, trace.end);
  const times = Number(((toSeconds(simulated) * 1000) / wallMs).toPrecision(2));
  const speed = times < 10 ? significant(times, 2) : countText(times);
  return `Simulated ${durationText(simulated)} in ${wallText(wallMs)}, ${speed} times as fast as the clock.`;
}

function wallText(wallMs: number): string {
  if (wallMs < 1) return "less than 1 ms";
  return wallMs < 10_000 ? `${Math.round(wallMs)} ms` : `${Math.round(wallMs / 1000)} s`;
}
