import { expect, test } from "vitest";
import type { Labels } from "../kubernetes/object.ts";
import type { PodPhase } from "../kubernetes/pod.ts";
import { minus, type SimTime, seconds, simTime } from "../units.ts";
import { defaultPodLifecycle } from "./pod-lifecycle.ts";
import { compareForDeletion, podsToDelete, type RankedPod } from "./pod-ranking.ts";
import type { PodRecord } from "./records.ts";

const now: SimTime = simTime(1_700_000_000_500_000);
const hours = (count: number): SimTime => minus(now, seconds(count * 3600));
const monthAgo = hours(30 * 24);

type PodCase = {
  readonly name: string;
  readonly node?: string;
  readonly phase?: PodPhase;
  readonly readySince?: SimTime;
  readonly created?: SimTime;
  readonly uid?: string;
  readonly cost?: string;
};

function pod({
  name,
  node = "node",
  phase = "Running",
  readySince,
  created = now,
  uid = "",
  cost,
}: PodCase): PodRecord {
  const annotations: Labels = cost === undefined ? {} : { "controller.kubernetes.io/pod-deletion-cost": cost };
  const spec = {
    containers: [],
    initContainers: [],
    overhead: new Map(),
    nodeSelector: {},
    terminationGracePeriodSeconds: 30,
  };
  const reference = { kind: "Pod", namespace: "default", name };
  return {
    name,
    namespace: "default",
    labels: {},
    phase,
    deleting: false,
    ready: readySince === undefined ? "False" : "True",
    readyChangedAt: readySince ?? now,
    startTime: undefined,
    spec,
    uid,
    creationTimestamp: created,
    annotations,
    workload: reference,
    node,
    startedAt: undefined,
    deletionTimestamp: undefined,
    podScheduled: undefined,
    reference,
    lifecycle: defaultPodLifecycle,
    replicaSet: undefined,
  };
}

const unscheduled = pod({ name: "unscheduled", node: "", phase: "Pending" });
const pending = pod({ name: "pending", phase: "Pending" });
const unknown = pod({ name: "unknown-phase", phase: "Unknown" });
const notReady = pod({ name: "not-ready" });
const readyNow = pod({ name: "ready-now", readySince: now });
const readyThen = pod({ name: "ready-then", readySince: monthAgo, created: monthAgo });
const readyNowCreatedThen = pod({ name: "ready-now-created-then", readySince: now, created: monthAgo });
const lowCost = pod({ name: "low-deletion-cost", readySince: now, created: monthAgo, cost: "10" });
const highCost = pod({ name: "high-deletion-cost", readySince: now, created: monthAgo, cost: "100" });
const ready2Hours = pod({ name: "ready-2-hours", node: "", readySince: hours(2), created: monthAgo });
const ready5Hours = pod({ name: "ready-5-hours", node: "", readySince: hours(5), created: monthAgo });
const ready8Hours = pod({ name: "ready-8-hours", node: "", readySince: hours(8), created: monthAgo });

// Source: kubernetes v1.36.3 pkg/controller/controller_utils_test.go TestSortingActivePodsWithRanks, inequality tests,
// without those
// about restarts and about pods whose condition has no time, which the model does not have.
test.each([
  [unscheduled, 1, pending, 2],
  [unscheduled, 2, pending, 1],
  [pending, 1, unknown, 2],
  [unknown, 1, notReady, 2],
  [readyNow, 1, readyThen, 1],
  [readyNow, 2, readyThen, 1],
  [readyNow, 1, readyNowCreatedThen, 1],
  [readyNowCreatedThen, 2, readyNow, 1],
  [lowCost, 2, highCost, 1],
  [ready2Hours, 1, ready5Hours, 1],
] as const)("deletes $name of rank %i before $name of rank %i", (lesser, lesserRank, greater, greaterRank) => {
  const [a, b]: RankedPod[] = [
    { pod: lesser, rank: lesserRank },
    { pod: greater, rank: greaterRank },
  ];
  expect(Math.sign(compareForDeletion(a!, b!, now))).toBe(-1);
  expect(Math.sign(compareForDeletion(b!, a!, now))).toBe(1);
});

// Source: the same test, equality tests: upstream's pods have no UID there, so one age in powers of two is a tie.
test.each([
  [unscheduled, unscheduled],
  [readyThen, readyThen],
  [ready5Hours, ready8Hours],
])("has no preference between pods of one age", (a, b) => {
  expect(compareForDeletion({ pod: a, rank: 1 }, { pod: b, rank: 1 }, now)).toBe(0);
});

test("chooses by UID between pods whose ages are of one power of two", () => {
  const [a, b] = [
    pod({ name: "a", readySince: hours(5), uid: "b0" }),
    pod({ name: "b", readySince: hours(8), uid: "a0" }),
  ];
  expect(podsToDelete([a, b], [], { count: 1, now })).toEqual([b]);
});

test.each([
  { cost: "008", counts: 0 },
  { cost: "+10", counts: 0 },
  { cost: "1.5", counts: 0 },
  { cost: "2147483648", counts: 0 },
  { cost: "-2147483648", counts: -1 },
  { cost: "7", counts: 1 },
])("takes the deletion cost $cost as an int32, or as none", ({ cost, counts }) => {
  const [priced, free] = [pod({ name: "priced", readySince: now, cost }), pod({ name: "free", readySince: now })];
  expect(Math.sign(compareForDeletion({ pod: priced, rank: 1 }, { pod: free, rank: 1 }, now))).toBe(counts);
});

// Source: kubernetes v1.36.3 pkg/controller/replicaset/replica_set_test.go TestGetPodsToDelete.
const onNode1 = pod({ name: "ready-on-node-1", node: "node-1", readySince: now });
const onNode2 = pod({ name: "ready-on-node-2", node: "node-2", readySince: now });
test.each([
  { pods: [], count: 0, expected: [] },
  { pods: [notReady, onNode1], count: 2, expected: [notReady, onNode1] },
  { pods: [onNode1, notReady], count: 1, expected: [notReady] },
  { pods: [pending, unscheduled], count: 1, expected: [unscheduled] },
  { pods: [onNode1, notReady, notReady], count: 2, expected: [notReady, notReady] },
  { pods: [onNode1, onNode2], related: [onNode1, onNode2, onNode2], count: 1, expected: [onNode2] },
  { pods: [pending, notReady], count: 1, expected: [pending] },
  { pods: [onNode1, onNode2, notReady, pending, unscheduled], count: 3, expected: [unscheduled, pending, notReady] },
])("picks $count of $pods.length pods as upstream does", ({ pods, related = pods, count, expected }) => {
  expect(podsToDelete(pods, related, { count, now })).toEqual(expected);
});
