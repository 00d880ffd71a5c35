import { expect, test } from "vitest";
import type { ApplicationMetric } from "../sim/exporters/application/declaration.ts";
import { constant, ramp, steps } from "../sim/load/shapes.ts";
import type { Scenario } from "../sim/scenario.ts";
import { minutes, seconds, zeroDuration } from "../sim/units.ts";
import { loadFiles, scenarioHead, webManifests } from "./test-scenario.ts";

type Files = Readonly<Record<string, string>>;

const load = (body: string, files: Files = {}, sets: readonly string[] = []): Scenario =>
  loadFiles({ "scenario.yaml": `${scenarioHead}${body}`, "web.yaml": webManifests, ...files }, { sets }).scenario;

const metricsOf = (list: string): readonly ApplicationMetric[] | undefined =>
  load(`workloads: {web: {metrics: [${list}]}}\n`).workloads[0]?.metrics;

test("a workload tells metrics only if it says so, and needs no port for it", () => {
  expect(load("workloads: {web: {}}\n").workloads[0]).not.toHaveProperty("metrics");
  expect(metricsOf("{gauge: up_since, of: start-time}")).toEqual([
    { kind: "gauge", name: "up_since", of: "start-time", help: "", labels: {} },
  ]);
});

test("every kind of metric is read, with its defaults", () => {
  expect(
    metricsOf(`
      {counter: http_requests_total, help: Requests., labels: {code: 200, le: x}, perRequest: 0.99},
      {counter: "app:jobs_total"},
      {gauge: in_flight, of: in-flight},
      {gauge: queue, of: queue-length},
      {gauge: temperature, labels: {room: "1"}, value: -3.5},
      {histogram: latency_seconds, buckets: [0, 0.1, 1e3], share: 0.5},
      {histogram: default_seconds}`),
  ).toEqual([
    {
      kind: "counter",
      name: "http_requests_total",
      help: "Requests.",
      labels: { code: "200", le: "x" },
      perRequest: 0.99,
    },
    { kind: "counter", name: "app:jobs_total", help: "", labels: {}, perRequest: 1 },
    { kind: "gauge", name: "in_flight", help: "", labels: {}, of: "in-flight" },
    { kind: "gauge", name: "queue", help: "", labels: {}, of: "queue-length" },
    { kind: "gauge", name: "temperature", help: "", labels: { room: "1" }, of: "constant", value: -3.5 },
    { kind: "histogram", name: "latency_seconds", help: "", labels: {}, buckets: [0, 0.1, 1000], share: 0.5 },
    {
      kind: "histogram",
      name: "default_seconds",
      help: "",
      labels: {},
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      share: 1,
    },
  ]);
});

test("the help of a name is that of all its metrics, wherever it stands", () => {
  const metrics = metricsOf(
    "{gauge: a, value: 1}, {gauge: a, labels: {x: y}, value: 2, help: Words.}, {gauge: b, value: 1}, {gauge: a, labels: {x: z}, value: 3}",
  );
  expect(metrics?.map(({ name, help }) => [name, help])).toEqual([
    ["a", "Words."],
    ["a", "Words."],
    ["b", ""],
    ["a", "Words."],
  ]);
});

test("a source shows constants, shapes and tables", () => {
  const { sources } = load(
    `sources:
  rabbitmq:
    address: rabbitmq.default.svc:15692
    metrics:
      - {gauge: ready, help: Waiting., labels: {queue: jobs}, value: {steps: [{at: 0s, value: 5}, {at: 1m, value: 0.5}]}}
      - {gauge: ready, labels: {queue: mails}, value: 3}
      - {gauge: recorded, value: {csv: {file: queue.csv, time: s}}}
      - {counter: jobs_total, rate: 120/m}
      - {counter: mails_total, rate: {ramp: {from: 0/s, to: 5/s, over: 10s}}}
  empty-1: {address: "10.0.0.1:80", metrics: [{gauge: a, value: 0}]}
`,
    { "queue.csv": "s,value\n0,7\n60,8\n" },
  );
  const named = (name: string, labels = {}, help = "") => ({ name, labels, help });
  expect(sources).toEqual([
    {
      name: "rabbitmq",
      address: "rabbitmq.default.svc:15692",
      metrics: [
        {
          ...named("ready", { queue: "jobs" }, "Waiting."),
          kind: "gauge",
          value: steps([
            { at: zeroDuration, value: 5 },
            { at: minutes(1), value: 0.5 },
          ]),
        },
        { ...named("ready", { queue: "mails" }, "Waiting."), kind: "gauge", value: constant(3) },
        {
          ...named("recorded"),
          kind: "gauge",
          value: steps([
            { at: zeroDuration, value: 7 },
            { at: minutes(1), value: 8 },
          ]),
        },
        { ...named("jobs_total"), kind: "counter", rate: constant(2) },
        { ...named("mails_total"), kind: "counter", rate: ramp({ from: 0, to: 5, over: seconds(10) }) },
      ],
    },
    { name: "empty-1", address: "10.0.0.1:80", metrics: [{ ...named("a"), kind: "gauge", value: constant(0) }] },
  ]);
});

const troubled = `cluster: {prometheus: {}, prometheusAdapter: {config: adapter.yml}}
workloads: {web: {metrics: [{counter: hits_total}]}}
sources: {queue: {address: "queue:80", metrics: [{gauge: a, value: 1}]}}
faults:
  outage: {at: 5m, for: 2m, prometheus: down}
  slow: {at: 0s, until: 30m, prometheusAdapter: {slow: 30s}}
  wrong: {at: 5m, workload: {default/web: {status: 500}}}
  nonsense: {at: 6m, for: 1h, source: {queue: {body: ""}}}
  again: {at: 7m, prometheus: {status: 503}}
`;
const adapter = { "adapter.yml": "rules: []\n" };

test("a fault has a span, a place and a kind; one that is not mended has no end", () => {
  expect(load(troubled, adapter).faults).toEqual([
    { name: "outage", from: minutes(5), until: minutes(7), where: { kind: "prometheus" }, what: { kind: "down" } },
    {
      ...{ name: "slow", from: zeroDuration, until: minutes(30), where: { kind: "prometheus-adapter" } },
      what: { kind: "slow", delay: seconds(30) },
    },
    {
      ...{ name: "wrong", from: minutes(5), until: Number.POSITIVE_INFINITY },
      where: { kind: "workload", workload: { namespace: "default", name: "web" } },
      what: { kind: "status", status: 500 },
    },
    {
      ...{ name: "nonsense", from: minutes(6), until: minutes(66), where: { kind: "source", name: "queue" } },
      what: { kind: "body", body: "" },
    },
    {
      ...{ name: "again", from: minutes(7), until: Number.POSITIVE_INFINITY, where: { kind: "prometheus" } },
      what: { kind: "status", status: 503 },
    },
  ]);
});

test("a fault is changed by --set", () => {
  const { faults } = load(troubled, adapter, ["faults.wrong.workload[default/web].status=404", "faults.again.at=9m"]);
  expect([faults[2]?.what, faults[4]?.from]).toEqual([{ kind: "status", status: 404 }, minutes(9)]);
});

test("a source may be a Kafka broker, and has to be something", () => {
  const topic = "{topic: orders, consumerGroup: workers, partitions: 3, lag: 12}";
  const { sources } = load(`sources: {kafka: {address: "kafka.default.svc:9092", topics: [${topic}]}}\n`);
  expect(sources).toMatchObject([
    { name: "kafka", metrics: [], topics: [{ topic: "orders", consumerGroup: "workers", partitions: 3 }] },
  ]);
  expect(() => load('sources: {kafka: {address: "kafka.default.svc:9092"}}\n')).toThrow();
});

test("expectations speak of faults by their names", () => {
  const { expectations } = load(
    `${troubled}expect:
  - never: {deployment: web, replicas: "> 8", after: fault.outage, until: fault.outage.end + 1m}
  - stays: {deployment: web, replicas: 1, after: fault.wrong - 1m}
`,
    adapter,
  );
  expect(expectations).toMatchObject([
    {
      after: { kind: "fault", name: "outage", edge: "start", offset: 0 },
      until: { kind: "fault", name: "outage", edge: "end", offset: minutes(1) },
    },
    { verb: "stays", after: { kind: "fault", name: "wrong", edge: "start", offset: -minutes(1) } },
  ]);
});

test("a fault, a load and an action may have one name", () => {
  const { expectations } = load(`cluster: {prometheus: {}}
load: {x: {service: web, from: 1m, rate: 1/s}}
actions: {x: {at: 2m, restart: {deployment: web}}}
faults: {x: {at: 3m, prometheus: down}}
expect:
  - never: {deployment: web, replicas: 9, after: load.x}
  - never: {deployment: web, replicas: 9, after: action.x}
  - never: {deployment: web, replicas: 9, after: fault.x}
`);
  expect(expectations.map((each) => ("after" in each ? each.after.kind : ""))).toEqual(["load", "action", "fault"]);
});
