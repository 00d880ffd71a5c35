import { type Label, type Labels, labelValue } from "../prometheus/promql/labels.ts";
import { quote } from "../prometheus/promql/syntax/quote.ts";

/** An alert as Alertmanager holds it. Times are in microseconds since the epoch. */
export interface HeldAlert {
  readonly labels: Labels;
  readonly annotations: readonly Label[];
  readonly startsAt: number;
  /** When it resolves, unless it is sent again. */
  readonly endsAt: number;
  readonly updatedAt: number;
  /** It came without an end, which is `resolve_timeout` from then. */
  readonly isTimeout: boolean;
}

/** Whether an alert has ended at an instant. */
export const isResolvedAt = ({ endsAt }: HeldAlert, now: number): boolean => endsAt <= now;

const overlaps = (old: HeldAlert, alert: HeldAlert): boolean =>
  (alert.endsAt > old.startsAt && alert.endsAt < old.endsAt) ||
  (alert.startsAt > old.startsAt && alert.startsAt < old.endsAt);

/** What is known after an alert came in anew. Source: alertmanager v0.34.2 provider/mem (Put), alert/alert.go (Merge) */
export function merged(old: HeldAlert | undefined, alert: HeldAlert, now: number): HeldAlert {
  if (old === undefined || !overlaps(old, alert)) return alert;
  const startsAt = Math.min(old.startsAt, alert.startsAt);
  const outlasts = old.endsAt > alert.endsAt;
  const keepsEnd = isResolvedAt(alert, now) ? isResolvedAt(old, now) && outlasts : outlasts && !old.isTimeout;
  return { ...alert, startsAt, endsAt: keepsEnd ? old.endsAt : alert.endsAt };
}

/** The order of alerts in a notification: by job, instance, then all labels. */
export function compareAlerts(a: HeldAlert, b: HeldAlert): number {
  for (const name of ["job", "instance"]) {
    const [left, right] = [labelValue(a.labels, name), labelValue(b.labels, name)];
    if (left === right) continue;
    if (left === "") return 1;
    if (right === "") return -1;
    return left < right ? -1 : 1;
  }
  return compareLabelSets(a.labels, b.labels);
}

/** Source: prometheus/common model/labelset.go (Before) */
function compareLabelSets(a: Labels, b: Labels): number {
  if (a.pairs.length !== b.pairs.length) return a.pairs.length - b.pairs.length;
  const names = [...new Set([...a.pairs, ...b.pairs].map(([name]) => name))].sort();
  for (const name of names) {
    const [left, right] = [labelValue(a, name), labelValue(b, name)];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** `{alertname="High", job="a"}`. */
export const printLabelSet = ({ pairs }: Labels): string =>
  `{${pairs.map(([name, value]) => `${name}=${quote(value)}`).join(", ")}}`;
