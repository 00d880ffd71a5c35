import type { SimTime } from "../../units.ts";
import type { Labels } from "../promql/labels.ts";
import type { Form } from "./form.ts";
import { printTimestamp } from "./instant.ts";
import type { Encodable } from "./json.ts";
import { parseWholeNumber, refuse } from "./parameters.ts";
import type { Answer } from "./reply.ts";
import { utf8Length } from "./utf8.ts";

/** What a Prometheus tells about itself while it runs. */
export interface RuntimeInfo {
  readonly startTime: SimTime;
  readonly workingDirectory: string;
  readonly hostname: string;
  readonly serverTime: SimTime;
  readonly reloadConfigSuccess: boolean;
  readonly lastConfigTime: SimTime;
  readonly goroutineCount: number;
  readonly maxProcesses: number;
  readonly memoryLimitBytes: number;
  /** `15d` or such. */
  readonly storageRetention: string;
}

export interface BuildInfo {
  readonly version: string;
  readonly revision: string;
  readonly branch: string;
  readonly buildUser: string;
  readonly buildDate: string;
  readonly goVersion: string;
}

/** `/api/v1/status/config`: the configuration with all defaults filled in, as YAML. */
export const configAnswer = (yaml: string): Answer => ({ data: { yaml } });

/** `/api/v1/status/flags`. */
export const flagsAnswer = (flags: ReadonlyMap<string, string>): Answer => ({ data: flags });

/** `/api/v1/status/buildinfo`. */
export const buildInfoAnswer = (info: BuildInfo): Answer => ({
  data: {
    ...{ version: info.version, revision: info.revision, branch: info.branch },
    ...{ buildUser: info.buildUser, buildDate: info.buildDate, goVersion: info.goVersion },
  },
});

/** `/api/v1/status/runtimeinfo`. Source: prometheus v0.315.0 web/api/v1/api.go (RuntimeInfo) */
export const runtimeInfoAnswer = (info: RuntimeInfo): Answer => ({
  data: {
    startTime: printTimestamp(info.startTime),
    CWD: info.workingDirectory,
    hostname: info.hostname,
    serverTime: printTimestamp(info.serverTime),
    reloadConfigSuccess: info.reloadConfigSuccess,
    lastConfigTime: printTimestamp(info.lastConfigTime),
    corruptionCount: 0,
    goroutineCount: info.goroutineCount,
    GOMAXPROCS: info.maxProcesses,
    GOMEMLIMIT: info.memoryLimitBytes,
    GOGC: "75",
    GODEBUG: "",
    storageRetention: info.storageRetention,
  },
});

/** `/api/v1/alertmanagers`: their addresses. */
export interface Alertmanagers {
  readonly active: readonly string[];
  readonly dropped: readonly string[];
}

/** `/api/v1/alertmanagers`. */
export const alertmanagersAnswer = ({ active, dropped }: Alertmanagers): Answer => ({
  data: {
    activeAlertmanagers: active.map((url) => ({ url })),
    droppedAlertmanagers: dropped.map((url) => ({ url })),
  },
});

/** What the storage holds, for `/api/v1/status/tsdb`. */
export interface HeadContents {
  readonly series: readonly Labels[];
  readonly chunkCount: number;
  /** Milliseconds since the epoch; undefined without samples. */
  readonly minTime: number | undefined;
  readonly maxTime: number | undefined;
}

/** The bounds of an int64, as which the head without samples has the times of its first and last. */
const [int64Max, int64Min] = ["9223372036854775807", "-9223372036854775808"];

/** `/api/v1/status/tsdb`; entries of equal size stand in the order of their names. Source: prometheus v0.315.0 web/api/v1/api.go (serveTSDBStatus), tsdb/index/postings.go (Stats) */
export function tsdbAnswer(form: Form, head: HeadContents): Answer {
  const limit = limitOf(form);
  const top = (counts: ReadonlyMap<string, number>): Encodable =>
    [...counts]
      .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
      .slice(0, limit)
      .map(([name, value]) => ({ name, value }));
  const counts = countsOf(head.series);
  const numLabelPairs = [...counts.valuesByName.values()].reduce((total, count) => total + count, 0);
  return {
    data: {
      headStats: {
        ...{ numSeries: head.series.length, numLabelPairs, chunkCount: head.chunkCount },
        minTime: head.minTime ?? { json: int64Max },
        maxTime: head.maxTime ?? { json: int64Min },
      },
      seriesCountByMetricName: top(counts.seriesByMetric),
      labelValueCountByLabelName: top(counts.valuesByName),
      memoryInBytesByLabelName: top(counts.bytesByName),
      seriesCountByLabelValuePair: top(counts.seriesByPair),
    },
  };
}

const limitMax = 10_000;

function limitOf(form: Form): number {
  const text = form.value("limit");
  if (text === "") return 10;
  const limit = parseWholeNumber(text);
  if (limit.kind === "invalid" || limit.value < 1) return refuse("limit must be a positive number");
  return limit.value > limitMax ? refuse(`limit must not exceed ${limitMax}`) : limit.value;
}

function countsOf(series: readonly Labels[]): Readonly<Record<CountName, ReadonlyMap<string, number>>> {
  const counts = {
    seriesByMetric: new Map<string, number>(),
    valuesByName: new Map<string, number>(),
    bytesByName: new Map<string, number>(),
    seriesByPair: new Map<string, number>(),
  };
  const add = (map: Map<string, number>, key: string, amount: number): void => {
    map.set(key, (map.get(key) ?? 0) + amount);
  };
  for (const [name, value] of series.flatMap(({ pairs }) => pairs)) {
    const pair = `${name}=${value}`;
    if (!counts.seriesByPair.has(pair)) add(counts.valuesByName, name, 1);
    add(counts.seriesByPair, pair, 1);
    add(counts.bytesByName, name, sizeOf(name) + sizeOf(value));
    if (name === "__name__") add(counts.seriesByMetric, value, 1);
  }
  return counts;
}

type CountName = "seriesByMetric" | "valuesByName" | "bytesByName" | "seriesByPair";

/** A text with its length in front, which takes one byte up to 254 and four beyond. */
function sizeOf(text: string): number {
  const length = utf8Length(text);
  return length + (length < 255 ? 1 : 4);
}
