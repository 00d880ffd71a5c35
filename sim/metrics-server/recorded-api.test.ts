import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ApiRequest } from "../api.ts";
import { createKernel } from "../kernel/kernel.ts";
import { matches } from "../kubernetes/label-selector.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { ContainerStats, KubeletStats, PodStats } from "../kubernetes/stats.ts";
import { seconds, simTime } from "../units.ts";
import type { LogLine } from "./log.ts";
import { createMetricsServer, type MetricsServer } from "./metrics-server.ts";

// What the file holds, and how it was recorded: fixtures/metrics-server/README.md

type Headers = Readonly<Record<string, string>>;
type Row = readonly [
  stage: number,
  method: string,
  path: string,
  accept: string,
  status: number,
  headers: number,
  body: string | number,
];

const [headerSets, ...rows] = readFileSync(new URL("../../fixtures/metrics-server/api.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line)) as [readonly Headers[], ...Row[]];

const bodyOf = (body: string | number): string => (typeof body === "string" ? body : bodyOf(rows[body]![6]));

const answeredAt = simTime(1_700_000_040_000_000);

/** Numbers of one node at one instant; a sidecar and the pod of another namespace use half as much as the others. */
type Numbers = {
  readonly timestampMilliseconds: number;
  readonly cpuSeconds: number;
  readonly workingSetBytes: number;
};

const containerStats = (container: string, numbers: Numbers, share: number): ContainerStats => ({
  container,
  startTimeSeconds: 1_699_999_000,
  timestampMilliseconds: numbers.timestampMilliseconds,
  cpuNanoseconds: 0,
  cpuSeconds: numbers.cpuSeconds * share,
  cpuNanocores: undefined,
  workingSetBytes: numbers.workingSetBytes * share,
  throttledNanoseconds: 0,
});

const podStats = (namespace: string, name: string, containers: readonly ContainerStats[]): PodStats => ({
  namespace,
  name,
  uid: name,
  containers,
});

const nodeStats = (
  name: string,
  { timestampMilliseconds, cpuSeconds, workingSetBytes }: Numbers,
): KubeletStats["node"] => ({
  name,
  startTimeSeconds: 1_699_000_000,
  timestampMilliseconds,
  cpuNanoseconds: 0,
  cpuSeconds: cpuSeconds * 10,
  cpuNanocores: undefined,
  workingSetBytes: workingSetBytes * 10,
});

const workers = (numbers: Numbers, secondPod: string): KubeletStats => ({
  node: nodeStats("n1", numbers),
  pods: [
    podStats("default", "web-1", [containerStats("web", numbers, 1), containerStats("side", numbers, 0.5)]),
    podStats("default", secondPod, [containerStats("web", numbers, 1)]),
    podStats("other", "db-0", [containerStats("db", numbers, 0.5)]),
  ],
});

const bare = (numbers: Numbers): KubeletStats => ({ node: nodeStats("n2", numbers), pods: [] });

const mebibyte = 1024 * 1024;

/** What the kubelets say in each of three rounds. */
const rounds: readonly Readonly<Record<string, KubeletStats>>[] = [
  {
    n1: workers(
      { timestampMilliseconds: 1700000000123, cpuSeconds: 1000.123456789, workingSetBytes: 123456789 },
      "web-2",
    ),
    n2: bare({ timestampMilliseconds: 1700000001123, cpuSeconds: 10, workingSetBytes: 4096 }),
  },
  {
    n1: workers(
      { timestampMilliseconds: 1700000015623, cpuSeconds: 1001.654321987, workingSetBytes: 128 * mebibyte },
      "web-2",
    ),
    n2: bare({ timestampMilliseconds: 1700000014000, cpuSeconds: 11, workingSetBytes: 8192 }),
  },
  {
    n1: workers({ timestampMilliseconds: 1700000030623, cpuSeconds: 1000.5, workingSetBytes: 128 * mebibyte }, "web-3"),
    n2: bare({ timestampMilliseconds: 1700000029000, cpuSeconds: 11, workingSetBytes: 8192 }),
  },
];

const podView = (namespace: string, name: string): PodView => ({
  name,
  namespace,
  labels: { app: name.split("-")[0] ?? "", pod: name },
  phase: "Running",
  deleting: false,
  ready: "True",
  readyChangedAt: answeredAt,
  startTime: answeredAt,
  spec: {
    containers: [],
    initContainers: [],
    overhead: new Map(),
    nodeSelector: {},
    terminationGracePeriodSeconds: 30,
  },
});

const podViews = [
  podView("default", "web-1"),
  podView("default", "web-2"),
  podView("default", "young"),
  podView("other", "db-0"),
];

/** A server that has been through so many rounds of scrapes, the last of which was stored just now. */
function serverAt(roundCount: number): { readonly server: MetricsServer; readonly log: readonly LogLine[] } {
  const resolution = 15;
  const start = simTime(answeredAt - seconds(resolution * Math.max(0, roundCount - 1)) - seconds(1));
  const kernel = createKernel({ start, seed: 1, eventsMax: 1000 });
  const log: LogLine[] = [];
  let scrapes = 0;
  const server = createMetricsServer({
    kernel,
    metricResolution: seconds(resolution),
    ports: {
      listNodes: () =>
        ["n1", "n2", "n3"].map((name) => ({
          name,
          labels: { "kubernetes.io/hostname": name },
          address: name,
          isReady: true,
        })),
      listPods: (namespace, selector) =>
        podViews.filter((pod) => (namespace === "" || pod.namespace === namespace) && matches(selector, pod.labels)),
      scrape: ({ name }, done) => {
        const round = rounds[Math.floor(scrapes++ / 3)];
        const stats = round?.[name];
        done(stats === undefined ? { kind: "error", text: "no such host" } : { kind: "stats", stats });
      },
      log: (line) => log.push(line),
    },
  });
  if (roundCount > 0) server.start();
  kernel.advanceTo(answeredAt);
  return { server, log };
}

const servers = [serverAt(0), serverAt(2), serverAt(3)];

function requestOf(method: string, pathAndQuery: string, accept: string): ApiRequest {
  const [path = "", query = ""] = pathAndQuery.split("?");
  return {
    method,
    path,
    query: [...new URLSearchParams(query)],
    headers: accept === "" ? {} : { accept },
    body: "",
    peer: { user: "system:admin", groups: [] },
  };
}

test.for(rows)("after round %i answers %s %s %s as metrics-server does", (row) => {
  const [stage, method, path, accept, status, headers, body] = row;
  const { server } = servers[stage]!;
  expect(server.handle(requestOf(method, path, accept))).toEqual({
    kind: "whole",
    status,
    headers: headerSets[headers],
    body: bodyOf(body),
  });
});
