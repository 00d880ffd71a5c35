import type { Duration } from "../units.ts";

/** Why a receiver is notified. */
export type NotificationReason =
  | "first notification"
  | "new alerts added"
  | "some alerts resolved"
  | "all alerts resolved"
  | "repeat interval elapsed";

/** What a receiver was told last about a group: the keys of the alerts' labels. */
export interface LogEntry {
  readonly at: number;
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
}

/** What is to be told now. */
export interface Outlook {
  readonly now: number;
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
  readonly sendsResolved: boolean;
  readonly repeatInterval: Duration;
}

/** Why a receiver is to be notified; undefined when nothing is new to it. Source: alertmanager v0.34.2 notify/dedup_stage.go */
export function reasonToNotify(entry: LogEntry | undefined, outlook: Outlook): NotificationReason | undefined {
  const { now, firing, resolved, sendsResolved, repeatInterval } = outlook;
  if (entry === undefined) return firing.size > 0 ? "first notification" : undefined;
  if (!isSubset(firing, entry.firing)) return entry.firing.size === 0 ? "first notification" : "new alerts added";
  if (firing.size === 0) return entry.firing.size > 0 ? "all alerts resolved" : undefined;
  if (sendsResolved && !isSubset(resolved, entry.resolved)) return "some alerts resolved";
  return entry.at < now - repeatInterval ? "repeat interval elapsed" : undefined;
}

const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean =>
  [...part].every((key) => whole.has(key));
