import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  containerStats,
  nodeStats,
  podStats,
  podView,
  type SampleNumbers,
} from "../../fixtures/metrics-server/stats.ts";
import type { ApiRequest } from "../api.ts";
import { createKernel } from "../kernel/kernel.ts";
import { matches } from "../kubernetes/label-selector.ts";
import type { KubeletStats } from "../kubernetes/stats.ts";
import { seconds, simTime } from "../units.ts";
import type { LogLine } from "./log.ts";
import { createMetricsServer, type MetricsServer } from "./metrics-server.ts";

// What the file holds, and how it was recorded: fixtures/metrics-server/README.md

type Row = readonly [
  stage: number,
  method: string,
  path: string,
  accept: number,
  status: number,
  headers: number,
  body: string | number | object,
];

const [headerSets, accepts, ...rows] = readFileSync(
  new URL("../../fixtures/metrics-server/api.jsonl", import.meta.url),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line)) as [readonly Readonly<Record<string, string>>[], readonly string[], ...Row[]];

function bodyText(body: Row[6]): string {
  if (typeof body === "number") return bodyText(rows[body]![6]);
  if (typeof body === "string") return body;
  return Array.isArray(body) ? JSON.stringify(body[0], undefined, 2) : `${JSON.stringify(body)}\n`;
}

const answeredAt = simTime(1_700_000_040_000_000);

const part = (numbers: SampleNumbers, share: number): SampleNumbers => ({
  ...numbers,
  startUs: 1_699_999_000_000_000,
  cpuNanoseconds: numbers.cpuNanoseconds * share,
  memoryBytes: numbers.memoryBytes * share,
});

/** A node with three pods; a sidecar and the pod of another namespace use half as much as the others. */
const withPods = (numbers: SampleNumbers, secondPod: string): KubeletStats => ({
  node: nodeStats("n1", part(numbers, 10)),
  pods: [
    podStats("default", "web-1", [containerStats("web", part(numbers, 1)), containerStats("side", part(numbers, 0.5))]),
    podStats("default", secondPod, [containerStats("web", part(numbers, 1))]),
    podStats("other", "db-0", [containerStats("db", part(numbers, 0.5))]),
  ],
});

const bare = (numbers: SampleNumbers): KubeletStats => ({ node: nodeStats("n2", part(numbers, 10)), pods: [] });

/** What the kubelets say in each of three rounds. A third node never answers. */
const rounds: readonly Readonly<Record<string, KubeletStats>>[] = [
  {
    n1: withPods(
      { timestampMs: 1_700_000_000_123, cpuNanoseconds: 1_000_123_456_789, memoryBytes: 123_456_789 },
      "web-2",
    ),
    n2: bare({ timestampMs: 1_700_000_001_123, cpuNanoseconds: 10e9, memoryBytes: 4096 }),
  },
  {
    n1: withPods(
      { timestampMs: 1_700_000_015_623, cpuNanoseconds: 1_001_654_321_987, memoryBytes: 134_217_728 },
      "web-2",
    ),
    n2: bare({ timestampMs: 1_700_000_014_000, cpuNanoseconds: 11e9, memoryBytes: 8192 }),
  },
  {
    n1: withPods(
      { timestampMs: 1_700_000_030_623, cpuNanoseconds: 1_000_500_000_000, memoryBytes: 134_217_728 },
      "web-3",
    ),
    n2: bare({ timestampMs: 1_700_000_029_000, cpuNanoseconds: 11e9, memoryBytes: 8192 }),
  },
];

const nodeViews = ["n1", "n2", "n3"].map((name) => ({
  name,
  labels: { "kubernetes.io/hostname": name },
  address: name,
  isReady: true,
}));

const podViews = ["default/web-1", "default/web-2", "default/young", "other/db-0"].map((key) => {
  const [namespace = "", name = ""] = key.split("/");
  return podView(namespace, name, { app: name.replace(/-\d$/, ""), pod: name });
});

/** A server that has been through so many rounds of scrapes, the last of which was stored just now. */
function serverAfter(roundCount: number): { readonly server: MetricsServer; readonly log: readonly LogLine[] } {
  const start = simTime(answeredAt - seconds(15 * Math.max(0, roundCount - 1)) - seconds(1));
  const kernel = createKernel({ start, seed: 1, eventsMax: 1000 });
  const log: LogLine[] = [];
  let scrapes = 0;
  const server = createMetricsServer({
    kernel,
    metricResolution: seconds(15),
    ports: {
      listNodes: () => nodeViews,
      listPods: (namespace, selector) =>
        podViews.filter((pod) => (namespace === "" || pod.namespace === namespace) && matches(selector, pod.labels)),
      scrape: ({ name }, done) => {
        const stats = rounds[Math.floor(scrapes++ / nodeViews.length)]?.[name];
        done(stats === undefined ? { kind: "error", text: "no such host" } : { kind: "stats", stats });
      },
      log: (line) => log.push(line),
    },
  });
  if (roundCount > 0) server.start();
  kernel.advanceTo(answeredAt);
  return { server, log };
}

const stages = [serverAfter(0), serverAfter(2), serverAfter(3)];

function requestOf(method: string, pathAndQuery: string, accept: string): ApiRequest {
  const [path = "", query = ""] = pathAndQuery.split("?");
  const headers = accept === "" ? {} : { accept };
  const peer = { user: "system:admin", groups: [] };
  return { method, path, query: [...new URLSearchParams(query)], headers, body: "", peer };
}

test.for(rows)("at stage %i answers %s %s as metrics-server does", (row) => {
  const [stage, method, path, accept, status, headers, body] = row;
  const request = requestOf(method, path.replace("…", "/apis/metrics.k8s.io/v1beta1"), accepts[accept]!);
  const answer = stages[stage]!.server.handle(request);
  expect(answer).toEqual({ kind: "whole", status, headers: headerSets[headers], body: bodyText(body) });
});

test("logs what it leaves out each time somebody asks", () => {
  const { server, log } = serverAfter(3);
  const before = log.length;
  server.handle(requestOf("GET", "/apis/metrics.k8s.io/v1beta1/namespaces/default/pods/web-1", ""));
  server.handle(requestOf("GET", "/apis/metrics.k8s.io/v1beta1/nodes/n1", ""));
  server.handle(requestOf("GET", "/readyz", ""));
  expect(log.slice(before)).toEqual([
    {
      severity: "error",
      verbosity: 0,
      text: '"Skipping container usage metric" err="unexpected decrease in cumulative CPU usage value" container="web" pod="default/web-1"',
    },
    {
      severity: "error",
      verbosity: 0,
      text: '"Skipping container usage metric" err="unexpected decrease in cumulative CPU usage value" container="side" pod="default/web-1"',
    },
    {
      severity: "error",
      verbosity: 0,
      text: '"Skipping node usage metric" err="unexpected decrease in cumulative CPU usage value" node="n1"',
    },
  ]);
});
