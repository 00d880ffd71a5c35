import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { askOracle, generateCases } from "./ask.ts";
import { buildOperatorOracle } from "./build.ts";

const folder = new URL("../../fixtures/prometheus-operator/", import.meta.url);

/** Writes down what the real operator makes of generated clusters, for tests where there is no Go. */
async function main(): Promise<void> {
  const cases = generateCases({ count: 140, seed: 941 });
  const answers = await askOracle(await buildOperatorOracle((line) => console.error(line)), cases);
  const lines = cases.map((given, at) => JSON.stringify({ given, answer: answers[at] }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("answered.jsonl.gz", folder), gzipSync(`${lines.join("\n")}\n`, { level: 9 }));
}

await main();
