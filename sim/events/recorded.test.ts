import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { minutes, plus, type SimTime, seconds, simTime } from "../units.ts";
import { kubernetesVersion } from "../version.ts";
import { createCorrelator } from "./correlator.ts";
import { createEventStore, type StoredEvent } from "./event-store.ts";
import { createLeases } from "./leases.ts";
import type { EventRecording } from "./recording.ts";

type Step = readonly [
  microseconds: number,
  object: number,
  type: "N" | "W",
  reason: number,
  message: number,
  forgotten: number,
  outcome: "c" | "p" | "d",
];
type Case = { readonly kubernetes: string; readonly events: readonly Step[]; readonly stored: readonly unknown[] };
type LeaseCase = { readonly ttlSeconds: number; readonly writes: readonly (readonly [at: number, expiry: number])[] };

const linesOf = (name: string): readonly unknown[] =>
  readFileSync(new URL(`../../fixtures/events/${name}`, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const start = simTime(Date.UTC(2026, 0, 15, 10) * 1000);

/** What we make of a recorded sequence, in the columns of the recording. */
function replay({ kubernetes, events }: Case): Pick<Case, "stored"> & { readonly outcomes: readonly string[] } {
  const version = kubernetesVersion(kubernetes);
  if (!version) throw new Error(`kubewind models ${kubernetes}`);
  let lost = "";
  const correlate = createCorrelator({ kubernetes: version, forgotten: () => lost });
  const store = createEventStore(minutes(60));
  const outcomes: string[] = [];
  let at: SimTime = start;
  for (const [gap, object, type, reason, message, forgotten] of events) {
    at = simTime(at + gap);
    lost = String(forgotten);
    const recording: EventRecording = {
      at,
      component: "c",
      involved: { kind: "HorizontalPodAutoscaler", namespace: "default", name: String(object) },
      uid: String(object),
      type: type === "N" ? "Normal" : "Warning",
      reason: String(reason),
      message: String(message),
    };
    const sent = correlate(recording);
    outcomes.push(sent === undefined ? "d" : store.write(sent, at) === "created" ? "c" : "p");
  }
  return { outcomes, stored: store.entries().map(({ event }) => storedRow(event)) };
}

function storedRow(event: StoredEvent): readonly unknown[] {
  const { involved, type, reason, message, count, firstTimestamp, lastTimestamp, expiresAt } = event;
  const combined = /^\(combined from similar events\): (.*)$/.exec(message)?.[1];
  const whole = (time: SimTime): number => (time - start) / 1e6;
  return [
    Number(involved.name),
    type[0],
    Number(reason),
    Number(combined ?? message),
    combined === undefined ? 0 : 1,
    count,
    whole(firstTimestamp),
    whole(lastTimestamp),
    expiresAt - start,
  ];
}

test.each(["1.36", "1.31"])("creates, counts, combines and drops events as client-go of %s did", (kubernetes) => {
  const cases = (linesOf("correlated.jsonl") as readonly Case[]).filter((one) => one.kubernetes === kubernetes);
  expect(cases.length).toBeGreaterThan(10);
  const recorded = cases.map(({ events, stored }) => ({ outcomes: events.map((event) => event[6]), stored }));
  expect(cases.map(replay)).toEqual(recorded);
});

test("a lease is shared by later writes as in etcd3 of the API server", () => {
  const cases = linesOf("leases.jsonl") as readonly LeaseCase[];
  expect(cases.length).toBeGreaterThan(3);
  for (const { ttlSeconds, writes } of cases) {
    const leases = createLeases(seconds(ttlSeconds));
    expect(writes.map(([at]) => [at, leases(simTime(at))])).toEqual(writes);
  }
});

test("a lease takes a thousand writes", () => {
  const leases = createLeases(minutes(60));
  const at = (second: number): SimTime => plus(start, seconds(second));
  const first = leases(at(0));
  for (let write = 2; write <= 1000; write++) expect(leases(at(1))).toBe(first);
  expect([first, leases(at(1))]).toEqual([plus(at(0), minutes(61)), plus(at(1), minutes(61))]);
});
