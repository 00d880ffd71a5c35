import { expect, test } from "vitest";
import { microseconds, minus, plus, type SimTime, seconds, simTime } from "../units.ts";
import { healthReply } from "./health.ts";
import type { LogLine } from "./log.ts";
import { createStorage } from "./storage.ts";

const now = simTime(1_700_000_000_000_000);

/** The answer to a probe of a server with an empty storage that last began a round at that time, and what it logs. */
function probe(path: string, lastTickAt: SimTime | undefined): unknown {
  const log: LogLine[] = [];
  const request = { method: "GET", path, query: [], headers: {}, body: "", peer: { user: "", groups: [] } };
  const reply = healthReply(request, {
    now: () => now,
    metricResolution: seconds(15),
    storage: createStorage({ metricResolution: seconds(15), log: () => {} }),
    lastTickAt: () => lastTickAt,
    log: (line) => log.push(line),
  });
  return reply?.kind === "whole" && { status: reply.status, body: reply.body, log: log.map(({ text }) => text) };
}

/** Source of the texts: metrics-server v0.9.0 pkg/server/server.go, apiserver v0.36.3 pkg/server/healthz */
test("is alive for one and a half metric resolutions after a round of scrapes began", () => {
  const alive = { status: 200, body: "ok", log: [] };
  const late = minus(now, seconds(22.5));
  expect([
    probe("/livez/metric-collection-timely", undefined),
    probe("/livez/metric-collection-timely", late),
    probe("/livez/metric-collection-timely", minus(late, microseconds(1))),
  ]).toEqual([
    alive,
    alive,
    {
      status: 500,
      body: "internal server error: metric collection didn't finish on time\n",
      log: ['"Failed probe" probe="metric-collection-timely" err="metric collection didn\'t finish on time"'],
    },
  ]);
});

test("names the failed checks and keeps the reasons to itself", () => {
  expect(probe("/livez", minus(now, seconds(60)))).toEqual({
    status: 500,
    body: [
      "[+]ping ok",
      "[+]log ok",
      "[+]poststarthook/max-in-flight-filter ok",
      "[+]poststarthook/storage-object-count-tracker-hook ok",
      "[-]metric-collection-timely failed: reason withheld",
      "[+]metadata-informer-sync ok",
      "livez check failed",
      "",
    ].join("\n"),
    log: ['"Failed probe" probe="metric-collection-timely" err="metric collection didn\'t finish on time"'],
  });
});

test("logs why it is not ready", () => {
  expect(probe("/readyz/metric-storage-ready", plus(now, seconds(0)))).toEqual({
    status: 500,
    body: "internal server error: no metrics to serve\n",
    log: ['"Failed probe" probe="metric-storage-ready" err="no metrics to serve"'],
  });
});

test("knows no other paths", () => {
  expect([probe("/livez/metric-storage-ready", now), probe("/statusz", now), probe("/", now)]).toEqual([
    false,
    false,
    false,
  ]);
});
