import { formatGoDuration } from "../sim/kubernetes/timestamp.ts";
import { between, toSeconds } from "../sim/units.ts";
import type { Played } from "./play.ts";

/** How fast a run was: `Simulated 40m0s in 61 ms, 39,000 times as fast as the clock.` */
export function speedText({ report, wallMs }: Played): string {
  const { scenario, trace } = report.run;
  const simulated = between(scenario.start, trace.end);
  const times = (toSeconds(simulated) * 1000) / wallMs;
  const rounded = Number(times.toPrecision(2)).toLocaleString("en-US");
  return `Simulated ${formatGoDuration(simulated)} in ${Math.round(wallMs)} ms, ${rounded} times as fast as the clock.`;
}
