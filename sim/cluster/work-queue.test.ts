import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import { seconds, simTime } from "../units.ts";
import { createWorkQueue, type WorkQueue } from "./work-queue.ts";

function createNotedQueue(): {
  readonly queue: WorkQueue<string>;
  readonly seen: string[];
  readonly until: (second: number) => void;
} {
  const kernel = createKernel({ start: simTime(0), seed: 1, eventsMax: 100 });
  const seen: string[] = [];
  const queue = createWorkQueue<string>(kernel, (item) => seen.push(`${kernel.now() / 1_000_000} ${item}`));
  return { queue, seen, until: (second) => kernel.advanceTo(simTime(seconds(second))) };
}

test("looks at each item once, in the order of the first adding", () => {
  const { queue, seen, until } = createNotedQueue();
  for (const item of ["b", "a", "b", "c", "a"]) queue.add(item);
  until(0);
  queue.add("b");
  until(1);
  expect(seen).toEqual(["0 b", "0 a", "0 c", "0 b"]);
});

test("keeps the earliest of several delays", () => {
  const { queue, seen, until } = createNotedQueue();
  queue.addAfter("a", seconds(5));
  queue.addAfter("a", seconds(2));
  queue.addAfter("a", seconds(9));
  queue.addAfter("b", seconds(0));
  until(20);
  expect(seen).toEqual(["0 b", "2 a"]);
});

test("forgets a delay that has run out", () => {
  const { queue, seen, until } = createNotedQueue();
  queue.addAfter("a", seconds(2));
  until(3);
  queue.addAfter("a", seconds(4));
  until(20);
  expect(seen).toEqual(["2 a", "7 a"]);
});
