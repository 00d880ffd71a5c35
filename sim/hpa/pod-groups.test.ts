import { expect, test } from "vitest";
import { podOf, readTable, start } from "../../fixtures/hpa.ts";
import type { PodPhase, PodView } from "../kubernetes/pod.ts";
import { type Duration, minus, minutes, type SimTime, seconds } from "../units.ts";
import { type GroupingRules, groupPods, namesByGroup, type ReadinessRules } from "./pod-groups.ts";
import type { Samples } from "./samples.ts";

/**
 * TestGroupPods of kubernetes v1.36.3 pkg/controller/podautoscaler/replica_calculator_test.go, whose CPU initialization
 * period is two minutes and whose initial readiness delay is ten seconds.
 *
 * `started` and `ready since` tell how long ago; `sample` its age and window; `-` that there is none. "no time" is Go's
 * zero time.
 */
const upstream = `
resource | phase     | deleting | started | ready | since | sample  | group   | case
memory   | Succeeded | no       | -       | -     | -     | 0s 1m   | ready   | count in a ready pod - memory
cpu      | Succeeded | no       | 0s      | -     | -     | no time | unready | unready a pod without ready condition - CPU
cpu      | Succeeded | no       | 1m      | True  | 30s   | 0s 30s  | ready   | count in a ready pod with fresh metrics during initialization period - CPU
cpu      | Succeeded | no       | 1m      | True  | 30s   | 0s 60s  | unready | unready a ready pod without fresh metrics during initialization period - CPU
cpu      | Succeeded | no       | 10m     | False | 594s  | no time | unready | unready an unready pod during initialization period - CPU
cpu      | Succeeded | no       | 3m      | True  | 3m    | 2m 1m   | ready   | count in a ready pod without fresh metrics after initialization period - CPU
cpu      | Succeeded | no       | 10m     | False | 9m    | no time | ready   | count in an unready pod that was ready after initialization period - CPU
cpu      | Succeeded | no       | 10m     | False | 590s  | no time | ready   | unready pod that has never been ready after initialization period - CPU
cpu      | Succeeded | no       | 3m      | -     | -     | -       | missing | a missing pod
cpu      | Pending   | no       | -       | -     | -     | -       | unready | pending pods are unreadied
cpu      | Pending   | yes      | -       | -     | -     | no time | ignored | ignore pods with deletion timestamps
cpu      | Failed    | no       | -       | -     | -     | no time | ignored | ignore pods in a failed state
`;

/** What follows from the rules, at their edges. */
const edges = `
resource | phase   | deleting | started | ready   | since | sample  | group   | case
cpu      | Running | no       | 119s    | True    | 90s   | 30s 60s | ready   | a sample that just covers a whole window since readiness counts
cpu      | Running | no       | 119s    | True    | 90s   | 31s 60s | unready | one second less does not
cpu      | Running | no       | 119s    | False   | 90s   | 0s 10s  | unready | in its initialization an unready pod is left out, however fresh its sample
cpu      | Running | no       | 119s    | Unknown | 90s   | 0s 10s  | ready   | a readiness that nobody knows is not unready
cpu      | Running | no       | 120s    | True    | 0s    | 0s 60s  | ready   | at its end the initialization is over
cpu      | Running | no       | 120s    | False   | 110s  | 0s 60s  | ready   | a change ten seconds after the start was one of a pod that had been ready
cpu      | Running | no       | 120s    | False   | 111s  | 0s 60s  | unready | nine seconds after it was none
cpu      | Running | no       | 120s    | Unknown | 120s  | 0s 60s  | ready   | nor here is an unknown readiness unready
cpu      | Running | no       | -       | True    | 90s   | 0s 10s  | unready | without a start there is no telling
cpu      | Unknown | no       | 1h      | True    | 1h    | 0s 10s  | ready   | the phase Unknown is like Running
memory   | Running | no       | 0s      | False   | 0s    | 0s 60s  | ready   | memory counts from the first sample on
memory   | Pending | no       | -       | -       | -     | 0s 60s  | unready | but not of a pending pod
memory   | Running | yes      | 1h      | True    | 1h    | -       | ignored | a pod on its way out is ignored rather than missing
cpu      | Failed  | yes      | 1h      | True    | 1h    | -       | ignored | and so is a failed one
`;

const columns = ["resource", "phase", "deleting", "started", "ready", "since", "sample", "group", "case"] as const;
type Row = ReturnType<typeof readTable<(typeof columns)[number]>>[number];

const rules: ReadinessRules = {
  now: start,
  cpuInitializationPeriod: minutes(2),
  initialReadinessDelay: seconds(10),
};
const longAgo = minus(start, minutes(1_000_000));

function span(text: string): Duration {
  const unit = text.endsWith("h") ? 3600 : text.endsWith("m") ? 60 : 1;
  return seconds(Number(text.slice(0, -1)) * unit);
}

const ago = (text: string): SimTime => minus(start, span(text));

function podOfRow(row: Row): PodView {
  return podOf("pod", {
    phase: row.phase as PodPhase,
    deleting: row.deleting === "yes",
    startTime: row.started === "-" ? undefined : ago(row.started),
    ready: row.ready === "-" ? undefined : (row.ready as PodView["ready"]),
    readyChangedAt: row.since === "-" ? longAgo : ago(row.since),
  });
}

function samplesOfRow({ sample }: Row): Samples {
  if (sample === "-") return { items: [], values: [] };
  const [age = "", window = ""] = sample.split(" ");
  const item =
    sample === "no time"
      ? { name: "pod", timestamp: longAgo, window: seconds(0) }
      : { name: "pod", timestamp: ago(age), window: span(window) };
  return { items: [item], values: [7] };
}

const grouping = (readiness: ReadinessRules | undefined): GroupingRules => ({
  rules: "gone-apart",
  readiness,
  of: "utilization",
});

test.for([...readTable(upstream, ...columns), ...readTable(edges, ...columns)])("$group: $case", (row) => {
  const pods = [podOfRow(row)];
  const groups = groupPods(pods, samplesOfRow(row), grouping(row.resource === "cpu" ? rules : undefined));
  const place = (group: string): readonly number[] => (row.group === group ? [0] : []);
  const isReady = row.group === "ready";
  expect(groups).toEqual({
    readyCount: isReady ? 1 : 0,
    readyUsage: isReady ? 7 : 0,
    unready: place("unready"),
    missing: place("missing"),
    ignored: place("ignored"),
    stray: [],
    strayUsage: 0,
    superfluousCount: 0,
    superfluousUsage: 0,
  });
});

const item = (name: string): Samples["items"][number] => ({ name, timestamp: start, window: seconds(30) });

test("several pods: each goes its own way, and a sample without a pod stands apart", () => {
  const pods = [
    podOf("lucretius", { ready: undefined }),
    podOf("niccolo"),
    podOf("epicurus"),
    podOf("failed", { phase: "Failed" }),
  ];
  const samples = {
    items: ["niccolo", "gone", "lucretius", "failed", "lost"].map(item),
    values: [10, 20, 30, 40, 50],
  };
  const groups = groupPods(pods, samples, grouping(rules));
  expect(groups).toEqual({
    readyCount: 1,
    readyUsage: 10,
    unready: [0],
    missing: [2],
    ignored: [3],
    stray: [],
    strayUsage: 0,
    superfluousCount: 2,
    superfluousUsage: 70,
  });
  expect(namesByGroup(pods, groups)).toEqual({
    ready: ["niccolo"],
    unready: ["lucretius"],
    missing: ["epicurus"],
    ignored: ["failed"],
  });
});

test("no pods and no samples are no groups", () => {
  expect(groupPods([], { items: [], values: [] }, grouping(rules))).toEqual({
    readyCount: 0,
    readyUsage: 0,
    unready: [],
    missing: [],
    ignored: [],
    stray: [],
    strayUsage: 0,
    superfluousCount: 0,
    superfluousUsage: 0,
  });
});
