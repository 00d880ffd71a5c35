import type { ApiReply, ApiRequest } from "../api.ts";
import { goQuote } from "../kubernetes/go-text.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import { between, type Duration, type SimTime } from "../units.ts";
import { type LogLine, logText } from "./log.ts";
import type { Storage } from "./storage.ts";

export type HealthSettings = {
  readonly now: () => SimTime;
  readonly metricResolution: Duration;
  readonly storage: Storage;
  readonly lastTickAt: () => SimTime | undefined;
  readonly log: (line: LogLine) => void;
};

/** Why a check fails; undefined when it does not. */
type Check = { readonly name: string; readonly failure: (settings: HealthSettings) => string | undefined };

const passing = (name: string): Check => ({ name, failure: () => undefined });

/** Ready once there is something to answer about nodes and about pods. */
const storageReady: Check = {
  name: "metric-storage-ready",
  failure: ({ storage }) => (storage.nodesReady() && storage.podsReady() ? undefined : "no metrics to serve"),
};

/** Alive as long as a round of scrapes begins at least every one and a half metric resolutions. */
const collectionTimely: Check = {
  name: "metric-collection-timely",
  failure: ({ now, metricResolution, lastTickAt }) => {
    const last = lastTickAt();
    const isLate = last !== undefined && between(last, now()) > 1.5 * metricResolution;
    return isLate ? "metric collection didn't finish on time" : undefined;
  },
};

const atFirst = [
  "ping",
  "log",
  "poststarthook/max-in-flight-filter",
  "poststarthook/storage-object-count-tracker-hook",
].map(passing);

const informers = passing("metadata-informer-sync");

/** Source: metrics-server v0.9.0 pkg/server/server.go; apiserver v0.36.3 pkg/server/healthz. Informers are always in sync. */
const endpoints: Readonly<Record<string, readonly Check[]>> = {
  healthz: [...atFirst, informers],
  livez: [...atFirst, collectionTimely, informers],
  readyz: [...atFirst, storageReady, passing("metric-informer-sync"), informers, passing("shutdown")],
};

/** Every path that answers: each endpoint and each of its checks. */
export const healthPaths: readonly string[] = Object.entries(endpoints).flatMap(([name, checks]) => [
  `/${name}`,
  ...checks.map((check) => `/${name}/${check.name}`),
]);

/** The answer to `/readyz`, `/livez`, `/healthz` or one of their checks; undefined for any other path. */
export function healthReply({ path, query }: ApiRequest, settings: HealthSettings): ApiReply | undefined {
  const [, name = "", checkName] = /^\/(\w+)(?:\/(.*))?$/.exec(path) ?? [];
  const checks = endpoints[name];
  if (checks === undefined) return undefined;
  if (checkName === undefined) return rootReply({ name, checks, query }, settings);
  const check = checks.find((one) => one.name === checkName);
  return check && checkReply(run(check, settings));
}

function checkReply(failure: string | undefined): ApiReply {
  return failure === undefined ? plain(200, "ok", {}) : plain(500, `internal server error: ${failure}\n`, noSniff);
}

type Root = Pick<ApiRequest, "query"> & { readonly name: string; readonly checks: readonly Check[] };

function rootReply({ name, checks, query }: Root, settings: HealthSettings): ApiReply {
  const valuesOf = (key: string): readonly string[] => query.filter(([one]) => one === key).map(([, value]) => value);
  const excluded = new Set(valuesOf("exclude"));
  let lines = "";
  let isFailed = false;
  for (const check of checks) {
    if (excluded.delete(check.name)) {
      lines += `[+]${check.name} excluded: ok\n`;
      continue;
    }
    const failure = run(check, settings);
    if (failure !== undefined) isFailed = true;
    lines += failure === undefined ? `[+]${check.name} ok\n` : `[-]${check.name} failed: reason withheld\n`;
  }
  if (excluded.size > 0) {
    const unknown = [...excluded].sort(byCodeUnit).map(goQuote).join();
    lines += `warn: some health checks cannot be excluded: no matches for ${unknown}\n`;
  }
  if (isFailed) return plain(500, `${lines}${name} check failed\n`, noSniff);
  const isVerbose = query.some(([key]) => key === "verbose");
  return plain(200, isVerbose ? `${lines}${name} check passed\n` : "ok", noSniff);
}

function run(check: Check, settings: HealthSettings): string | undefined {
  const err = check.failure(settings);
  if (err !== undefined) {
    settings.log({ severity: "info", verbosity: 0, text: logText("Failed probe", { probe: check.name, err }) });
  }
  return err;
}

const noSniff = { "x-content-type-options": "nosniff" };

const plain = (status: number, body: string, headers: Readonly<Record<string, string>>): ApiReply => ({
  kind: "whole",
  status,
  headers: { "cache-control": "no-cache, private", "content-type": "text/plain; charset=utf-8", ...headers },
  body,
});
