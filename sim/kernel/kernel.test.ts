import fc from "fast-check";
import { expect, test } from "vitest";
import { InvariantError } from "../invariant.ts";
import { microseconds, milliseconds, plus, type SimTime, seconds, simTime } from "../units.ts";
import { createKernel, type Kernel, LimitError } from "./kernel.ts";

const start = simTime(1_000_000);
const kernelOf = (eventsMax = 1000): Kernel => createKernel({ start, seed: 7, eventsMax });

test("runs actions in order of time, those of one instant in the order in which they were added", () => {
  const kernel = kernelOf();
  const ran: string[] = [];
  const say = (word: string) => () => {
    ran.push(`${word} at ${kernel.now() - start}`);
  };
  kernel.after(seconds(2), say("third"));
  kernel.after(seconds(1), say("first"));
  kernel.at(plus(start, seconds(1)), say("second"));
  kernel.advanceTo(plus(start, seconds(2)));
  expect(ran).toEqual(["first at 1000000", "second at 1000000", "third at 2000000"]);
  expect(kernel.eventCount()).toBe(3);
});

test("an action that an action adds for the same instant runs in the same advance, after those that wait", () => {
  const kernel = kernelOf();
  const ran: string[] = [];
  kernel.after(seconds(1), () => {
    ran.push("a");
    kernel.at(kernel.now(), () => ran.push("a's"));
  });
  kernel.after(seconds(1), () => ran.push("b"));
  kernel.advanceTo(plus(start, seconds(1)));
  expect(ran).toEqual(["a", "b", "a's"]);
});

test("a cancelled action does not run, nor count, nor stand as the next", () => {
  const kernel = kernelOf();
  const ran: string[] = [];
  const handle = kernel.after(seconds(1), () => ran.push("cancelled"));
  kernel.after(seconds(2), () => ran.push("kept"));
  kernel.cancel(handle);
  expect(kernel.nextAt()).toBe(plus(start, seconds(2)));
  kernel.advanceTo(plus(start, seconds(3)));
  kernel.cancel(handle);
  expect([ran, kernel.eventCount(), kernel.nextAt()]).toEqual([["kept"], 1, undefined]);
});

test("the clock stands at the instant that was asked for, whether something happens there or not", () => {
  const kernel = kernelOf();
  kernel.after(seconds(5), () => {});
  kernel.advanceTo(plus(start, seconds(3)));
  expect([kernel.now(), kernel.eventCount(), kernel.nextAt()]).toEqual([
    plus(start, seconds(3)),
    0,
    plus(start, seconds(5)),
  ]);
  kernel.advanceTo(plus(start, seconds(3)));
  expect(kernel.now()).toBe(plus(start, seconds(3)));
});

test("time never runs backwards", () => {
  const kernel = kernelOf();
  kernel.advanceTo(plus(start, seconds(1)));
  expect(() => kernel.advanceTo(start)).toThrow(new InvariantError("time never runs backwards"));
  expect(() => kernel.at(start, () => {})).toThrow(new InvariantError("an action is added for now or later"));
  expect(() => kernel.after(microseconds(-1), () => {})).toThrow(InvariantError);
});

test("one event more than the limit ends the run with the limit's name and value", () => {
  const kernel = kernelOf(3);
  let count = 0;
  const again = (): void => {
    count++;
    kernel.after(milliseconds(1), again);
  };
  again();
  expect(() => kernel.advanceTo(plus(start, seconds(1)))).toThrow(
    new LimitError('the run needs more than 3 events, the limit "eventsMax" of the scenario'),
  );
  expect([count, kernel.eventCount(), kernel.now()]).toEqual([4, 3, plus(start, milliseconds(3))]);
});

test("exactly as many events as the limit allows are no error", () => {
  const kernel = kernelOf(2);
  kernel.after(seconds(1), () => {});
  kernel.after(seconds(2), () => {});
  kernel.advanceTo(plus(start, seconds(9)));
  expect(kernel.eventCount()).toBe(2);
});

/** A run that branches, draws and cancels: each entry of the log is the instant and what came out. */
const busyRun = (advance: (kernel: Kernel, until: SimTime) => void, delays: readonly number[]): readonly string[] => {
  const kernel = kernelOf(100_000);
  const log: string[] = [];
  let left = 200;
  const act = (name: string): void => {
    const { next, below } = kernel.stream(name);
    log.push(`${kernel.now()} ${name} ${next()}`);
    if (left-- <= 0) return;
    kernel.after(milliseconds(below(40)), () => act(name));
    const doomed = kernel.after(milliseconds(below(40)), () => act(`${name}'`));
    if (below(2) === 0) kernel.cancel(doomed);
  };
  delays.forEach((delay, index) => {
    kernel.after(milliseconds(delay), () => act(`part-${index}`));
  });
  advance(kernel, plus(start, seconds(1)));
  log.push(`${kernel.now()} after ${kernel.eventCount()} events`);
  return log;
};

const atOnce = (kernel: Kernel, until: SimTime): void => kernel.advanceTo(until);

/** As the pacer of a served run does: from one action to the next. */
const fromActionToAction = (kernel: Kernel, until: SimTime): void => {
  for (let next = kernel.nextAt(); next !== undefined && next <= until; next = kernel.nextAt()) kernel.advanceTo(next);
  kernel.advanceTo(until);
};

const delays = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 5 });

test("many small advances amount to one large one", () => {
  fc.assert(
    fc.property(delays, fc.array(fc.nat({ max: 1000 }), { maxLength: 20 }), (parts, stops) => {
      const expected = busyRun(atOnce, parts);
      expect(busyRun(fromActionToAction, parts)).toEqual(expected);
      const inSteps = (kernel: Kernel, until: SimTime): void => {
        for (const stop of stops.toSorted((a, b) => a - b)) kernel.advanceTo(plus(start, milliseconds(stop)));
        kernel.advanceTo(until);
      };
      expect(busyRun(inSteps, parts)).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test("a stream that is asked for again goes on where it was", () => {
  const twice = kernelOf();
  const once = kernelOf().stream("kubelet/node-3");
  const asked = [twice.stream("kubelet/node-3").next(), twice.stream("kubelet/node-3").next()];
  expect(asked).toEqual([once.next(), once.next()]);
});

test("the seed decides every stream", () => {
  const first = (seed: number): number => createKernel({ start, seed, eventsMax: 1 }).stream("a").next();
  expect(first(1)).toBe(first(1));
  expect(first(1)).not.toBe(first(2));
});
