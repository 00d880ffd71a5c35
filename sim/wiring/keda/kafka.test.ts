import { expect, test } from "vitest";
import type { KafkaReply, KafkaRequest } from "../../keda/ports.ts";
import { steps } from "../../load/shapes.ts";
import type { FaultKind, MetricSource } from "../../scenario.ts";
import { minutes, plus, simTime, zeroDuration } from "../../units.ts";
import { createKafka } from "./kafka.ts";

const zero = simTime(1_000_000_000);

const broker: MetricSource = {
  ...{ name: "kafka", address: "kafka.default.svc:9092", metrics: [] },
  topics: [
    {
      ...{ topic: "orders", consumerGroup: "workers", partitions: 3 },
      lag: steps([
        { at: zeroDuration, value: 0 },
        { at: minutes(1), value: 10 },
      ]),
    },
    {
      ...{ topic: "mails", consumerGroup: "workers", partitions: 1 },
      backlogOf: { kind: "Deployment", namespace: "default", name: "worker" },
    },
  ],
};

const workers: KafkaRequest = {
  ...{ bootstrapServers: ["kafka.default.svc:9092"], consumerGroup: "workers", topic: "orders" },
};

/** What the broker answers two minutes after zero. */
function answer(request: KafkaRequest, fault?: FaultKind): KafkaReply | undefined {
  const kafka = createKafka({
    ...{ sources: [broker], zero, now: () => plus(zero, minutes(2)), faults: () => fault },
    load: { backlog: (target) => (target === "Deployment default/worker" ? 7.9 : 0) },
  });
  let reply: KafkaReply | undefined;
  kafka(request, (given) => {
    reply = given;
  });
  return reply;
}

const lags = (reply: KafkaReply | undefined): unknown =>
  reply?.kind === "topics"
    ? reply.topics.map(({ topic, partitions }) => [
        topic,
        partitions.map(({ latestOffset = 0, committedOffset = 0 }) => latestOffset - committedOffset),
      ])
    : reply;

test("divides a topic's lag among its partitions, and tells of all topics where none is named", () => {
  expect(lags(answer(workers))).toEqual([["orders", [4, 3, 3]]]);
  expect(lags(answer({ ...workers, topic: undefined }))).toEqual([
    ["orders", [4, 3, 3]],
    ["mails", [7]],
  ]);
});

test("another group has committed nothing", () => {
  const reply = answer({ ...workers, consumerGroup: "others" });
  expect(reply?.kind === "topics" ? reply.topics[0]?.partitions[0]?.committedOffset : reply).toBe(-1);
});

test("says what the client says of a broker that is not there, and of a topic that it does not have", () => {
  const noBroker = "error creating kafka client: kafka: client has run out of available brokers to talk to";
  const noTopic =
    "error describing topics: kafka server: Request was for a topic or partition that does not exist on this broker";
  expect(answer({ ...workers, bootstrapServers: ["b:9092"] })).toEqual({ kind: "failed", text: noBroker });
  expect(answer(workers, { kind: "down" })).toEqual({ kind: "failed", text: noBroker });
  expect(answer({ ...workers, topic: "none" })).toEqual({ kind: "failed", text: noTopic });
});
