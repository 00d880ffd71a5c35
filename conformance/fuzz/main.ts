import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BuildError, buildOracle, GoMissingError } from "../upstream/build.ts";
import { type Contest, type Divergence, playRound, shrink } from "./contest.ts";
import { OracleError, openOracle } from "./oracle.ts";
import { type FuzzRequest, FuzzRequestError, readFuzzRequest } from "./request.ts";
import { showDivergence } from "./show.ts";

const regressions = fileURLToPath(new URL("../../fixtures/vectors/regressions/", import.meta.url));
const roundCases = 200;
/** Rounds of releases beside each other get seeds apart. */
const seedStride = 1_000_003;

/** Holds our controller against the real one over generated cases, until time is up or the two part. */
async function main(): Promise<void> {
  const request = readFuzzRequest(process.argv.slice(2), Date.now() % 2 ** 31);
  const contests = await openContests(request);
  console.error(`seed ${request.seed}`);
  const tally = createTally(contests);
  let isStopped = false;
  process.once("SIGINT", () => {
    isStopped = true;
  });
  const until = performance.now() + request.minutes * 60_000;
  let divergence: Divergence | undefined;
  try {
    for (let number = 0; divergence === undefined; number++) {
      const open = contests.filter((contest) => tally.syncsOf(contest) < request.syncsMax);
      const contest = open[number % open.length];
      if (isStopped || contest === undefined || performance.now() >= until) break;
      const options = { seed: (request.seed + number * seedStride) | 0, count: roundCases };
      const round = await playRound(contest, options);
      tally.add(contest, round.cases, round.syncs);
      if (round.divergence !== undefined) {
        tally.clear();
        console.error("the two part; looking for a smaller case …");
        divergence = await shrink(contest, options, round.divergence);
      }
    }
  } catch (error) {
    // Control-C reaches the oracle as well.
    if (!(isStopped && error instanceof OracleError)) throw error;
  }
  tally.clear();
  console.log(tally.text());
  if (divergence !== undefined) {
    console.log(`\n${showDivergence(divergence)}\n\nsaved as ${save(divergence, request.seed)}`);
    process.exitCode = 1;
  }
  await Promise.all(contests.map(({ oracle }) => oracle.close()));
}

async function openContests({ releases }: FuzzRequest): Promise<readonly Contest[]> {
  const contests: Contest[] = [];
  for (const { release, kubernetes } of releases) {
    const program = await buildOracle(release, (line) => console.error(line));
    contests.push({ kubernetes, oracle: openOracle(program) });
  }
  return contests;
}

type Tally = {
  readonly add: (contest: Contest, cases: number, syncs: number) => void;
  readonly syncsOf: (contest: Contest) => number;
  readonly text: () => string;
  /** Takes the progress line away. */
  readonly clear: () => void;
};

function createTally(contests: readonly Contest[]): Tally {
  const counts = new Map(contests.map(({ kubernetes }) => [kubernetes.text, { cases: 0, syncs: 0 }]));
  const progress = (): string => [...counts].map(([release, { syncs }]) => `${release}: ${syncs}`).join("  ");
  return {
    add: ({ kubernetes }, cases, syncs) => {
      const count = counts.get(kubernetes.text);
      if (count === undefined) return;
      count.cases += cases;
      count.syncs += syncs;
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2Ksyncs compared  ${progress()}`);
    },
    syncsOf: ({ kubernetes }) => counts.get(kubernetes.text)?.syncs ?? 0,
    text: () =>
      [...counts]
        .map(
          ([release, { cases, syncs }]) => `${release}: ${syncs} syncs of ${cases} cases compared without a difference`,
        )
        .join("\n"),
    clear: () => {
      if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
    },
  };
}

/** Saves the case with the real controller's answer, and answers the file's path. */
function save({ kubernetes, case: vector, real }: Divergence, seed: number): string {
  mkdirSync(regressions, { recursive: true });
  const name = `${kubernetes}-${seed}`;
  const file = `${regressions}${name}.json`;
  const answer = real.ok ? { ...real.result, name } : { name, error: real.error };
  writeFileSync(file, `${JSON.stringify({ kubernetes, case: { ...vector, name }, result: answer })}\n`);
  return file;
}

try {
  await main();
} catch (error) {
  const isRequest = error instanceof FuzzRequestError || error instanceof GoMissingError;
  if (!isRequest && !(error instanceof BuildError) && !(error instanceof OracleError)) throw error;
  console.error(error.message);
  process.exitCode = isRequest ? 2 : 1;
}
