import fc from "fast-check";
import { expect, test } from "vitest";
import { createWorkers } from "./workers.ts";

test("runs a job at once while a worker is free, the others in the order in which they came", () => {
  const workers = createWorkers(2);
  const started: string[] = [];
  const releases = new Map<string, () => void>();
  for (const name of ["a", "b", "c", "d"]) {
    workers.acquire((release) => {
      started.push(name);
      releases.set(name, release);
    });
  }
  expect([started.join(""), workers.waiting()]).toEqual(["ab", 2]);
  releases.get("b")?.();
  expect([started.join(""), workers.waiting()]).toEqual(["abc", 1]);
  releases.get("a")?.();
  expect([started.join(""), workers.waiting()]).toEqual(["abcd", 0]);
});

test("a worker that is released twice is one worker still", () => {
  const workers = createWorkers(1);
  const started: string[] = [];
  let releaseFirst = (): void => {};
  workers.acquire((release) => {
    releaseFirst = release;
  });
  workers.acquire(() => started.push("second"));
  workers.acquire(() => started.push("third"));
  releaseFirst();
  releaseFirst();
  expect([started, workers.waiting()]).toEqual([["second"], 1]);
});

test("a job may release before it returns", () => {
  const workers = createWorkers(1);
  const started: number[] = [];
  for (let job = 0; job < 3; job++) {
    workers.acquire((release) => {
      started.push(job);
      release();
    });
  }
  expect([started, workers.waiting()]).toEqual([[0, 1, 2], 0]);
});

test("never more jobs at once than workers, and none is left out", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.boolean(), { maxLength: 60 }), (count, steps) => {
      const workers = createWorkers(count);
      const running: (() => void)[] = [];
      const order: number[] = [];
      let added = 0;
      for (const isNew of steps) {
        if (isNew) {
          const job = added++;
          workers.acquire((release) => {
            order.push(job);
            running.push(release);
          });
        } else {
          running.shift()?.();
        }
        expect(running.length).toBe(Math.min(count, running.length + workers.waiting()));
        expect(order.length + workers.waiting()).toBe(added);
      }
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }),
  );
});

test("thousands of waiting jobs that are through at once do not exhaust the stack", () => {
  const workers = createWorkers(1);
  let releaseFirst = (): void => {};
  workers.acquire((release) => {
    releaseFirst = release;
  });
  let done = 0;
  for (let job = 0; job < 20_000; job++) {
    workers.acquire((release) => {
      done++;
      release();
    });
  }
  releaseFirst();
  expect([done, workers.waiting()]).toEqual([20_000, 0]);
});

test("a job that a job asks for after its release goes behind those that wait", () => {
  const workers = createWorkers(1);
  const started: string[] = [];
  let releaseFirst = (): void => {};
  workers.acquire((release) => {
    releaseFirst = release;
  });
  workers.acquire((release) => {
    started.push("a");
    release();
    workers.acquire(() => started.push("a's"));
  });
  workers.acquire((release) => {
    started.push("b");
    release();
  });
  releaseFirst();
  expect(started).toEqual(["a", "b", "a's"]);
});
