import type { SampleValue } from "../promql/evaluation/evaluation.ts";
import type { Label, Labels } from "../promql/labels.ts";

/** An alert is pending until its `for` has passed, and inactive when it has resolved. */
export type AlertState = "inactive" | "pending" | "firing";

/** An instance of an alerting rule. Times are in milliseconds since the epoch. */
export interface ActiveAlert {
  state: AlertState;
  readonly labels: Labels;
  annotations: readonly Label[];
  /** At the last evaluation that had the alert's element. */
  value: SampleValue;
  readonly activeAt: number;
  firedAt: number | undefined;
  resolvedAt: number | undefined;
  lastSentAt: number | undefined;
  keepFiringSince: number | undefined;
}

/** An alert as Prometheus hands it to Alertmanager. */
export interface SentAlert {
  readonly labels: Labels;
  readonly annotations: readonly Label[];
  /** When it fired, in milliseconds since the epoch. */
  readonly startsAt: number;
  /** When it resolved; for one that fires until when it is believed. */
  readonly endsAt: number;
  readonly generatorUrl: string;
}

/** Whether an alert is due to be sent. Source: prometheus v0.315.0 rules/alerting.go (needsSending) */
export function needsSending(alert: ActiveAlert, now: number, resendDelayMs: number): boolean {
  if (alert.state === "pending") return false;
  if (alert.lastSentAt === undefined) return true;
  if (alert.resolvedAt !== undefined && alert.resolvedAt > alert.lastSentAt) return true;
  return alert.lastSentAt + resendDelayMs < now;
}
