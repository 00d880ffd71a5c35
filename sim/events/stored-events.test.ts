import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "../trace/fact.ts";
import { minutes, plus, type SimTime, seconds, simTime } from "../units.ts";
import { defaultKubernetes, kubernetesVersion } from "../version.ts";
import { eventChanges } from "./changes.table.ts";
import type { StoredEvent } from "./event-store.ts";
import { type EventRecording, recordingsOf, uidAt } from "./recording.ts";
import { storedEvents } from "./stored-events.ts";

const start = simTime(Date.UTC(2026, 0, 15, 10) * 1000);
const at = (second: number): SimTime => plus(start, seconds(second));
const web = { kind: "HorizontalPodAutoscaler", namespace: "default", name: "web" };

const event = (second: number, message: string, more: Partial<EventRecording> = {}): EventRecording => ({
  at: at(second),
  component: "horizontal-pod-autoscaler",
  involved: web,
  uid: "web",
  type: "Warning",
  reason: "FailedGetResourceMetric",
  message,
  ...more,
});

function stored(
  recordings: readonly EventRecording[],
  until: SimTime = at(1e6),
  kubernetes: string = defaultKubernetes,
) {
  const version = kubernetesVersion(kubernetes);
  if (!version) throw new Error(`kubewind models ${kubernetes}`);
  return storedEvents(recordings, { kubernetes: version, seed: 1, until });
}

const counts = (events: readonly StoredEvent[]) => events.map(({ message, count }) => [message, count]);

test("an event that comes again is counted, and keeps its first timestamp", () => {
  expect(stored([event(0.7, "boom"), event(15.2, "boom"), event(30.2, "other")])).toEqual([
    {
      involved: web,
      uid: "web",
      source: "horizontal-pod-autoscaler",
      type: "Warning",
      reason: "FailedGetResourceMetric",
      message: "boom",
      count: 2,
      firstTimestamp: at(0),
      lastTimestamp: at(15),
      expiresAt: plus(at(0.7), minutes(61)),
    },
    {
      involved: web,
      uid: "web",
      source: "horizontal-pod-autoscaler",
      type: "Warning",
      reason: "FailedGetResourceMetric",
      message: "other",
      count: 1,
      firstTimestamp: at(30),
      lastTimestamp: at(30),
      expiresAt: plus(at(0.7), minutes(61)),
    },
  ]);
});

test("from the tenth message on, similar events become one with the newest message", () => {
  const messages = Array.from({ length: 12 }, (_, index) => `m${index}`);
  expect(counts(stored(messages.map((message, index) => event(15 * index, message)))).slice(8)).toEqual([
    ["m8", 1],
    ["(combined from similar events): m11", 3],
  ]);
});

test("after more than ten minutes without them, similar events stand for themselves again", () => {
  const messages = Array.from({ length: 11 }, (_, index) => event(index, `m${index}`));
  const later = (gap: number) => counts(stored([...messages, event(10 + gap, "late")])).at(-1);
  expect([later(600), later(600.000001)]).toEqual([
    ["(combined from similar events): late", 3],
    ["late", 1],
  ]);
});

test("beyond 25 at once an event is dropped, and five minutes later the count shows it", () => {
  const same = Array.from({ length: 30 }, (_, index) => event(index, "boom"));
  expect(counts(stored(same))).toEqual([["boom", 25]]);
  expect(counts(stored([...same, event(330, "boom")]))).toEqual([["boom", 31]]);
});

test("what expired is created again with its whole count, and stands twice", () => {
  const again = stored([event(0, "boom"), event(15, "boom"), event(4000, "boom")]);
  expect(again.map(({ count, expiresAt }) => [count, expiresAt])).toEqual([
    [2, at(3660)],
    [3, at(7660)],
  ]);
});

test("what happens after the instant has not happened yet", () => {
  expect(counts(stored([event(0, "boom"), event(15, "boom"), event(30, "boom")], at(15)))).toEqual([["boom", 2]]);
});

/** How many of 30 Warnings are stored when 20 Normal events came before them; what is dropped differs. */
function warningsAfterNormals(kubernetes: string): number {
  const normals = Array.from({ length: 20 }, (_, index) =>
    event(index / 100, "ok", { type: "Normal", reason: "Fine" }),
  );
  const warnings = Array.from({ length: 30 }, (_, index) => event(1 + index / 100, "boom"));
  return stored([...normals, ...warnings], at(100), kubernetes).at(-1)?.count ?? 0;
}

test("each entry of the table shows from the release on that it names", () => {
  const scenes: Record<
    keyof typeof eventChanges,
    readonly [look: (kubernetes: string) => unknown, seen: readonly unknown[]]
  > = {
    spamBudget: [warningsAfterNormals, [5, 25]],
    schedulerEvents: [
      (kubernetes) => stored([event(0, "no room", { component: "default-scheduler" })], at(1), kubernetes).length,
      [1, 0],
    ],
  };
  for (const [entry, { changes }] of Object.entries(eventChanges)) {
    const [look, seen] = scenes[entry as keyof typeof eventChanges];
    const minors = changes.map(({ since }) => Number(since.split(".")[1]));
    expect([`1.${minors[0]! - 1}`, ...minors.map((minor) => `1.${minor}`)].map(look)).toEqual(seen);
  }
});

test("an object that was deleted shares nothing with the one of its name that came after", () => {
  const fact = (second: number): Fact => ({
    at: at(second),
    kind: "event",
    involved: web,
    component: "horizontal-pod-autoscaler",
    type: "Normal",
    reason: "SuccessfulRescale",
    message: "New size: 3; reason: All metrics below target",
  });
  const facts: readonly Fact[] = [fact(0), { at: at(10), kind: "deleted", object: web }, fact(20), fact(30)];
  const recordings = recordingsOf({ facts });
  expect(stored(recordings).map(({ uid, count }) => [uid, count])).toEqual([
    [uidAt({ facts }, web, at(9)), 1],
    [uidAt({ facts }, web, at(10)), 2],
  ]);
});

test("law: no more is written than a budget of 25 and one for every five minutes allows, and nothing is counted twice", () => {
  const steps = fc.array(fc.tuple(fc.double({ min: 0, max: 400, noNaN: true }), fc.integer({ min: 0, max: 14 })), {
    maxLength: 120,
  });
  fc.assert(
    fc.property(steps, (gaps) => {
      let now = 0;
      const recordings = gaps.map(([gap, message]) => {
        now += gap;
        return event(now, `m${message}`);
      });
      const events = stored(recordings).filter(({ expiresAt }) => expiresAt > at(now));
      expect(events.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(recordings.length);
      expect(events.length).toBeLessThanOrEqual(25 + now / 300 + 1);
    }),
  );
});
