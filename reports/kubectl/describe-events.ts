import type { StoredEvent } from "../../sim/events/event-store.ts";
import { between, type SimTime } from "../../sim/units.ts";
import type { KubectlChanges } from "./changes.table.ts";

export type ShownEvent = Pick<
  StoredEvent,
  "type" | "reason" | "message" | "count" | "firstTimestamp" | "lastTimestamp" | "source"
>;

/**
 * The table of events below what `kubectl describe` says of an object, before its columns are aligned; empty where there are none.
 *
 * The event that came last stands last. Where two came last in the same second, theirs is the order of their names; upstream's sort
 * keeps that order up to twelve events.
 * Source: kubectl v0.36.3 pkg/describe/describe.go DescribeEvents.
 */
export function describeEvents(
  events: readonly ShownEvent[],
  now: SimTime,
  { age }: Pick<KubectlChanges, "age">,
): string {
  if (events.length === 0) return "";
  const since = (time: SimTime): string => age(between(time, now));
  const rows = events
    .toSorted((a, b) => a.lastTimestamp - b.lastTimestamp)
    .map(({ type, reason, message, count, firstTimestamp, lastTimestamp, source }) => {
      const first = since(firstTimestamp);
      const interval = count > 1 ? `${since(lastTimestamp)} (x${count} over ${first})` : first;
      return `  ${type}\t${reason}\t${interval}\t${source}\t${message.trim()}`;
    });
  return ["Events:", "  Type\tReason\tAge\tFrom\tMessage", "  ----\t------\t----\t----\t-------", ...rows, ""].join(
    "\n",
  );
}
