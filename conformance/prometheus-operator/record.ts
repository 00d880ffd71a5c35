import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { askAdmission, askOracle, crdFolder, generateCases, generateManifests } from "./ask.ts";
import { buildOracle } from "./build.ts";

const folder = new URL("../../fixtures/prometheus-operator/", import.meta.url);
const say = (line: string): void => console.error(line);

/** Writes down what the real operator and the real API server make of what is generated, for tests where there is no Go. */
async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const cases = generateCases({ count: 140, seed: 941 });
  const answers = await askOracle(await buildOracle("oracle", say), cases);
  write(
    "answered",
    cases.map((given, at) => ({ given, answer: answers[at] })),
  );
  const manifests = generateManifests({ count: 300, seed: 941 });
  const admitted = await askAdmission(await buildOracle("admission", say), await crdFolder(), manifests);
  write(
    "admitted",
    manifests.map((manifest, at) => ({ manifest, answer: admitted[at] })),
  );
}

function write(name: string, lines: readonly object[]): void {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  writeFileSync(new URL(`${name}.jsonl.gz`, folder), gzipSync(text, { level: 9 }));
}

await main();
