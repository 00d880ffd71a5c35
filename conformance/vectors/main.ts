import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { defaultKubernetes, kubernetesVersion, modelledKubernetes } from "../../sim/version.ts";
import type { VectorCase } from "./case.ts";
import { prepareCase } from "./run-case.ts";

const usage = "usage: npm run --silent vectors -- --kubernetes 1.36 CASES[.gz] RESULTS";

/** Answers a file of HPA vectors: one JSON object a line in, one a line out, in the same order. */
function main(): void {
  const { values, positionals } = parseArgs({
    options: { kubernetes: { type: "string", default: defaultKubernetes } },
    allowPositionals: true,
  });
  const [casesPath, resultsPath] = positionals;
  const kubernetes = kubernetesVersion(values.kubernetes);
  if (casesPath === undefined || resultsPath === undefined) fail(usage);
  if (kubernetes === undefined) {
    fail(
      `--kubernetes ${values.kubernetes} is not modelled; these are: ${modelledKubernetes[0]} to ${modelledKubernetes.at(-1)}`,
    );
  }
  const raw = readFileSync(casesPath);
  const text = (casesPath.endsWith(".gz") ? gunzipSync(raw) : raw).toString("utf8");
  const cases = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): VectorCase => JSON.parse(line));
  const results = cases.map((vector) => `${JSON.stringify(prepareCase(vector, kubernetes).run())}\n`);
  writeFileSync(resultsPath, results.join(""));
  console.error(`${cases.length} cases answered as Kubernetes ${kubernetes.text}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

main();
