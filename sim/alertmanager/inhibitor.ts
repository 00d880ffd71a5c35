import { type Labels, labelValue } from "../prometheus/promql/labels.ts";
import { type HeldAlert, isResolvedAt } from "./alert.ts";
import type { InhibitRule } from "./config.ts";
import { matchesAll } from "./matchers.ts";

/** Knows which alerts others keep from being notified. */
export interface Inhibitor {
  readonly see: (alert: HeldAlert) => void;
  readonly mutes: (labels: Labels, now: number) => boolean;
}

/** Source: alertmanager v0.34.2 inhibit/inhibit.go */
export function createInhibitor(rules: readonly InhibitRule[]): Inhibitor {
  const caches = rules.map((rule) => ({ rule, sources: new Map<string, HeldAlert>() }));
  return {
    see: (alert) => {
      for (const { rule, sources } of caches) {
        if (matchesAll(rule.source, alert.labels)) sources.set(alert.labels.key, alert);
      }
    },
    mutes: (labels, now) =>
      caches.some(({ rule, sources }) => matchesAll(rule.target, labels) && hasSource(rule, sources, { labels, now })),
  };
}

function hasSource(
  rule: InhibitRule,
  sources: ReadonlyMap<string, HeldAlert>,
  { labels, now }: { readonly labels: Labels; readonly now: number },
): boolean {
  // What matches both sides does not inhibit what matches both sides: no alert inhibits itself.
  const isTwoSided = matchesAll(rule.source, labels);
  for (const source of sources.values()) {
    if (isResolvedAt(source, now)) continue;
    if (isTwoSided && matchesAll(rule.target, source.labels)) continue;
    if (rule.equal.every((name) => labelValue(source.labels, name) === labelValue(labels, name))) return true;
  }
  return false;
}
