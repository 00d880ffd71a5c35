import type { Run } from "../sim/run.ts";

/** How many events of each reason were recorded from zero on, by reason. */
export function eventCounts({ trace }: Pick<Run, "trace">): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const fact of trace.facts) {
    if (fact.kind === "event" && fact.at >= trace.zero) counts.set(fact.reason, (counts.get(fact.reason) ?? 0) + 1);
  }
  return counts;
}
