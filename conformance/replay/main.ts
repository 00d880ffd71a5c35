import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { InputError } from "../../input/input-error.ts";
import { loadScenario } from "../../input/load-scenario.ts";
import { InterruptedError } from "../kind/interruption.ts";
import { type JudgedReplay, judgeReplay } from "./judge-replay.ts";
import { kindTarget } from "./kind-target.ts";
import { recordedFileOf, writeRecordedRun } from "./recorded-file.ts";
import { replayRow, replayTableHead } from "./table.ts";
import { playOn } from "./target.ts";
import { isTargetError } from "./target-error.ts";

const usage = `usage: npm run conformance:kind -- [--image IMAGE] [--record] [NAME…]

Replays the scenarios of scenarios/on-kind, or those that are named, on kind clusters of their own: about seven minutes each.
  --image   the node image, instead of KUBEWIND_NODE_IMAGE or kind's own
  --record  keep the runs in fixtures/recorded/kind`;

const scenarios = "scenarios/on-kind";
const recordings = "fixtures/recorded/kind";

/** Exits with 1 where a replay diverges or cannot be believed, with 2 where something is missing. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { image: { type: "string" }, record: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const known = readdirSync(scenarios).sort();
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new InputError([{ message: `there is no ${unknown.join(", ")} in ${scenarios}`, hint: usage }]);
  }
  const image = values.image ?? process.env["KUBEWIND_NODE_IMAGE"];
  refuseInexpressible(positionals.length > 0 ? positionals : known);
  const outcomes: boolean[] = [];
  const rows: string[] = [];
  for (const name of positionals.length > 0 ? positionals : known) {
    const judged = await replayOne(name, image);
    if (values.record) writeRecordedRun(join(recordings, recordedFileOf(name)), judged.recorded);
    outcomes.push(tell(name, judged));
    rows.push(replayRow(name, judged));
  }
  console.log(`\n${[replayTableHead, ...rows].join("\n")}\n`);
  const good = outcomes.filter((isGood) => isGood).length;
  console.log(`${outcomes.length} replayed: ${good} agree, ${outcomes.length - good} do not`);
  if (good < outcomes.length) process.exitCode = 1;
}

function refuseInexpressible(names: readonly string[]): void {
  const target = kindTarget();
  const problems = names.flatMap((name) => {
    const path = `${scenarios}/${name}`;
    return target.cannotExpress(loadScenario(path, { sets: [] })).map((message) => ({ file: path, message }));
  });
  if (problems.length > 0) throw new InputError(problems);
}

async function replayOne(name: string, image: string | undefined): Promise<JudgedReplay> {
  const path = `${scenarios}/${name}`;
  const loaded = loadScenario(path, { sets: [] });
  const folder = `kubewind-out/on-kind/${name}`;
  mkdirSync(folder, { recursive: true });
  const begun = Date.now();
  const say = (line: string): void => console.error(`${name} ${Math.round((Date.now() - begun) / 1000)}s: ${line}`);
  const target = kindTarget(image === undefined ? {} : { image });
  return judgeReplay(loaded.scenario, await playOn(target, { loaded, path, folder, say }));
}

/** Prints what came of a replay, and answers whether it is good. */
function tell(name: string, { recorded, verdict }: JudgedReplay): boolean {
  const { agrees, largest, firstDivergence } = verdict;
  const unmet = recorded.selfChecks.filter(({ isMet }) => !isMet);
  const apart = `${largest.replicas} replicas for ${(largest.replicasShare * 100).toFixed(1)} % of the time`;
  const numbers = `${apart}, ${largest.seconds.toFixed(1)} s, ${largest.points.toFixed(1)} points`;
  console.log(`${agrees && unmet.length === 0 ? "agrees  " : "DIVERGES"} ${name}: at most ${numbers}`);
  if (firstDivergence !== undefined) {
    const { aspect, subject, at, real, simulated, cause } = firstDivergence;
    console.log(`  ${aspect} of ${subject} at ${((at - recorded.trace.zero) / 1e6).toFixed(1)} s: ${cause}`);
    console.log(`    real:      ${real}\n    simulated: ${simulated}`);
  }
  for (const check of unmet) console.log(`  not to be believed: ${check.name}: ${check.because}`);
  return agrees && unmet.length === 0;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof InputError) && !(error instanceof InterruptedError) && !isTargetError(error)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof InterruptedError ? error.exitCode : 2;
}
