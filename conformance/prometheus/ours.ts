import type { ApiHandler } from "../../sim/api.ts";
import { createPrometheusHandler } from "../../sim/prometheus/http-api/api.ts";
import { createStorage, type Storage } from "../../sim/prometheus/storage/storage.ts";
import { compileRegex } from "../../sim/regex.ts";
import { simTime } from "../../sim/units.ts";
import type { GivenSeries } from "./samples.ts";

/** Our Prometheus with these samples, whose clock stands at so many milliseconds since the epoch. */
export function createOurs(series: readonly GivenSeries[], nowMs: () => number): ApiHandler {
  const storage = createStorage({ reachMilliseconds: Infinity });
  for (const { labels, samples } of series) {
    const appender = storage.appender();
    for (const [time, value] of samples) {
      if (value === "stale") appender.appendStale(labels, time);
      else if (typeof value === "number") appender.append(labels, time, value);
      else appender.appendHistogram(labels, time, value);
    }
    appender.commit();
  }
  return handlerOver(storage, nowMs);
}

/** The HTTP API over a storage. */
export function handlerOver(storage: Storage, nowMs: () => number): ApiHandler {
  const parser = {
    ...{ experimentalFunctions: true, durationExpressions: false },
    ...{ extendedRangeSelectors: false, binaryFillModifiers: false },
  };
  const options = {
    ...{ lookbackMs: 300_000, subqueryStepMs: 60_000, delayedNameRemoval: false },
    ...{ typeAndUnitLabels: false, startTimestamps: false },
  };
  return createPrometheusHandler({
    now: () => simTime(nowMs() * 1000),
    engine: () => ({ parser, options, select: storage.select, compileRegex }),
    externalLabels: () => [["cluster", "west"]],
    targets: () => ({ active: [], dropped: [], droppedCounts: new Map() }),
    scrapePools: () => [],
    rules: () => [],
    alertmanagers: () => ({ active: [], dropped: [] }),
    config: () => "",
    flags: () => new Map(),
    runtimeInfo: () => unused("runtime"),
    buildInfo: () => unused("build"),
    head: () => ({ series: storage.series([[]], -Infinity, Infinity), chunkCount: 0, minTime: 0, maxTime: 0 }),
    sha256: () => unused("page"),
    reload: () => ({ kind: "reloaded" }),
    readiness: () => "ready",
    openAppender: storage.appender,
  });
}

function unused(what: string): never {
  throw new Error(`no call asks for the ${what}`);
}
