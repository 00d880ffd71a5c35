import { parseArgs } from "node:util";
import fc from "fast-check";
import { createOurs } from "../prometheus/ours.ts";
import { randomOf } from "../prometheus/random.ts";
import { writeRequest } from "../prometheus/remote-write.ts";
import type { GivenSeries } from "../prometheus/samples.ts";
import { startPrometheus } from "../prometheus/server.ts";
import { runMain } from "../upstream/run-main.ts";
import { freePort } from "./api-server.ts";
import { buildRealPrograms, type RealPrograms } from "./build.ts";
import { anyConfig } from "./configs.ts";
import { type Contest, type FoundDifference, openContest, type Round } from "./contest.ts";
import { writeRecording } from "./record.ts";
import { runMaxMs, seriesFor } from "./samples.ts";
import { writtenConfigs } from "./written-configs.table.ts";

const usage = `usage: npm run conformance:adapter -- [--seed N] [--calls N] [--show N] [--record FILE]`;

interface Arguments {
  readonly seed: number;
  readonly calls: number;
  readonly show: number;
  readonly record: string | undefined;
}

const callsPerConfig = 25;

/** Holds our adapter against the real one: exits with 1 over a difference, with 2 where Go is missing. */
async function main(): Promise<void> {
  const given = readArguments();
  const programs = await buildRealPrograms((line) => console.error(line));
  const begun = Date.now();
  const prometheus = await startPrometheus(programs.prometheus, await freePort());
  try {
    const series = seriesFor(randomOf(given.seed), begun);
    await load(prometheus.address, series);
    const rounds = await playAll({ given, programs, series, prometheus: prometheus.address, begun });
    report(rounds, given);
  } finally {
    await prometheus.stop();
  }
}

async function load(address: string, series: readonly GivenSeries[]): Promise<void> {
  const reply = await fetch(`${address}/api/v1/write`, {
    method: "POST",
    headers: { "content-encoding": "snappy", "content-type": "application/x-protobuf" },
    body: new Uint8Array(writeRequest(series)),
  });
  if (!reply.ok) throw new Error(`the samples were not taken: ${await reply.text()}`);
}

interface Run {
  readonly given: Arguments;
  readonly programs: RealPrograms;
  readonly series: readonly GivenSeries[];
  readonly prometheus: string;
  /** In milliseconds since the epoch. */
  readonly begun: number;
}

async function playAll({ given, programs, series, prometheus, begun }: Run): Promise<readonly Round[]> {
  let now = begun;
  const ours = createOurs(series, () => now);
  const contest: Contest = await openContest({
    ...{ program: programs.adapter, prometheus },
    ourPrometheus: (atMs) => {
      now = atMs;
      return ours;
    },
  });
  const rounds: Round[] = [];
  try {
    const generated = fc.sample(anyConfig, { seed: given.seed, numRuns: given.calls });
    const configs = [...writtenConfigs, ...generated];
    let left = given.calls;
    for (const [at, config] of configs.entries()) {
      if (left <= 0) break;
      if (Date.now() - begun > runMaxMs) throw new Error(`the samples have come to their end, ${left} calls were left`);
      const round = await contest.play(config, { count: Math.min(left, callsPerConfig), seed: given.seed + at });
      rounds.push(round);
      left -= round.played.calls.length;
    }
  } finally {
    await contest.stop();
  }
  return rounds;
}

function report(rounds: readonly Round[], { seed, show, record }: Arguments): void {
  const differences = rounds.flatMap((round) => round.differences);
  const others = rounds.flatMap((round) => round.otherExchanges);
  for (const difference of differences.slice(0, show)) console.log(shown(difference));
  for (const { real, ours } of others.slice(0, show)) {
    console.log(`Prometheus ${JSON.stringify(real.parameters)}\n  ours: ${ours}\n  real: ${real.status} ${real.body}`);
  }
  if (record !== undefined) {
    const source = "sigs.k8s.io/prometheus-adapter v0.12.0 before github.com/prometheus/prometheus v0.315.0";
    writeRecording(record, { source, seed, configs: rounds.map((round) => round.played) });
  }
  const calls = rounds.flatMap((round) => round.played.calls);
  const exits = rounds.filter((round) => round.played.exit !== undefined).length;
  const exchanges = rounds.reduce((total, round) => total + round.exchanges, 0);
  console.log(
    `${rounds.length} configs, ${exits} of them refused; ${calls.length} calls, answered with ${statuses(calls)}`,
  );
  console.log(`${exchanges} answers of Prometheus, ${others.length} not those of ours`);
  console.log(`${differences.length} differ, seed ${seed}`);
  if (differences.length + others.length > 0) process.exitCode = 1;
}

function statuses(calls: Round["played"]["calls"]): string {
  const counts = new Map<number, number>();
  for (const { answer } of calls) counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return sorted.map(([status, count]) => `${status}: ${count}`).join(", ");
}

function shown({ what, config, call, exchanges, ours, real }: FoundDifference): string {
  const asked = exchanges.map(({ parameters, status, body }) => `  ${JSON.stringify(parameters)} ${status} ${body}`);
  return [
    ...[`--- ${what}`, `config:\n${config}`],
    ...(call === undefined ? [] : [`call: ${JSON.stringify(call)}`]),
    ...(asked.length === 0 ? [] : ["Prometheus:", ...asked.map((line) => line.slice(0, 600))]),
    ...[`ours: ${ours}`, `real: ${real}`],
  ].join("\n");
}

function readArguments(): Arguments {
  try {
    const { values } = parseArgs({
      options: {
        ...{ seed: { type: "string", default: "1" }, calls: { type: "string", default: "2000" } },
        ...{ show: { type: "string", default: "5" }, record: { type: "string" } },
      },
    });
    const numbers = [values.seed, values.calls, values.show].map(Number);
    const [seed = 0, calls = 0, show = 0] = numbers;
    if (numbers.some((one) => !Number.isSafeInteger(one) || one < 0) || calls === 0) throw new TypeError(usage);
    return { seed, calls, show, record: values.record };
  } catch (error) {
    console.error(error instanceof Error && error.message !== usage ? `${error.message}\n${usage}` : usage);
    return process.exit(2);
  }
}

await runMain(main);
