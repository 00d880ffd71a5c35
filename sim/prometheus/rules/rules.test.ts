import { expect, test } from "vitest";
import { createKernel, type Kernel } from "../../kernel/kernel.ts";
import { compileRegex } from "../../regex.ts";
import { seconds, simTime } from "../../units.ts";
import { createEngine } from "../promql/engine.ts";
import { type Labels, labelsOf, labelValue, printLabels } from "../promql/labels.ts";
import { type Select, sampleKinds } from "../promql/series.ts";
import type { SentAlert } from "./alert.ts";
import { groupHash, lastDueAt } from "./group-phase.ts";
import { queryOver } from "./query.ts";
import type { AlertingRule, RecordingRule, RuleGroup } from "./rule.ts";
import { type Rules, startRules } from "./rules.ts";
import type { RuleWrite } from "./storage-port.ts";

const start = 1_700_000_000_000_000;

interface World {
  readonly kernel: Kernel;
  readonly rules: Rules;
  /** What was written and sent, with the seconds since the start. */
  readonly facts: string[];
  readonly set: (value: number | undefined) => void;
  /** Until so many seconds after the start. */
  readonly runTo: (second: number) => void;
}

/** A storage with the series `load{pod="a"}`, whose value can be set, and what rules have written. */
function world(groups: readonly RuleGroup[]): World {
  const kernel = createKernel({ start: simTime(start), seed: 1, eventsMax: 10_000 });
  const facts: string[] = [];
  let value: number | undefined;
  const load = labelsOf([
    ["__name__", "load"],
    ["pod", "a"],
  ]);
  const select: Select = (matchers, _, to) => {
    if (value === undefined || !matchers.every(({ name, matches }) => matches(labelValue(load, name)))) return [];
    const timestamps = Float64Array.of(to);
    return [
      { labels: load, count: 1, timestamps, values: Float64Array.of(value), kinds: Uint8Array.of(sampleKinds.float) },
    ];
  };
  const parser = {
    ...{ experimentalFunctions: false, durationExpressions: false },
    ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
  };
  const options = {
    ...{ lookbackMs: 300_000, subqueryStepMs: 60_000, delayedNameRemoval: false },
    ...{ typeAndUnitLabels: false, startTimestamps: false },
  };
  const at = (milliseconds: number): string => `${milliseconds / 1000 - start / 1e6}s`;
  const rules = startRules({
    ...{ isRunning: () => true, evaluated: () => {} },
    ...{ kernel, groups, jitter: 0n, compileRegex, externalLabels: [], externalUrl: "http://p", resendDelayMs: 60_000 },
    query: queryOver(createEngine({ parser, options, select, compileRegex })),
    openAppender: () => ({
      append: (labels: Labels, timestamp: number, written: RuleWrite) => {
        facts.push(`${at(timestamp)} ${printLabels(labels)} ${String(written)}`);
        return { kind: "accepted" };
      },
      commit: () => {},
    }),
    notify: (alerts: readonly SentAlert[]) => {
      for (const { labels, annotations, startsAt, endsAt } of alerts) {
        const texts = annotations.map(([name, text]) => `${name}=${text}`).join(" ");
        facts.push(`sent ${printLabels(labels)} ${texts} from ${at(startsAt)} to ${at(endsAt)}`);
      }
    },
  });
  return {
    ...{ kernel, rules, facts },
    set: (next) => {
      value = next;
    },
    runTo: (second) => kernel.advanceTo(simTime(start + seconds(second))),
  };
}

const record: RecordingRule = {
  ...{ kind: "recording", record: "job:load", expression: "load * 2" },
  labels: [["team", "x"]],
};

const alert: AlertingRule = {
  ...{ kind: "alerting", alert: "High", expression: "load > 10", forMs: 60_000, keepFiringForMs: 0 },
  labels: [["severity", "page"]],
  annotations: [["summary", "{{ $labels.pod }} at {{ $value | humanize }}"]],
};

const group = (rules: RuleGroup["rules"]): RuleGroup => ({
  ...{ name: "g", file: "/etc/rules.yaml", intervalMs: 60_000, queryOffsetMs: 0, limit: 0, rules },
});

/** When the group is due for the first time, in seconds after the start. */
const first = (lastDueAt(group([]), start, 0n) - start) / 1e6 + 60;

const rounded = (facts: readonly string[]): readonly string[] =>
  facts.map((fact) =>
    fact.replace(/([\d.]+)s( |$)/g, (_, second: string, end: string) => {
      const round = Math.round((Number(second) - first) / 60);
      return `#${round}${end}`;
    }),
  );

test("places a group in its interval by the hash of its file and name", () => {
  // Recorded from Group.EvalTimestamp of prometheus v0.315.0.
  expect(groupHash({ name: "g", file: "/etc/rules.yaml" }) % 60_000_000_000n).toBe(29_502_944_893n);
  expect(lastDueAt(group([]), start, 0n)).toBe(1_699_999_949_502_944);
  expect(lastDueAt(group([]), start, 1_000_000_000n) - lastDueAt(group([]), start, 0n)).toBe(1_000_000);
});

test("records an expression under its own name and ends the series when it vanishes", () => {
  const { facts, set, runTo } = world([group([record])]);
  set(3);
  runTo(first + 1);
  set(undefined);
  runTo(first + 61);
  expect(rounded(facts)).toEqual([
    '#0 {__name__="job:load", pod="a", team="x"} 6',
    '#1 {__name__="job:load", pod="a", team="x"} stale',
  ]);
});

test("fires when the expression has held for as long as it must, and resolves when it does not hold", () => {
  const { facts, rules, set, runTo } = world([group([alert])]);
  set(12);
  runTo(first + 121);
  set(1);
  runTo(first + 181);
  // What a Prometheus writes that has just started begins with its third evaluation.
  expect(rounded(facts)).toEqual([
    'sent {alertname="High", pod="a", severity="page"} summary=a at 12 from #1 to #5',
    '#2 {__name__="ALERTS", alertname="High", alertstate="firing", pod="a", severity="page"} 1',
    expect.stringMatching(/^#2 \{__name__="ALERTS_FOR_STATE", alertname="High", pod="a", severity="page"\} \d+$/),
    'sent {alertname="High", pod="a", severity="page"} summary=a at 12 from #1 to #3',
    '#3 {__name__="ALERTS", alertname="High", alertstate="firing", pod="a", severity="page"} stale',
    '#3 {__name__="ALERTS_FOR_STATE", alertname="High", pod="a", severity="page"} stale',
  ]);
  expect([...(rules.groups()[0]?.rules[0]?.alerts.values() ?? [])].map(({ state }) => state)).toEqual(["inactive"]);
});

test("says in upstream's words why a rule failed", () => {
  const twice: RecordingRule = {
    ...record,
    expression: 'load or label_replace(load, "pod", "b", "", "")',
    labels: [["pod", "c"]],
  };
  const { rules, set, runTo } = world([
    {
      ...group([
        twice,
        { ...record, expression: "sum_over_time(nothing[1m]) + load" },
        { ...alert, expression: '"text"' },
      ]),
      limit: 1,
    },
  ]);
  set(12);
  runTo(first + 1);
  expect(rules.groups()[0]?.rules.map(({ health }) => health)).toEqual([
    { kind: "err", message: "vector contains metrics with the same labelset after applying rule labels" },
    { kind: "ok" },
    { kind: "err", message: "rule result is not a vector or scalar" },
  ]);
});

test("goes on with the alerts of a group that a reload changes, and ends the series of one that is gone", () => {
  const { facts, rules, set, runTo } = world([group([alert]), { ...group([record]), name: "gone" }]);
  set(12);
  runTo(first + 61);
  facts.length = 0;
  rules.update([group([{ ...alert, annotations: [] }])]);
  runTo(first + 185);
  expect(rounded(facts).filter((fact) => fact.includes('"ALERTS"') || fact.includes("stale"))).toEqual([
    '#2 {__name__="ALERTS", alertname="High", alertstate="firing", pod="a", severity="page"} 1',
    '#3 {__name__="ALERTS", alertname="High", alertstate="firing", pod="a", severity="page"} 1',
    // Two intervals after the reload, with the time of the reload.
    '#1 {__name__="job:load", pod="a", team="x"} stale',
  ]);
});
