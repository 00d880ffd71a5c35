import type { Matcher } from "../prometheus/promql/matcher.ts";
import type { Duration } from "../units.ts";
import type { TimeInterval } from "./time-interval.ts";

/** A node of the routing tree as the configuration has it: what is left out comes from the parent. */
export interface RouteConfig {
  readonly receiver?: string;
  /** `all` is `group_by: [...]`. */
  readonly groupBy?: readonly string[] | "all";
  /** Of `match`, `match_re` and `matchers`. */
  readonly matchers: readonly Matcher[];
  readonly continues: boolean;
  readonly groupWait?: Duration;
  readonly groupInterval?: Duration;
  readonly repeatInterval?: Duration;
  readonly muteTimeIntervals: readonly string[];
  readonly activeTimeIntervals: readonly string[];
  readonly routes: readonly RouteConfig[];
}

/** Alerts that match `source` keep those that match `target` from being notified, where `equal` labels agree. */
export interface InhibitRule {
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  readonly equal: readonly string[];
}

/** Where notifications of a receiver go. */
export interface Integration {
  /** `webhook`, `slack`, … */
  readonly kind: string;
  /** Among the integrations of its kind, from 0. */
  readonly index: number;
  readonly sendsResolved: boolean;
}

/** Whom to notify. */
export interface Receiver {
  readonly name: string;
  readonly integrations: readonly Integration[];
}

/** `alertmanager.yml`, as far as it decides who is notified when. */
export interface AlertmanagerConfig {
  /** How long an alert without an end fires. */
  readonly resolveTimeout: Duration;
  readonly route: RouteConfig;
  readonly inhibitRules: readonly InhibitRule[];
  readonly receivers: readonly Receiver[];
  readonly timeIntervals: ReadonlyMap<string, readonly TimeInterval[]>;
}

/** Alerts that match are not notified from one time to another, in microseconds since the epoch. */
export interface Silence {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: number;
  readonly endsAt: number;
}
