import fc from "fast-check";
import { expect, test } from "vitest";
import { type SimTime, simTime } from "../units.ts";
import { createEventQueue, type EventHandle, type EventQueue } from "./event-queue.ts";

/** What the queue should hold: every action that waits, first the one whose turn is next. */
type Model = { waiting: { readonly time: number; readonly name: number }[]; added: number };

/** The queue beside the names of the actions that it gave out, and the handle of each name. */
type Real = { readonly queue: EventQueue; readonly handles: EventHandle[]; readonly ran: number[] };

type Step = fc.Command<Model, Real>;

const step = (name: string, run: (model: Model, real: Real) => void): Step => ({
  check: () => true,
  run,
  toString: () => name,
});

const agree = (model: Model, { queue }: Real): void => {
  expect(queue.size()).toBe(model.waiting.length);
  expect(queue.nextAt()).toBe(model.waiting[0]?.time);
};

const add = (time: number): Step =>
  step(`add(${time})`, (model, real) => {
    const name = model.added++;
    real.handles.push(real.queue.add(simTime(time), () => real.ran.push(name)));
    const later = model.waiting.findIndex((waiting) => waiting.time > time);
    model.waiting.splice(later < 0 ? model.waiting.length : later, 0, { time, name });
    agree(model, real);
  });

/** Cancels any action that was ever added, those that ran or were cancelled before included. */
const cancel = (place: number): Step =>
  step(`cancel(${place})`, (model, real) => {
    const name = model.added === 0 ? 0 : place % model.added;
    real.queue.cancel(real.handles[name] ?? 0);
    model.waiting = model.waiting.filter((waiting) => waiting.name !== name);
    agree(model, real);
  });

const take = step("take()", (model, real) => {
  const expected = model.waiting.shift();
  const action = real.queue.take();
  const before = real.ran.length;
  action?.();
  expect(real.ran.slice(before)).toEqual(expected === undefined ? [] : [expected.name]);
  agree(model, real);
});

test("gives out actions as a list sorted by time and order of addition would", () => {
  const steps = fc.commands(
    [
      // Few instants, so that many actions share one.
      fc.integer({ min: 0, max: 5 }).map(add),
      fc.nat().map(cancel),
      fc.constant(take),
    ],
    { size: "large", maxCommands: 300 },
  );
  fc.assert(
    fc.property(steps, (run) => {
      const setup = (): { model: Model; real: Real } => ({
        model: { waiting: [], added: 0 },
        real: { queue: createEventQueue(), handles: [], ran: [] },
      });
      fc.modelRun(setup, run);
    }),
    { numRuns: 100 },
  );
});

test("keeps hundreds of actions in order, beyond its first capacity", () => {
  const times = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 200, maxLength: 400 });
  fc.assert(
    fc.property(times, (instants) => {
      const queue = createEventQueue();
      const ran: (readonly [SimTime, number])[] = [];
      instants.forEach((instant, index) => {
        queue.add(simTime(instant), () => ran.push([simTime(instant), index]));
      });
      for (let action = queue.take(); action !== undefined; action = queue.take()) action();
      const sorted = instants.map((instant, index) => [instant, index] as const);
      expect(ran).toEqual(sorted.toSorted(([a], [b]) => a - b));
      expect([queue.size(), queue.nextAt()]).toEqual([0, undefined]);
    }),
    { numRuns: 30 },
  );
});

test("is empty at first", () => {
  const queue = createEventQueue();
  expect([queue.size(), queue.nextAt(), queue.take()]).toEqual([0, undefined, undefined]);
});
