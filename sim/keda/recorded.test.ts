import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { MetricSpec, RecordedEvent } from "../kubernetes/autoscaling.ts";
import { formatQuantity } from "../quantity/index.ts";
import { type SimTime, simTime } from "../units.ts";
import { buildScaler } from "./build-scaler.ts";
import { quantityOf, threeDecimals } from "./metric-value.ts";
import type { KafkaPartition, KedaPorts, ScalingActive, SourceReply, TriggerSources } from "./ports.ts";
import { createScaleHandler } from "./scale-handler.ts";
import type { ScaledObject } from "./scaled-object.ts";
import type { Scaler } from "./scaler.ts";

type Recorded<Case, Answer> = { readonly cases: readonly { readonly case: Case; readonly answer: Answer }[] };

const recorded = <Case, Answer>(name: string): Recorded<Case, Answer>["cases"] => {
  const file = new URL(`../../fixtures/recorded/keda/${name}.json`, import.meta.url);
  const { cases }: Recorded<Case, Answer> = JSON.parse(readFileSync(file).toString());
  expect(cases.length).toBeGreaterThan(20);
  return cases;
};

const noSource = (): never => {
  throw new Error("the case has no such source");
};

const noSources: TriggerSources = {
  get: noSource,
  kafka: noSource,
  externalMetricSpecs: noSource,
  externalMetrics: noSource,
  externalIsActive: noSource,
};

test("hands on values as KEDA does", () => {
  for (const { case: given, answer } of recorded<{ readonly value: number }, string>("value")) {
    expect(formatQuantity(quantityOf(given.value))).toBe(answer);
  }
});

test("rounds ties to even, and has no exponent", () => {
  expect([0.0625, 0.1875, 2.5, 1e21].map(threeDecimals)).toEqual([
    "0.062",
    "0.188",
    "2.500",
    "1000000000000000000000.000",
  ]);
});

type TriggerCase = { readonly metadata: Readonly<Record<string, string>>; readonly metricType?: string };
type Found = { readonly error?: string; readonly active?: boolean; readonly value?: string };

const scaledObjectOf = (type: string, { metadata, metricType = "" }: TriggerCase): ScaledObject => ({
  meta: { name: "web", namespace: "default", labels: {}, annotations: {} },
  spec: { scaleTargetRef: { name: "web" }, triggers: [{ type, metadata, metricType }] },
});

function scalerOf(
  scaledObject: ScaledObject,
  rest: { sources: TriggerSources; now: SimTime },
): ReturnType<typeof buildScaler> {
  const [trigger = { type: "", metadata: {} }] = scaledObject.spec.triggers;
  return buildScaler({ trigger, index: 0, scaledObject, sources: rest.sources, now: () => rest.now });
}

function specOf(scaler: Scaler): MetricSpec | undefined {
  let found: MetricSpec | undefined;
  scaler.specify(([spec]) => {
    found = spec;
  });
  return found;
}

function foundBy(scaler: Scaler): Found {
  let found: Found = {};
  scaler.observe(specOf(scaler)?.external?.metric.name ?? "", (observation) => {
    if (!observation.ok) found = { error: observation.error };
    else {
      const [first] = observation.values;
      found = { active: observation.isActive, ...(first && { value: formatQuantity(first.value) }) };
    }
  });
  return found;
}

test("is within a cron trigger's times when KEDA is", () => {
  type Answer = Found & { readonly spec?: MetricSpec; readonly now?: number };
  for (const { case: given, answer } of recorded<TriggerCase, Answer>("cron")) {
    const now = simTime((answer.now ?? 0) * 1000);
    const built = scalerOf(scaledObjectOf("cron", given), { sources: noSources, now });
    const ours = built.ok
      ? { spec: specOf(built.value), now: answer.now, ...foundBy(built.value) }
      : { error: built.error };
    expect(ours).toEqual(answer);
  }
});

type Partition = {
  readonly partition: number;
  readonly committed?: number;
  readonly earliest?: number;
  readonly latest?: number;
};

test("counts the lag of a Kafka group as KEDA does", () => {
  type Case = TriggerCase & { readonly rounds: readonly (readonly Partition[])[] };
  type Answer = { readonly error?: string; readonly spec?: MetricSpec; readonly rounds?: readonly Found[] };
  for (const { case: given, answer } of recorded<Case, Answer>("kafka")) {
    let partitions: readonly KafkaPartition[] = [];
    const sources: TriggerSources = {
      ...noSources,
      kafka: (_, done) => done({ kind: "topics", topics: [{ topic: "orders", partitions }] }),
    };
    const built = scalerOf(scaledObjectOf("kafka", given), { sources, now: simTime(0) });
    if (!built.ok) {
      expect({ error: built.error }).toEqual(answer);
      continue;
    }
    const rounds = given.rounds.map((round) => {
      partitions = round.map(({ partition, committed, earliest, latest }) => ({
        partition,
        committedOffset: committed,
        earliestOffset: earliest,
        latestOffset: latest,
      }));
      return foundBy(built.value);
    });
    expect({ spec: specOf(built.value), rounds }).toEqual(answer);
  }
});

type Step = {
  readonly kind: "hpa" | "poll" | "metric";
  readonly seconds?: number;
  readonly metric?: string;
  readonly replies?: Readonly<Record<string, { readonly status: number; readonly body: string }>>;
  readonly replicas?: number;
  readonly readyPods?: number;
  readonly scalingActive?: NonNullable<ScalingActive>;
};

type SequenceCase = {
  readonly scaledObject: { readonly metadata: Partial<ScaledObject["meta"]>; readonly spec: ScaledObject["spec"] };
  readonly replicas: number;
  readonly steps: readonly Step[];
};

/** What is seen after a step. Events and the triggers of an activation come in no order of their own. */
type Seen = {
  readonly hpa?: unknown;
  readonly error?: string;
  readonly values?: readonly string[];
  readonly conditions: readonly Readonly<Record<string, string>>[];
  readonly health: Readonly<Record<string, string>>;
  readonly activity: Readonly<Record<string, boolean>>;
  readonly hasLastActive: boolean;
  readonly replicas: number;
  readonly events: readonly string[];
};

test("polls, scales, falls back and serves metrics step by step as KEDA does", () => {
  for (const { case: given, answer } of recorded<SequenceCase, readonly Seen[]>("sequence")) {
    expect(play(given).map(inOrder)).toEqual(answer.map(inOrder));
  }
});

function inOrder({ conditions, events, ...seen }: Seen): unknown {
  const withoutEmpty = conditions.map((condition) =>
    Object.fromEntries(Object.entries(condition).filter(([, text]) => text !== "")),
  );
  const byType = withoutEmpty
    .map((condition) => JSON.stringify(condition, ["type", "status", "reason", "message"]))
    .sort();
  const sorted = events.map((event) =>
    event.replace(/(?<=triggered by )\S+$/, (names) => names.split(";").sort().join(";")),
  );
  const hpa = seen.hpa as { readonly metadata: unknown; readonly spec: unknown } | undefined;
  return { ...seen, hpa: hpa && { metadata: hpa.metadata, spec: hpa.spec }, conditions: byType, events: sorted.sort() };
}

const createdAt = simTime(1_800_000_000_000_000);

function play({ scaledObject: { metadata, spec }, replicas: before, steps }: SequenceCase): readonly Seen[] {
  const { name = "", labels = {}, annotations = {} } = metadata;
  const scaledObject: ScaledObject = { meta: { name, namespace: "default", labels, annotations }, spec };
  const replies = new Map<string, SourceReply>();
  let now = createdAt + 1_500_000;
  let [replicas, ready, hasHpa] = [before, 0, false];
  let scalingActive: ScalingActive;
  let events: RecordedEvent[] = [];
  const ports: KedaPorts = {
    sources: {
      ...noSources,
      get: ({ url }, done) => done(replies.get(url.split("/")[3] ?? "") ?? { kind: "answered", status: 404, body: "" }),
    },
    getScale: () => ({
      ok: true,
      value: { specReplicas: replicas, statusReplicas: replicas, selector: "app=web" },
    }),
    updateScale: (_, count) => {
      replicas = count;
      return { ok: true, value: undefined };
    },
    countReadyPods: () => ({ ok: true, value: ready }),
    scalingActive: () => scalingActive,
    record: (_, event) => events.push(event),
  };
  const handler = createScaleHandler({ scaledObject, createdAt, now: () => simTime(now), ports });
  return steps.map((step) => {
    for (const [key, reply] of Object.entries(step.replies ?? {})) replies.set(key, { kind: "answered", ...reply });
    now += (step.seconds ?? 0) * 1_000_000;
    replicas = step.replicas ?? replicas;
    ready = step.readyPods ?? ready;
    if (hasHpa) scalingActive = step.scalingActive ?? scalingActive;
    events = [];
    let found: Pick<Seen, "hpa" | "error" | "values"> = {};
    if (step.kind === "poll") handler.checkScalers(() => {});
    if (step.kind === "hpa") {
      handler.wantedHpa((hpa) => {
        hasHpa = hpa.ok;
        found = hpa.ok ? { hpa: hpa.value } : { error: hpa.error };
      });
    }
    if (step.kind === "metric") {
      handler.metric(step.metric ?? "", (values) => {
        found = values.ok
          ? { values: values.value.map(({ metricName, value }) => `${metricName}=${formatQuantity(value)}`) }
          : { error: values.error };
      });
    }
    const { conditions, health, triggersActivity, lastActiveTime } = handler.status();
    return {
      ...found,
      conditions,
      health: Object.fromEntries([...health].map(([key, one]) => [key, `${one.status} ${one.numberOfFailures}`])),
      activity: Object.fromEntries(triggersActivity),
      hasLastActive: lastActiveTime !== undefined,
      replicas,
      events: events.map(({ type, reason, message }) => `${type} ${reason} ${message}`),
    };
  });
}
