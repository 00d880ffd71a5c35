import type { LoadAccount } from "./account.ts";
import { accountOf, createTally, note, type Tally } from "./account.ts";
import { readSamples } from "./samples.ts";

/** What became of the requests of one load. */
export type LoadResult = LoadAccount & {
  readonly load: string;
  /** From the first second in which something happened to the last one. */
  readonly seconds: readonly LoadSecond[];
  /** When each request began, in milliseconds since the epoch, in order. */
  readonly beganMs: readonly number[];
  /** Requests that began and of which no end is known: k6 ended first. */
  readonly unfinished: number;
};

/** What happened in one second. */
export type LoadSecond = LoadAccount & {
  /** Since the epoch: it begins there. */
  readonly second: number;
};

/** By the name of the load. */
export type LoadResults = ReadonlyMap<string, LoadResult>;

/** Most requests that are read; they are held in memory. */
const requestsMax = 5_000_000;

/** Longest time between the first and the last second of a load. */
const secondsMax = 7 * 86_400;

/**
 * Reads k6's samples. Each of the loads has a result, also one that made no request.
 *
 * Requests count as started in the second in which they begin; whatever else is said of them counts in the one in which they end.
 */
export async function readLoadResults(file: string, loads: readonly string[]): Promise<LoadResults> {
  const readings = new Map(loads.map((load) => [load, createReading()]));
  let requests = 0;
  for await (const sample of readSamples(file)) {
    const reading = readings.get(sample.load);
    if (!reading) throw new Error(`${file}: load ${sample.load} is none of ${loads.join(", ")}`);
    if (sample.kind === "started") {
      requests++;
      if (requests > requestsMax) throw new Error(`${file} has more than ${requestsMax} requests, too many to hold`);
      reading.beganMs.push(sample.atMs);
    }
    note(reading.total, sample);
    note(tallyAt(reading, Math.floor(sample.atMs / 1000)), sample);
  }
  return new Map([...readings].map(([load, reading]) => [load, resultOf(load, reading)]));
}

type Reading = {
  readonly beganMs: number[];
  readonly total: Tally;
  readonly seconds: Map<number, Tally>;
};

const createReading = (): Reading => ({ beganMs: [], total: createTally(), seconds: new Map() });

function tallyAt({ seconds }: Reading, second: number): Tally {
  const known = seconds.get(second);
  if (known) return known;
  const tally = createTally();
  seconds.set(second, tally);
  return tally;
}

function resultOf(load: string, { beganMs, total, seconds }: Reading): LoadResult {
  const account = accountOf(total);
  const ended = account.served + Object.values(account.failed).reduce((sum, count) => sum + count, 0);
  return {
    load,
    ...account,
    seconds: withoutGaps(seconds).map(([second, tally]) => ({ second, ...accountOf(tally) })),
    beganMs: beganMs.sort((a, b) => a - b),
    unfinished: account.started - ended,
  };
}

function withoutGaps(seconds: ReadonlyMap<number, Tally>): readonly (readonly [number, Tally])[] {
  const known = [...seconds.keys()].sort((a, b) => a - b);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (last - first > secondsMax) throw new Error(`k6's samples lie ${last - first} s apart, more than ${secondsMax} s`);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const second = first + index;
    return [second, seconds.get(second) ?? createTally()];
  });
}
