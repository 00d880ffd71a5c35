import { parseArgs } from "node:util";
import { toFetchHandler } from "../../serve/fetch-adapter.ts";
import type { ApiHandler } from "../../sim/api.ts";
import { buildPrometheus } from "../adapter/build.ts";
import { GoMissingError } from "../upstream/build.ts";
import { askOurs, askReal } from "./ask.ts";
import { type Answered, compareAnswers, haveSameElements } from "./compare.ts";
import { type Call, generateOtherCall, generateQueryCall } from "./generate-call.ts";
import { isTranscendental } from "./generate-query.ts";
import { createOurs } from "./ours.ts";
import { randomOf } from "./random.ts";
import { type RecordedAnswer, type RecordedRemoteAnswer, writeRecording, writeRemoteRecording } from "./record.ts";
import { generateRemoteCalls, type RemoteCall } from "./remote-calls.ts";
import { askRemote, compareRemote, shownAnswers } from "./remote-contest.ts";
import { writeRequest } from "./remote-write.ts";
import { type GivenSeries, seriesFor } from "./samples.ts";
import { startPrometheus } from "./server.ts";

const usage = `usage: npm run conformance:prometheus -- [--seed N] [--queries N] [--calls N] [--remote N] [--port N]
       [--show N] [--record FILE] [--record-remote FILE]

Builds Prometheus v3.15.0 (module github.com/prometheus/prometheus v0.315.0), which needs Go, or takes the one that
KUBEWIND_PROMETHEUS names. It runs on a port of this machine with a folder of its own.`;

/** Compares our HTTP API with the real one's on the same samples; exits with 1 over differences, with 2 over a missing binary. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...{ seed: { type: "string", default: "1" }, queries: { type: "string", default: "5000" } },
      ...{ calls: { type: "string", default: "1000" }, port: { type: "string", default: "39099" } },
      ...{ remote: { type: "string", default: "1000" }, "record-remote": { type: "string" } },
      ...{ show: { type: "string", default: "20" }, record: { type: "string" } },
    },
  });
  const binary = await prometheusBinary();
  const seed = Number(values.seed);
  const real = await startPrometheus(binary, Number(values.port));
  try {
    const base = Date.now();
    const series = seriesFor(randomOf(seed), base);
    await load(real.address, series);
    const contest: Contest = {
      address: real.address,
      ours: createOurs(series, Date.now),
      show: Number(values.show),
      asked: [],
    };
    const random = randomOf(seed + 1);
    const queries = Array.from({ length: Number(values.queries) }, () => generateQueryCall(random, base));
    const others = Array.from({ length: Number(values.calls) }, () => generateOtherCall(random, base));
    const [first, second] = [await compareAll(queries, contest), await compareAll(others, contest)];
    const source = "github.com/prometheus/prometheus v0.315.0, its samples sent by remote write";
    if (values.record !== undefined) writeRecording(values.record, { source, seed, base, answers: contest.asked });
    const remoteCalls = generateRemoteCalls(randomOf(seed + 2), base, Number(values.remote));
    const third = await compareRemoteCalls(remoteCalls, contest);
    const recordRemote = values["record-remote"];
    if (recordRemote !== undefined) writeRemoteRecording(recordRemote, { source, seed, base, answers: third.answers });
    console.log(`queries: ${told(first)}`);
    console.log(`other calls: ${told(second)}`);
    console.log(`remote write and read, and queries for what was written: ${toldRemote(third)}`);
    console.log(`seed ${seed}, ${series.length} series`);
    if (first.different + second.different + third.different > 0) process.exitCode = 1;
  } finally {
    await real.stop();
  }
}

async function prometheusBinary(): Promise<string> {
  try {
    return await buildPrometheus(console.error);
  } catch (error) {
    if (!(error instanceof GoMissingError)) throw error;
    console.error(`${usage}\n\n${error.message}`);
    process.exit(2);
  }
}

async function load(address: string, series: readonly GivenSeries[]): Promise<void> {
  for (const one of series) {
    const reply = await fetch(`${address}/api/v1/write`, {
      method: "POST",
      headers: { "content-encoding": "snappy", "content-type": "application/x-protobuf" },
      body: new Uint8Array(writeRequest([one])),
    });
    if (!reply.ok) throw new Error(`the samples were not taken: ${await reply.text()}`);
  }
}

interface Contest {
  readonly address: string;
  readonly ours: ApiHandler;
  /** So many differences are printed. */
  readonly show: number;
  /** What was asked, and what the real one answered. */
  readonly asked: RecordedAnswer[];
}

interface RemoteCounts {
  same: number;
  sameContent: number;
  different: number;
  /** The answers of the real one, with so many of each status. */
  readonly answers: RecordedRemoteAnswer[];
}

async function compareRemoteCalls(
  calls: readonly RemoteCall[],
  { address, ours, show }: Contest,
): Promise<RemoteCounts> {
  const counts: RemoteCounts = { same: 0, sameContent: 0, different: 0, answers: [] };
  const handler = toFetchHandler(ours, { user: "", groups: [] });
  for (const call of calls) {
    const real = await askRemote(fetch, address, call);
    const at = Date.now();
    const mine = await askRemote(handler, address, call);
    counts.answers.push({ call, at, answer: real });
    const comparison = compareRemote(mine, real);
    if (comparison === "same") counts.same++;
    else if (comparison === "same content") counts.sameContent++;
    else if (++counts.different <= show) {
      const body = call.body.slice(0, windowLength);
      console.log(`${call.method} ${call.path} ${body}\n${shownAnswers(mine, real)}`);
    }
  }
  return counts;
}

function toldRemote({ same, sameContent, different, answers }: RemoteCounts): string {
  const statuses = Object.entries(Object.groupBy(answers, ({ answer }) => answer.status));
  const byStatus = statuses.map(([status, some]) => `${some?.length} × ${status}`).join(", ");
  const compared = `${answers.length} compared (${byStatus}), ${same} same`;
  return `${compared}, ${sameContent} with the same samples written in another way, ${different} different`;
}

interface Counts {
  same: number;
  lastPlace: number;
  /** The last place of a transcendental function has become a higher one. */
  amplified: number;
  /** The real one answers in another order each time. */
  varying: number;
  /** Equal elements of a sorted result stand in another order. */
  ties: number;
  different: number;
}

const told = ({ same, lastPlace, amplified, varying, ties, different }: Counts): string =>
  [
    `${same + lastPlace + amplified + varying + ties + different} compared, ${same} same, ${lastPlace} within 1 ulp`,
    `${amplified} further off after computing with such a result`,
    `${varying} in an order that the real one changes from call to call`,
    `${ties} with equal elements in another order, ${different} different`,
  ].join(", ");

async function compareAll(calls: readonly Call[], { address, ours, show, asked }: Contest): Promise<Counts> {
  const counts: Counts = { same: 0, lastPlace: 0, amplified: 0, varying: 0, ties: 0, different: 0 };
  for (const call of calls) {
    const real = await askReal(address, call);
    const at = Date.now();
    const mine = askOurs(ours, call);
    const query = call.parameters.find(([name]) => name === "query")?.[1] ?? "";
    const comparison = compareAnswers(mine, real, isTranscendental(query));
    if (comparison === "same" || comparison === "last place") asked.push({ call, at, answer: real });
    if (comparison === "same") counts.same++;
    else if (comparison === "last place") counts.lastPlace++;
    else if (comparison === "amplified") counts.amplified++;
    else if (await varies(address, call, { mine, real })) counts.varying++;
    else if (/sort|topk|bottomk/.test(query) && haveSameElements(mine, real)) counts.ties++;
    else {
      counts.different++;
      if (counts.different <= show) console.log(shown(call, mine, real));
    }
  }
  return counts;
}

/** So often is asked again about an answer that is not ours. */
const againMax = 64;

/** True where the real one changes its own answer, and ours is among its answers or differs by the order alone. */
async function varies(
  address: string,
  call: Call,
  { mine, real }: { readonly mine: Answered; readonly real: Answered },
): Promise<boolean> {
  let isSame = haveSameElements(mine, real);
  let hasChanged = false;
  for (let asked = 0; asked < againMax; asked++) {
    const again = await askReal(address, call);
    hasChanged ||= again.body !== real.body;
    // A sum in another order may end in another place.
    isSame ||= compareAnswers(mine, again, true) !== "different";
  }
  // Which of equal elements are picked, or named in a complaint, follows that order, too.
  const depends = /topk|bottomk|limitk|limit_ratio/.test(JSON.stringify(call)) || real.body.includes("match group");
  return hasChanged && (isSame || depends);
}

/** So many characters around the first difference are shown. */
const windowLength = 300;

function shown(call: Call, ours: Answered, real: Answered): string {
  const at = [...ours.body].findIndex((character, index) => character !== real.body[index]);
  const from = Math.max(0, (at < 0 ? Math.min(ours.body.length, real.body.length) : at) - windowLength / 3);
  const part = ({ status, contentType, body }: Answered): string =>
    `${status} ${contentType} ${body.slice(from, from + windowLength)}`;
  const parameters = call.parameters.map(([name, value]) => `    ${name}: ${value}`);
  return [`${call.method} ${call.path}`, ...parameters, `  ours: ${part(ours)}`, `  real: ${part(real)}`].join("\n");
}

await main();
