import type { Sample } from "./samples.ts";

/** What became of some requests. */
export type LoadAccount = {
  readonly started: number;
  /** Answered with a status 2xx. */
  readonly served: number;
  /** By their status, `503`, or where there was no answer by k6's number for why: see `failureReason`. */
  readonly failed: Readonly<Record<string, number>>;
  /** That k6 could not make, because too many were unanswered. */
  readonly dropped: number;
  /** Of those that were served; absent when none were. */
  readonly response?: ResponseTimes;
  /** Those that were served, by the pod that did it. */
  readonly byPod: Readonly<Record<string, number>>;
};

/** From the moment at which a request is made, its connection included, to the end of the answer. */
export type ResponseTimes = {
  readonly meanSeconds: number;
  /** The shortest time that 95 % of them did not exceed. */
  readonly p95Seconds: number;
  readonly maxSeconds: number;
};

/** Requests as they are counted. */
export type Tally = {
  started: number;
  dropped: number;
  readonly failed: Map<string, number>;
  readonly byPod: Map<string, number>;
  readonly servedSeconds: number[];
};

export const createTally = (): Tally => ({
  ...{ started: 0, dropped: 0, failed: new Map(), byPod: new Map(), servedSeconds: [] },
});

/** Counts one sample. */
export function note(tally: Tally, { kind, value, status, errorCode, pod }: Sample): void {
  if (kind === "started") tally.started += value;
  else if (kind === "dropped") tally.dropped += value;
  else if (/^2\d\d$/.test(status)) {
    tally.servedSeconds.push(value / 1000);
    if (pod !== "") increment(tally.byPod, pod);
  } else increment(tally.failed, status === "0" ? errorCode : status);
}

const increment = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

export function accountOf({ started, dropped, failed, byPod, servedSeconds }: Tally): LoadAccount {
  const response = responseTimes(servedSeconds);
  return {
    ...{ started, served: servedSeconds.length, failed: sortedRecord(failed), dropped, byPod: sortedRecord(byPod) },
    ...(response && { response }),
  };
}

const sortedRecord = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));

function responseTimes(seconds: readonly number[]): ResponseTimes | undefined {
  if (seconds.length === 0) return undefined;
  const sorted = [...seconds].sort((a, b) => a - b);
  return {
    meanSeconds: sorted.reduce((sum, each) => sum + each, 0) / sorted.length,
    p95Seconds: sorted[Math.ceil(sorted.length * 0.95) - 1]!,
    maxSeconds: sorted.at(-1)!,
  };
}

/** Source: k6 v1.8.1 lib/netext/httpext/error_codes.go */
const reasons: ReadonlyMap<string, string> = new Map([
  ["1050", "no answer within the timeout"],
  ["1210", "no connection"],
  ["1211", "no connection within the timeout"],
  ["1212", "connection refused"],
  ["1220", "connection reset"],
]);

/** What a key of `failed` means. */
export const failureReason = (key: string): string =>
  reasons.get(key) ?? (key.length === 3 ? `answered with ${key}` : `k6 error ${key}`);
