import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { ApiReply } from "../../api.ts";
import { compileRegex } from "../../regex.ts";
import { simTime } from "../../units.ts";
import { labelsOf } from "../promql/labels.ts";
import { createStorage } from "../storage/storage.ts";
import { createPrometheusHandler, type PrometheusApiPorts } from "./api.ts";
import type { RuleGroup } from "./rules.ts";
import type { ActiveTarget } from "./targets.ts";

const start = 1_700_000_000_000;
const microseconds = (milliseconds: number): ReturnType<typeof simTime> => simTime(milliseconds * 1000);
const noLabels = labelsOf([]);

function storageWithSamples(): ReturnType<typeof createStorage> {
  const storage = createStorage({ reachMilliseconds: Infinity });
  const appender = storage.appender();
  appender.append(
    labelsOf([
      ["__name__", "up"],
      ["job", "b<"],
    ]),
    start,
    1,
  );
  appender.append(
    labelsOf([
      ["__name__", "up"],
      ["job", "a"],
    ]),
    start,
    1e-7,
  );
  appender.append(labelsOf([["__name__", "tiny.name"]]), start, -0);
  appender.commit();
  return storage;
}

const groups: readonly RuleGroup[] = [
  {
    ...{ name: "one", file: "rules.yml", intervalSeconds: 60, limit: 0, evaluationSeconds: 0.000123 },
    lastEvaluation: microseconds(start + 500),
    rules: [
      {
        ...{ kind: "alerting", name: "Down", query: "up == 0", labels: labelsOf([["severity", "page"]]), health: "ok" },
        ...{ lastError: "", evaluationSeconds: 0.0000001, lastEvaluation: microseconds(start), state: "firing" },
        ...{ durationSeconds: 300, keepFiringSeconds: 0, annotations: noLabels },
        alerts: [
          {
            ...{ labels: labelsOf([["alertname", "Down"]]), annotations: noLabels, state: "firing" },
            ...{ activeAt: microseconds(start), keepFiringSince: undefined, value: 0 },
          },
        ],
      },
    ],
  },
  {
    ...{
      name: "two",
      file: "rules.yml",
      intervalSeconds: 60,
      limit: 0,
      evaluationSeconds: 0,
      lastEvaluation: undefined,
    },
    rules: [
      {
        ...{ kind: "recording", name: "job:up:sum", query: "sum by (job) (up)", labels: noLabels, health: "err" },
        ...{ lastError: "no <luck>", evaluationSeconds: 0, lastEvaluation: undefined },
      },
    ],
  },
];

function handlerWith(changed: Partial<PrometheusApiPorts> = {}): (path: string, method?: string) => ApiReply {
  const storage = storageWithSamples();
  const parser = {
    ...{ experimentalFunctions: false, durationExpressions: false },
    ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
  };
  const options = {
    ...{ lookbackMs: 300_000, subqueryStepMs: 60_000, delayedNameRemoval: false },
    ...{ typeAndUnitLabels: false, startTimestamps: false },
  };
  const target: ActiveTarget = {
    ...{ discoveredLabels: labelsOf([["__address__", "10.0.0.1:80"]]), labels: labelsOf([["job", "a"]]) },
    ...{ scrapePool: "app", scrapeUrl: "http://10.0.0.1:80/metrics", globalUrl: "http://10.0.0.1:80/metrics" },
    ...{ lastError: "", lastScrape: microseconds(start), lastScrapeSeconds: 0.01 },
    health: "up",
    ...{ scrapeInterval: "15s", scrapeTimeout: "10s" },
    metadata: [{ metric: "up_total", type: "counter", help: "Ups & downs", unit: "" }],
  };
  const handler = createPrometheusHandler({
    now: () => microseconds(start + 1500),
    engine: () => ({ parser, options, select: storage.select, compileRegex }),
    externalLabels: () => [["cluster", "west"]],
    targets: () => ({
      active: [target],
      dropped: [{ discoveredLabels: noLabels, scrapePool: "app" }],
      droppedCounts: new Map([["app", 1]]),
    }),
    scrapePools: () => ["b", "app"],
    rules: () => groups,
    alertmanagers: () => ({ active: ["http://10.0.0.9:9093/api/v2/alerts"], dropped: [] }),
    config: () => "global: {}\n",
    flags: () =>
      new Map([
        ["web.enable-lifecycle", "true"],
        ["log.level", "info"],
      ]),
    runtimeInfo: () => ({
      ...{ startTime: microseconds(start), workingDirectory: "/prometheus", hostname: "prometheus-0" },
      ...{ serverTime: microseconds(start + 1500), reloadConfigSuccess: true, lastConfigTime: microseconds(start) },
      ...{ goroutineCount: 40, maxProcesses: 2, memoryLimitBytes: 1024, storageRetention: "15d" },
    }),
    buildInfo: () => ({
      ...{ version: "3.15.0", revision: "", branch: "", buildUser: "", buildDate: "", goVersion: "go1.26" },
    }),
    head: () => ({ series: storage.series([[]], -Infinity, Infinity), chunkCount: 3, minTime: start, maxTime: start }),
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    reload: () => ({ kind: "failed", because: "no such file" }),
    readiness: () => "ready",
    openAppender: undefined,
    ...changed,
  });
  return (path, method = "GET") => {
    const url = new URL(path, "http://prometheus");
    return handler({
      ...{ method, path: url.pathname, query: [...url.searchParams], headers: {}, body: "" },
      peer: { user: "", groups: [] },
    });
  };
}

const bodyOf = (reply: ApiReply): string => (reply.kind === "whole" ? `${reply.status} ${reply.body}` : reply.kind);

/** The shapes are those of a real Prometheus; see conformance/prometheus. */
const replies: readonly (readonly [path: string, reply: string])[] = [
  [
    "/api/v1/query?query=up&limit=1",
    '200 {"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up","job":"b<"},"value":[1700000001.500,"1"]}]},"warnings":["results truncated due to limit"]}',
  ],
  [
    "/api/v1/query?query=up{job=%22a%22}*-0",
    '200 {"status":"success","data":{"resultType":"vector","result":[{"metric":{"job":"a"},"value":[1700000001.500,"-0"]}]}}',
  ],
  [
    "/api/v1/query?query=1e-7&time=2023-11-14T22:13:20.25%2B01:00&stats=all",
    '200 {"status":"success","data":{"resultType":"scalar","result":[1699996400.250,"1e-07"],"stats":{"timings":{"evalTotalTime":0,"resultSortTime":0,"queryPreparationTime":0,"innerEvalTime":0,"execQueueTime":0,"execTotalTime":0}}}}',
  ],
  [
    "/api/v1/query?query=up%20%2B",
    '400 {"status":"error","errorType":"bad_data","error":"invalid parameter \\"query\\": 1:5: parse error: unexpected end of input"}',
  ],
  [
    "/api/v1/query?query=up/on()up",
    '422 {"status":"error","errorType":"execution","error":"found duplicate series for the match group {} on the right hand-side of the operation: [{__name__=\\"up\\", job=\\"a\\"}, {__name__=\\"up\\", job=\\"b\\u003c\\"}];many-to-many matching not allowed: matching labels must be unique on one side"}',
  ],
  [
    "/api/v1/query_range?query=1&start=1&end=2&step=0",
    '400 {"status":"error","errorType":"bad_data","error":"invalid parameter \\"step\\": zero or negative query resolution step widths are not accepted. Try a positive integer"}',
  ],
  [
    "/api/v1/query_range?query=1&start=1&end=2&step=1",
    '200 {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"],[2,"1"]]}]}}',
  ],
  [
    "/api/v1/series?match[]=up",
    '200 {"status":"success","data":[{"__name__":"up","job":"b<"},{"__name__":"up","job":"a"}]}',
  ],
  ["/api/v1/labels", '200 {"status":"success","data":["__name__","job"]}'],
  ["/api/v1/label/job/values", '200 {"status":"success","data":["a","b\\u003c"]}'],
  ["/api/v1/format_query?query=sum(up)by(job)", '200 {"status":"success","data":"sum by (job) (up)"}'],
  [
    "/api/v1/metadata",
    '200 {"status":"success","data":{"up_total":[{"type":"counter","unit":"","help":"Ups \\u0026 downs"}]}}',
  ],
  [
    "/api/v1/targets/metadata?match_target={job=%22a%22}&metric=up_total",
    '200 {"status":"success","data":[{"target":{"job":"a"},"type":"counter","help":"Ups \\u0026 downs","unit":""}]}',
  ],
  [
    "/api/v1/targets?state=active",
    '200 {"status":"success","data":{"activeTargets":[{"discoveredLabels":{"__address__":"10.0.0.1:80"},"labels":{"job":"a"},"scrapePool":"app","scrapeUrl":"http://10.0.0.1:80/metrics","globalUrl":"http://10.0.0.1:80/metrics","lastError":"","lastScrape":"2023-11-14T22:13:20Z","lastScrapeDuration":0.01,"health":"up","scrapeInterval":"15s","scrapeTimeout":"10s"}],"droppedTargets":[],"droppedTargetCounts":null}}',
  ],
  [
    "/api/v1/rules?type=record",
    '200 {"status":"success","data":{"groups":[{"name":"two","file":"rules.yml","rules":[{"name":"job:up:sum","query":"sum by (job) (up)","labels":{},"health":"err","lastError":"no \\u003cluck\\u003e","evaluationTime":0,"lastEvaluation":"0001-01-01T00:00:00Z","type":"recording"}],"interval":60,"limit":0,"evaluationTime":0,"lastEvaluation":"0001-01-01T00:00:00Z"}]}}',
  ],
  [
    "/api/v1/rules?group_limit=1&exclude_alerts=true",
    '200 {"status":"success","data":{"groups":[{"name":"one","file":"rules.yml","rules":[{"state":"firing","name":"Down","query":"up == 0","duration":300,"keepFiringFor":0,"labels":{"severity":"page"},"annotations":{},"alerts":null,"health":"ok","evaluationTime":1e-07,"lastEvaluation":"2023-11-14T22:13:20Z","type":"alerting"}],"interval":60,"limit":0,"evaluationTime":0.000123,"lastEvaluation":"2023-11-14T22:13:20.5Z"}],"groupNextToken":"d1954e6134cf3360f77e0e8813c731a25ee802e993d1724349081709358c74c0"}}',
  ],
  [
    "/api/v1/alerts",
    '200 {"status":"success","data":{"alerts":[{"labels":{"alertname":"Down"},"annotations":{},"state":"firing","activeAt":"2023-11-14T22:13:20Z","value":"0e+00"}]}}',
  ],
  ["/api/v1/scrape_pools", '200 {"status":"success","data":{"scrapePools":["app","b"]}}'],
  [
    "/api/v1/alertmanagers",
    '200 {"status":"success","data":{"activeAlertmanagers":[{"url":"http://10.0.0.9:9093/api/v2/alerts"}],"droppedAlertmanagers":[]}}',
  ],
  ["/api/v1/status/config", '200 {"status":"success","data":{"yaml":"global: {}\\n"}}'],
  ["/api/v1/status/flags", '200 {"status":"success","data":{"log.level":"info","web.enable-lifecycle":"true"}}'],
  [
    "/api/v1/status/tsdb?limit=1",
    '200 {"status":"success","data":{"headStats":{"numSeries":3,"numLabelPairs":4,"chunkCount":3,"minTime":1700000000000,"maxTime":1700000000000},"seriesCountByMetricName":[{"name":"up","value":2}],"labelValueCountByLabelName":[{"name":"__name__","value":2}],"memoryInBytesByLabelName":[{"name":"__name__","value":43}],"seriesCountByLabelValuePair":[{"name":"__name__=up","value":2}]}}',
  ],
  [
    "/federate?match[]=up&match[]={__name__=%22tiny.name%22}",
    '200 # TYPE tiny_name untyped\ntiny_name{cluster="west",instance=""} 0 1700000000000\n# TYPE up untyped\nup{job="a",cluster="west",instance=""} 1e-07 1700000000000\nup{job="b<",cluster="west",instance=""} 1 1700000000000\n',
  ],
  ["/-/healthy", "200 Prometheus Server is Healthy.\n"],
  ["/-/ready", "200 Prometheus Server is Ready.\n"],
  ["/-/reload", "405 Only POST or PUT requests allowed"],
  ["/nothing", "404 404 page not found\n"],
];

test.for(replies)("%s", ([path, reply]) => {
  expect(bodyOf(handlerWith()(path))).toBe(reply);
});

test("a reload tells what is wrong, or that it may not be asked for", () => {
  expect(bodyOf(handlerWith()("/-/reload", "POST"))).toBe("500 failed to reload config: no such file\n");
  expect(bodyOf(handlerWith({ reload: undefined })("/-/reload", "POST"))).toBe("403 Lifecycle API is not enabled.");
});

test("nothing but its health is told before a Prometheus is ready", () => {
  const ask = handlerWith({ readiness: () => "not-ready" });
  expect(["/-/healthy", "/-/ready", "/api/v1/query?query=1", "/federate"].map((path) => bodyOf(ask(path)))).toEqual([
    "200 Prometheus Server is Healthy.\n",
    "503 Service Unavailable",
    "503 Service Unavailable",
    "503 Service Unavailable",
  ]);
});

test("alternatives of plain text match whole values, and nothing else", () => {
  const ask = handlerWith();
  const jobs = (condition: string): string => bodyOf(ask(`/api/v1/label/job/values?match[]=up{job${condition}}`));
  expect(jobs('=~"a|c"')).toBe('200 {"status":"success","data":["a"]}');
  expect(jobs('!~"a|c"')).toBe('200 {"status":"success","data":["b\\u003c"]}');
});
