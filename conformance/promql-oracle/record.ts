import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { buildPromqlOracle } from "./build.ts";
import { expressions } from "./expressions.table.ts";
import { openPromqlOracle } from "./oracle.ts";
import { anyWorld } from "./worlds.ts";

const folder = fileURLToPath(new URL("../../fixtures/promql/", import.meta.url));
const seed = 315;
const worldsCount = 16;
const queriesPerWorld = 25;

/** Writes down what the real parser and the real engine say, for tests where there is no Go. */
async function main(): Promise<void> {
  const oracle = openPromqlOracle(await buildPromqlOracle((line) => console.error(line)));
  const parsed = await oracle.parse(expressions);
  const lines = expressions.map((expression, at) => JSON.stringify({ expression, ...parsed[at] }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}parsed.jsonl`, `${lines.join("\n")}\n`);
  const worlds = fc.sample(anyWorld(queriesPerWorld), { seed, numRuns: worldsCount });
  const answered: string[] = [];
  for (const world of worlds) answered.push(JSON.stringify({ world, answers: await oracle.answer(world) }));
  writeFileSync(`${folder}answered.jsonl.gz`, gzipSync(`${answered.join("\n")}\n`, { level: 9 }));
  await oracle.close();
}

await main();
