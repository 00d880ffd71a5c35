import { expect, test } from "vitest";
import { z } from "zod";
import { cpuSpike, overload, twelveWorkloads } from "../fixtures/runs.ts";
import { smallRun } from "../fixtures/runs-small.ts";
import type { Run } from "../sim/run.ts";
import { plus, seconds } from "../sim/units.ts";
import { type RunDocument, runDocument } from "./json.ts";
import { runSchema } from "./json-schema.ts";
import { closed } from "./test-closed-schema.ts";

const documentOf = (run: Run): RunDocument => runDocument({ run, traceHash: "v1:0123", ignored: ["a"], notes: ["b"] });

const validator = z.fromJSONSchema(closed(runSchema));

test.for([
  ["small", smallRun],
  ["spike", cpuSpike],
  ["overload", overload],
  ["twelve", twelveWorkloads],
] as const)("every document keeps to its schema, and every member is described: %s", ([, make]) => {
  const document: unknown = JSON.parse(JSON.stringify(documentOf(make())));
  expect(validator.safeParse(document).error).toBeUndefined();
});

test("the schema refuses what is no such document", () => {
  const document = documentOf(smallRun());
  const wrong: readonly unknown[] = [
    { ...document, schemaVersion: 2 },
    { ...document, verdicts: [{}] },
    { ...document, surprise: true },
    { ...document, decisions: document.decisions.map((decision) => ({ ...decision, currentReplicas: -1 })) },
    { ...document, events: document.events.map((event) => ({ ...event, type: "Error" })) },
  ];
  expect(wrong.map((one) => validator.safeParse(one).success)).toEqual([false, false, false, false, false]);
});

test("has times as seconds from zero and as RFC 3339", () => {
  const { scenario, verdicts, decisions, timeline, events } = documentOf(smallRun());
  expect(scenario).toEqual({
    name: "small",
    description: "Two replicas become four",
    seed: 7,
    kubernetes: "1.36.3",
    traceHash: "v1:0123",
    start: "2026-01-15T10:05:00Z",
    warmupSeconds: 60,
    durationSeconds: 180,
  });
  expect(verdicts[1]).toEqual({
    at: 120,
    time: "2026-01-15T10:07:00Z",
    text: "web reaches 5 replicas within 1m after load.spike",
    place: "scenario.yaml:34:5",
    isMet: false,
    because: "never >= 5 replicas from 1m0s to 2m0s; seen: 2, 4",
  });
  expect(decisions.map(({ at, writtenReplicas }) => [at, writtenReplicas])).toEqual([[105, 4]]);
  expect(timeline.replicas).toEqual([
    {
      kind: "Deployment",
      namespace: "default",
      name: "web",
      spec: [
        { at: -60, time: "2026-01-15T10:04:00Z", replicas: 2 },
        { at: 105, time: "2026-01-15T10:06:45Z", replicas: 4 },
      ],
      ready: [
        { at: -57, time: "2026-01-15T10:04:03Z", replicas: 2 },
        { at: 115, time: "2026-01-15T10:06:55Z", replicas: 4 },
      ],
    },
  ]);
  expect(events.map(({ at, reason, count, last }) => [at, reason, count, last.at])).toEqual([
    [105, "SuccessfulRescale", 1, 105],
  ]);
});

test("has events as they were recorded, repeats counted, and as the cluster stored them", () => {
  const run = smallRun();
  const recorded = run.trace.facts.find((fact) => fact.kind === "event");
  const again = [200, 205, 290].flatMap((second) =>
    recorded === undefined ? [] : [{ ...recorded, at: plus(run.trace.zero, seconds(second)) }],
  );
  const trace = { ...run.trace, end: plus(run.trace.zero, seconds(300)), facts: [...run.trace.facts, ...again] };
  const { events, storedEvents } = documentOf({ ...run, trace });
  expect(events.map(({ at, count, last }) => [at, count, last.at])).toEqual([
    [105, 1, 105],
    [200, 2, 205],
    [290, 1, 290],
  ]);
  expect(storedEvents.map(({ first, count, last, expires }) => [first.at, count, last.at, expires.at])).toEqual([
    [105, 4, 290, 290 + 3660],
  ]);
});

test("gives counts of requests and times no finer than they can be read", () => {
  const run = smallRun();
  const targets = run.summary.targets.map((target) => ({ ...target, refused: 3164.0000000000005, timedOut: 1e-9 }));
  const workloads = run.summary.workloads.map((workload) => ({ ...workload, replicaHours: 0.1 + 0.2 }));
  const { summary } = documentOf({ ...run, summary: { targets, workloads } });
  expect(summary.targets.map(({ refused, timedOut }) => [refused, timedOut])).toEqual([[3164, 0.001]]);
  expect(summary.workloads.map(({ replicaHours }) => replicaHours)).toEqual([0.3]);
});

test("writes a ratio that is not finite as null, as JSON has no infinity", () => {
  const run = smallRun();
  const facts = run.trace.facts.map((fact) =>
    fact.kind === "hpa-status"
      ? { ...fact, metrics: fact.metrics.map((metric) => ({ ...metric, ratio: Number.POSITIVE_INFINITY })) }
      : fact,
  );
  const { timeline } = documentOf({ ...run, trace: { ...run.trace, facts } });
  expect(timeline.autoscalers[0]?.status.map(({ metrics }) => metrics[0]?.ratio)).toEqual([null, null]);
});
