import { parseArgs } from "node:util";
import fc from "fast-check";
import { runMain } from "../upstream/run-main.ts";
import { buildPromqlOracle } from "./build.ts";
import { compareAnswers } from "./compare.ts";
import { openPromqlOracle, PromqlOracleError } from "./oracle.ts";
import { answerWorld } from "./ours.ts";
import type { World } from "./question.ts";
import { anyWorld } from "./worlds.ts";

const usage = "usage: npm run --silent fuzz:promql -- [--queries 5000] [--seed S]";
const queriesPerWorld = 25;
const shownMax = 20;

interface Tally {
  queries: number;
  errors: number;
  empty: number;
  remarks: number;
  inexact: number;
  ulps: number;
  different: number;
}

/** Holds our engine against the real one over generated series and queries. */
async function main(): Promise<void> {
  const { queries, seed } = readArguments();
  const oracle = openPromqlOracle(await buildPromqlOracle((line) => console.error(line)));
  console.log(`seed ${seed}`);
  const tally: Tally = { queries: 0, errors: 0, empty: 0, remarks: 0, inexact: 0, ulps: 0, different: 0 };
  const worlds = fc.sample(anyWorld(queriesPerWorld), { seed, numRuns: Math.ceil(queries / queriesPerWorld) });
  for (const world of worlds) {
    const [real, ours] = [await oracle.answer(world), answerWorld(world)];
    for (const [at, asked] of world.queries.entries()) {
      const compared = compareAnswers(real[at]!, ours[at]!, isOrdered(asked.query));
      tally.queries++;
      if (real[at]!.error !== undefined) tally.errors++;
      else if (real[at]!.series === undefined) tally.empty++;
      if ((real[at]!.warnings ?? real[at]!.infos) !== undefined) tally.remarks++;
      if (compared.kind === "same") {
        if (compared.ulps > 0) tally.inexact++;
        tally.ulps = Math.max(tally.ulps, compared.ulps);
        continue;
      }
      tally.different++;
      if (tally.different <= shownMax) show(world, at, { where: compared.where, real: real[at], ours: ours[at] });
    }
  }
  await oracle.close();
  const { empty, errors, remarks, inexact, ulps, different } = tally;
  console.log(
    `${tally.queries} queries over ${worlds.length} worlds: ${errors} fail, ${empty} are empty, ${remarks} have annotations`,
  );
  console.log(`${different} differ; of the others ${inexact} by up to ${ulps} ulp in a float, the rest in nothing`);
  if (different > 0) process.exitCode = 1;
}

/** What `info` gives has upstream in the order of a map. */
const isOrdered = (query: string): boolean => query.startsWith("sort_by_label") && !query.includes("info(");

function show(world: World, at: number, difference: object): void {
  const { series, options, queries } = world;
  const names = new Set(queries[at]!.query.match(/[a-z_]+/g));
  const used = series.filter((line) => names.has(/^\w+/.exec(line)?.[0] ?? ""));
  console.log(
    JSON.stringify(
      { asked: queries[at], options, series: used.length === 0 ? series : used, ...difference },
      undefined,
      1,
    ),
  );
}

function readArguments(): { readonly queries: number; readonly seed: number } {
  try {
    const { values } = parseArgs({
      options: { queries: { type: "string", default: "5000" }, seed: { type: "string" } },
    });
    const [queries, seed] = [Number(values.queries), Number(values.seed ?? Date.now() % 2 ** 31)];
    if (!Number.isSafeInteger(queries) || queries < 1 || !Number.isSafeInteger(seed)) throw new TypeError(usage);
    return { queries, seed };
  } catch (error) {
    console.error(error instanceof Error && error.message !== usage ? `${error.message}\n${usage}` : usage);
    return process.exit(2);
  }
}

await runMain(main, [PromqlOracleError]);
