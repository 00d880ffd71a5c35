import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import { type SimTime, seconds, simTime } from "../units.ts";
import type { Rejection } from "./node-fit.ts";
import { defaultPodLifecycle } from "./pod-lifecycle.ts";
import { createPodStore } from "./pod-store.ts";
import type { PodRecord } from "./records.ts";
import { createSchedulingQueue } from "./scheduling-queue.ts";
import { deployment } from "./story.fixture.ts";

const store = createPodStore({ kernel: createKernel({ start: simTime(0), seed: 1, eventsMax: 1 }), emit: () => {} });

const [old, twice, young]: PodRecord[] = ["old", "twice", "young"].map((name) =>
  store.create({
    namespace: "default",
    name,
    template: deployment().template,
    workload: { kind: "Deployment", namespace: "default", name: "web" },
    lifecycle: defaultPodLifecycle,
    replicaSet: undefined,
  }),
);

const lacksCpu: readonly Rejection[] = [{ by: "NodeResourcesFit", reasons: ["Insufficient cpu"], unresolvable: false }];

/** A queue with a clock, whose pods fail whenever they are tried. */
function createFailingQueue() {
  let now: SimTime = simTime(0);
  const queue = createSchedulingQueue(() => now);
  const tryAll = (second: number): readonly string[] => {
    now = simTime(seconds(second));
    const turns = queue.takeAll();
    for (const waiting of turns) queue.putAside(waiting, lacksCpu);
    return turns.map(({ pod }) => pod.name);
  };
  return { queue, tryAll };
}

test("takes pods in the order in which they came", () => {
  const { queue, tryAll } = createFailingQueue();
  for (const pod of [young!, old!]) queue.add(pod);
  expect([tryAll(0), tryAll(0)]).toEqual([["young", "old"], []]);
});

test("has pods in backoff wait behind new ones, those first whose backoff ends first", () => {
  const { queue, tryAll } = createFailingQueue();
  queue.add(twice!);
  tryAll(0);
  queue.retry(() => true);
  tryAll(3);
  // "twice" is to wait two seconds now, until 5 s; "old" one second, until 4 s.
  queue.add(old!);
  tryAll(3);
  queue.retry(() => true);
  queue.add(young!);
  expect(tryAll(4)).toEqual(["young", "old", "twice"]);
});

test("has pods whose backoff is over wait by their time alone", () => {
  const { queue, tryAll } = createFailingQueue();
  queue.add(old!);
  tryAll(0);
  queue.retry(() => true);
  // The last second of a backoff counts until it is over.
  queue.add(young!);
  expect(tryAll(2)).toEqual(["old", "young"]);
});

test("tries only those again that an event may help, and forgets those that are gone", () => {
  const { queue, tryAll } = createFailingQueue();
  for (const pod of [old!, twice!, young!]) queue.add(pod);
  tryAll(0);
  queue.remove(twice!);
  expect(queue.retry(({ pod }) => pod !== young)).toBe(true);
  expect(tryAll(1)).toEqual(["old"]);
  expect(queue.retry(({ pod }) => pod === twice)).toBe(false);
});
