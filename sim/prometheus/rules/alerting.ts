import { type Label, type Labels, withLabels } from "../promql/labels.ts";
import type { CompileRegex } from "../promql/matcher.ts";
import { expandAlertTemplate } from "../template/expand.ts";
import { floatValue, type TemplateValue } from "../template/value.ts";
import type { ActiveAlert } from "./alert.ts";
import type { RuleAnswer, RuleQuery, RuleSample } from "./query.ts";
import type { AlertingRule } from "./rule.ts";

/** What the evaluation of an alerting rule works with, apart from the rule and its alerts. */
export interface AlertingContext {
  readonly query: RuleQuery;
  readonly compileRegex: CompileRegex;
  readonly externalLabels: readonly Label[];
  readonly externalUrl: string;
  /** Most alerts; 0 for no limit. */
  readonly limit: number;
}

/** When a rule is evaluated, in milliseconds: samples bear `timestamp`, alerts live at `now`. */
export interface EvaluationTime {
  readonly now: number;
  readonly timestamp: number;
}

const resolvedRetentionMs = 15 * 60_000;

/** Evaluates an alerting rule and moves its alerts on. Source: prometheus v0.315.0 rules/alerting.go (Eval) */
export function evaluateAlerts(
  rule: AlertingRule,
  active: Map<string, ActiveAlert>,
  { context, time }: { readonly context: AlertingContext; readonly time: EvaluationTime },
): RuleAnswer {
  const answer = context.query(rule.expression, time.timestamp);
  if (answer.kind === "error") return answer;
  const found = new Map<string, ActiveAlert>();
  for (const sample of answer.samples) {
    const alert = alertOf(rule, sample, { context, now: time.now });
    if (found.has(alert.labels.key)) {
      return { kind: "error", message: "vector contains metrics with the same labelset after applying alert labels" };
    }
    found.set(alert.labels.key, alert);
  }
  for (const [key, alert] of found) {
    const known = active.get(key);
    if (known === undefined || known.state === "inactive") {
      active.set(key, alert);
      continue;
    }
    known.value = alert.value;
    known.annotations = alert.annotations;
  }
  const samples: RuleSample[] = [];
  let count = 0;
  for (const [key, alert] of active) {
    if (!goesOn(rule, active, { key, alert, isFound: found.has(key), now: time.now })) continue;
    count++;
    samples.push(...samplesOf(rule, alert));
  }
  if (context.limit > 0 && count > context.limit) {
    active.clear();
    return { kind: "error", message: `exceeded limit of ${context.limit} with ${count} alerts` };
  }
  return { kind: "vector", samples };
}

function alertOf(
  rule: AlertingRule,
  sample: RuleSample,
  { context, now }: { readonly context: AlertingContext; readonly now: number },
): ActiveAlert {
  const expand = (text: string): string => {
    const expanded = expandAlertTemplate(text, {
      alert: rule.alert,
      data: {
        labels: sample.labels.pairs,
        externalLabels: context.externalLabels,
        externalUrl: context.externalUrl,
        value: templateValue(sample),
      },
      query: (query) => {
        const answer = context.query(query, now);
        if (answer.kind === "error") return answer;
        const samples = answer.samples.map((found) => ({ labels: found.labels.pairs, value: templateValue(found) }));
        return { kind: "samples", samples };
      },
      compileRegex: context.compileRegex,
      now: now / 1000,
    });
    return expanded.kind === "text" ? expanded.text : `<error expanding template: ${expanded.message}>`;
  };
  const expandAll = (templates: readonly Label[]): readonly Label[] =>
    templates.map(([name, text]) => [name, expand(text)] as const);
  const changed: readonly Label[] = [["__name__", ""], ...expandAll(rule.labels), ["alertname", rule.alert]];
  return {
    state: "pending",
    labels: withLabels(sample.labels, changed),
    annotations: expandAll(rule.annotations),
    value: typeof sample.value === "number" ? sample.value : 0,
    activeAt: now,
    ...{ firedAt: undefined, resolvedAt: undefined, lastSentAt: undefined, keepFiringSince: undefined },
  };
}

const templateValue = ({ value }: RuleSample): TemplateValue =>
  typeof value === "number" ? floatValue(value) : { kind: "histogram", value };

/** Moves an alert on by one evaluation; false when it is not active any more. */
function goesOn(
  rule: AlertingRule,
  active: Map<string, ActiveAlert>,
  {
    key,
    alert,
    isFound,
    now,
  }: { readonly key: string; readonly alert: ActiveAlert; readonly isFound: boolean; readonly now: number },
): boolean {
  if (isFound) alert.keepFiringSince = undefined;
  else if (!keepsFiring(rule, alert, now)) {
    const isOld = alert.resolvedAt !== undefined && now - alert.resolvedAt > resolvedRetentionMs;
    if (alert.state === "pending" || isOld) active.delete(key);
    if (alert.state !== "inactive") {
      alert.state = "inactive";
      alert.resolvedAt = now;
    }
    return false;
  }
  if (alert.state === "pending" && now - alert.activeAt >= rule.forMs) {
    alert.state = "firing";
    alert.firedAt = now;
  }
  // The rule may have been reloaded with a longer `for`.
  if (alert.state === "firing" && now - alert.activeAt < rule.forMs) {
    alert.state = "pending";
    alert.firedAt = undefined;
    alert.lastSentAt = undefined;
    alert.keepFiringSince = undefined;
  }
  return true;
}

function keepsFiring({ keepFiringForMs }: AlertingRule, alert: ActiveAlert, now: number): boolean {
  if (alert.state !== "firing" || keepFiringForMs === 0) return false;
  alert.keepFiringSince ??= now;
  return now - alert.keepFiringSince < keepFiringForMs;
}

/** `ALERTS` and `ALERTS_FOR_STATE`. What a label's template leaves empty shows up there as the template. */
function samplesOf(rule: AlertingRule, alert: ActiveAlert): readonly RuleSample[] {
  const named = (name: string, more: readonly Label[]): Labels =>
    withLabels(alert.labels, [
      ...rule.labels,
      ...alert.labels.pairs,
      ["__name__", name],
      ["alertname", rule.alert],
      ...more,
    ]);
  return [
    { labels: named("ALERTS", [["alertstate", alert.state]]), value: 1 },
    { labels: named("ALERTS_FOR_STATE", []), value: Math.floor(alert.activeAt / 1000) },
  ];
}
