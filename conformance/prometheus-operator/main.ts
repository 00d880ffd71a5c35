import { parseArgs } from "node:util";
import { runMain } from "../upstream/run-main.ts";
import { admit, isSameAdmission } from "./admission.ts";
import { askAdmission, askOracle, crdFolder, generateCases, generateManifests } from "./ask.ts";
import { buildOracle } from "./build.ts";
import { differenceOf } from "./compare.ts";
import { answerCase } from "./ours.ts";

const usage = "usage: node conformance/prometheus-operator/main.ts [--cases 5000] [--seed S]";
const shownMax = 10;
const batch = 500;

/** Holds our operator against the real one over generated clusters, and the admission of its objects too. */
async function main(): Promise<void> {
  const { cases: count, seed } = readArguments();
  console.log(`seed ${seed}`);
  const clusters = await compareClusters(count, seed);
  const manifests = await compareAdmission(count, seed);
  if (clusters + manifests > 0) process.exitCode = 1;
}

async function compareAdmission(count: number, seed: number): Promise<number> {
  const program = await buildOracle("admission", (line) => console.error(line));
  const folder = await crdFolder();
  const tally = { manifests: 0, unknown: 0, invalid: 0, different: 0 };
  for (let done = 0; done < count; done += batch) {
    const manifests = generateManifests({ count: Math.min(batch, count - done), seed: seed + done });
    const answers = await askAdmission(program, folder, manifests);
    for (const [at, manifest] of manifests.entries()) {
      const [real, ours] = [answers[at]!, admit(manifest)];
      tally.manifests++;
      if ((real.unknown ?? []).length > 0) tally.unknown++;
      else if ((real.errs ?? []).length > 0) tally.invalid++;
      if (isSameAdmission(real, ours)) continue;
      tally.different++;
      if (tally.different <= shownMax) console.log(JSON.stringify({ manifest, real, ours }, undefined, 1));
    }
  }
  const { manifests, unknown, invalid, different } = tally;
  console.log(
    `${manifests} manifests admitted or not: ${unknown} have unknown fields, ${invalid} are invalid, ${different} differ`,
  );
  return different;
}

async function compareClusters(count: number, seed: number): Promise<number> {
  const program = await buildOracle("oracle", (line) => console.error(line));
  const tally = { cases: 0, objects: 0, failed: 0, leftOut: 0, jobs: 0, rules: 0, different: 0 };
  for (let done = 0; done < count; done += batch) {
    const cases = generateCases({ count: Math.min(batch, count - done), seed: seed + done });
    const answers = await askOracle(program, cases);
    for (const [at, given] of cases.entries()) {
      const real = answers[at]!;
      tally.cases++;
      tally.objects += given.objects.length;
      if (real.error !== undefined) tally.failed++;
      tally.leftOut += Object.keys(real.faults).length;
      tally.rules += Object.keys(real.rules).length;
      tally.jobs += (real.config ?? "").split("\n- job_name: ").length - 1;
      const difference = differenceOf(real, answerCase(given));
      if (difference === undefined) continue;
      tally.different++;
      if (tally.different <= shownMax) console.log(`${JSON.stringify(given)}\n${difference}\n`);
    }
  }
  const { cases, objects, failed, leftOut, jobs, rules, different } = tally;
  console.log(
    `${cases} clusters with ${objects} objects: ${failed} stop the operator, ${leftOut} objects are left out`,
  );
  console.log(`${jobs} jobs and ${rules} rule files compared to the byte: ${different} clusters differ`);
  return different;
}

function readArguments(): { readonly cases: number; readonly seed: number } {
  try {
    const { values } = parseArgs({ options: { cases: { type: "string", default: "5000" }, seed: { type: "string" } } });
    const [cases, seed] = [Number(values.cases), Number(values.seed ?? Date.now() % 2 ** 30)];
    if (!Number.isSafeInteger(cases) || cases < 1 || !Number.isSafeInteger(seed)) throw new TypeError(usage);
    return { cases, seed };
  } catch (error) {
    console.error(error instanceof Error && error.message !== usage ? `${error.message}\n${usage}` : usage);
    return process.exit(2);
  }
}

await runMain(main);
