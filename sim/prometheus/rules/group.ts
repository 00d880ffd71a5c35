import { queryEscape } from "../../query-escape.ts";
import type { Labels } from "../promql/labels.ts";
import { type ActiveAlert, needsSending, type SentAlert } from "./alert.ts";
import { type AlertingContext, type EvaluationTime, evaluateAlerts } from "./alerting.ts";
import type { RuleAnswer } from "./query.ts";
import { recordedSeries } from "./recording.ts";
import { type AlertingRule, type Rule, type RuleGroup, ruleName } from "./rule.ts";
import type { OpenRuleAppender } from "./storage-port.ts";

/** How the last evaluation of a rule went. */
export type RuleHealth =
  | { readonly kind: "unknown" }
  | { readonly kind: "ok" }
  | { readonly kind: "err"; readonly message: string };

/** A rule, what it remembers, and how it is. */
export interface RunningRule {
  readonly rule: Rule;
  health: RuleHealth;
  /** By the key of their labels; those of a recording rule are none. */
  readonly alerts: Map<string, ActiveAlert>;
  /** The series of the last evaluation. */
  written: ReadonlyMap<string, Labels>;
}

/** A group at work. */
export interface RunningGroup {
  readonly group: RuleGroup;
  readonly rules: readonly RunningRule[];
  /** Series of rules that are no more, to be marked stale. */
  orphans: readonly Labels[];
  /** In milliseconds since the epoch; undefined before the first. */
  lastEvaluation: number | undefined;
  /** The evaluations after which `ALERTS` is written: state is restored first. */
  evaluationsToRestore: number;
}

/** What the evaluation of a group works with. */
export interface GroupContext extends Omit<AlertingContext, "limit"> {
  readonly openAppender: OpenRuleAppender;
  readonly notify: (alerts: readonly SentAlert[]) => void;
  readonly resendDelayMs: number;
}

/** A group that has not been evaluated. */
export const newGroup = (group: RuleGroup, evaluationsToRestore: number): RunningGroup => ({
  ...{ group, evaluationsToRestore, orphans: [], lastEvaluation: undefined },
  rules: group.rules.map((rule) => ({ rule, health: { kind: "unknown" }, alerts: new Map(), written: new Map() })),
});

/** Evaluates every rule of a group, in order. Source: prometheus v0.315.0 rules/group.go (Eval) */
export function evaluateGroup(running: RunningGroup, context: GroupContext, now: number): void {
  const time = { now, timestamp: now - running.group.queryOffsetMs };
  for (const rule of running.rules) evaluateRule(rule, running, { context, time });
  if (running.orphans.length > 0) markStale(running.orphans, context.openAppender, time.timestamp);
  running.orphans = [];
  running.lastEvaluation = now;
  if (running.evaluationsToRestore > 0) running.evaluationsToRestore--;
}

/** Ends series. Those that another rule writes refuse it, which is as it should be. */
export function markStale(series: readonly Labels[], open: OpenRuleAppender, timestamp: number): void {
  const appender = open();
  for (const labels of series) appender.append(labels, timestamp, "stale");
  appender.commit();
}

interface Evaluated {
  readonly context: GroupContext;
  readonly time: EvaluationTime;
}

function evaluateRule(running: RunningRule, inGroup: RunningGroup, { context, time }: Evaluated): void {
  const { rule } = running;
  const { group } = inGroup;
  const answer =
    rule.kind === "recording"
      ? recordedSeries(rule, context.query(rule.expression, time.timestamp), group.limit)
      : evaluateAlerts(rule, running.alerts, { context: { ...context, limit: group.limit }, time });
  if (answer.kind === "error") {
    running.health = { kind: "err", message: answer.message };
    return;
  }
  running.health = { kind: "ok" };
  if (rule.kind === "alerting") sendAlerts(rule, running, { context, now: time.now, intervalMs: group.intervalMs });
  const isRestoring = rule.kind === "alerting" && inGroup.evaluationsToRestore > 0;
  const samples = isRestoring ? [] : answer.samples;
  write(running, samples, { context, time });
}

function write(
  running: RunningRule,
  samples: Extract<RuleAnswer, { readonly kind: "vector" }>["samples"],
  { context, time }: Evaluated,
): void {
  const appender = context.openAppender();
  const written = new Map<string, Labels>();
  for (const { labels, value } of samples) {
    const answer = appender.append(labels, time.timestamp, value);
    if (answer.kind === "accepted") written.set(labels.key, labels);
    else running.health = { kind: "err", message: answer.because };
  }
  for (const [key, labels] of running.written) {
    if (!written.has(key)) appender.append(labels, time.timestamp, "stale");
  }
  appender.commit();
  running.written = written;
}

/** So many evaluations or sendings may fail before Alertmanager takes an alert for resolved. */
const validitySpans = 4;

function sendAlerts(
  rule: AlertingRule,
  { alerts }: RunningRule,
  { context, now, intervalMs }: { readonly context: GroupContext; readonly now: number; readonly intervalMs: number },
): void {
  const sent: SentAlert[] = [];
  for (const alert of alerts.values()) {
    if (!needsSending(alert, now, context.resendDelayMs)) continue;
    alert.lastSentAt = now;
    const validUntil = now + validitySpans * Math.max(intervalMs, context.resendDelayMs);
    sent.push({
      labels: alert.labels,
      annotations: alert.annotations,
      startsAt: alert.firedAt ?? 0,
      endsAt: alert.resolvedAt ?? validUntil,
      generatorUrl: `${context.externalUrl}/graph?g0.expr=${queryEscape(rule.expression)}&g0.tab=1`,
    });
  }
  if (sent.length > 0) context.notify(sent);
}

/** Takes over what a group of the same name knew. Source: prometheus v0.315.0 rules/group.go (CopyState) */
export function takeOver(running: RunningGroup, from: RunningGroup): void {
  const left = [...from.rules];
  for (const rule of running.rules) {
    const at = left.findIndex((candidate) => identityOf(candidate.rule) === identityOf(rule.rule));
    const [known] = at < 0 ? [] : left.splice(at, 1);
    if (known === undefined) continue;
    rule.written = known.written;
    for (const [key, alert] of known.alerts) rule.alerts.set(key, alert);
  }
  running.lastEvaluation = from.lastEvaluation;
  running.orphans = [...from.orphans, ...left.flatMap(({ written }) => [...written.values()])];
}

const identityOf = (rule: Rule): string => JSON.stringify([ruleName(rule), rule.labels]);
