import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import fc from "fast-check";
import { vectorCases } from "../cases/cases.ts";
import { buildOracle } from "../upstream/build.ts";
import { type UpstreamRelease, upstreamMinors, upstreamRelease } from "../upstream/release.ts";
import { runMain } from "../upstream/run-main.ts";
import type { VectorCase } from "../vectors/case.ts";
import { comparable } from "../vectors/compare.ts";
import { OracleError, openOracle } from "./oracle.ts";

const folder = fileURLToPath(new URL("../../fixtures/vectors/generated/", import.meta.url));
const seed = 20_000_101;
const casesPerMinor = 60;
const ticksMax = 6;

/** Generates cases from a fixed seed, asks the real controller of each release, and writes both for `npm test`. */
async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const minor of upstreamMinors) {
    const release = upstreamRelease(minor);
    if (release === undefined) throw new Error(`${minor} is served`);
    const arbitrary = vectorCases({ minor: release.minor, ticksMax });
    const cases = fc
      .sample(arbitrary, { seed: seed + release.minor, numRuns: casesPerMinor })
      .map((vector, index): VectorCase => ({ ...vector, name: `generated-${index + 1}` }));
    const results = await answers(release, cases);
    const bytes = write(`${minor}.cases.jsonl.gz`, cases) + write(`${minor}.results.jsonl.gz`, results);
    console.log(`${release.text}: ${cases.length} cases, ${bytes} bytes`);
  }
}

async function answers(release: UpstreamRelease, cases: readonly VectorCase[]): Promise<readonly unknown[]> {
  const oracle = openOracle(await buildOracle(release, (line) => console.error(line)));
  const results = await Promise.all(cases.map((vector) => oracle.ask(vector)));
  await oracle.close();
  return results.map((answer, index) => {
    if (!answer.ok) throw new OracleError(`${release.text} cannot play ${cases[index]?.name}: ${answer.error}`);
    // Names that upstream takes at random are left out, so that the file is the same each time.
    return comparable(answer.result);
  });
}

function write(file: string, items: readonly unknown[]): number {
  const text = items.map((item) => `${JSON.stringify(item)}\n`).join("");
  const packed = gzipSync(text, { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(`${folder}${file}`, packed);
  return packed.length;
}

await runMain(main, [OracleError]);
