import { fileURLToPath } from "node:url";
import { execa } from "execa";
import fc from "fast-check";
import { runGo } from "../upstream/build.ts";
import type { AdmissionAnswer } from "./admission.ts";
import { anyManifest } from "./admission-cases.ts";
import { operatorCase } from "./arbitrary-cases.ts";
import type { Manifest, OperatorAnswer, OperatorCase } from "./operator-case.ts";
import { asStored } from "./ours.ts";

type Sample = { readonly count: number; readonly seed: number };

/** Cases as an API server would hold them; fewer than asked for, as it refuses some. */
export const generateCases = ({ count, seed }: Sample): readonly OperatorCase[] =>
  fc.sample(operatorCase, { numRuns: count, seed }).flatMap((given) => asStored(given) ?? []);

/** Manifests that fit the schemas, and that do not. */
export const generateManifests = ({ count, seed }: Sample): readonly Manifest[] =>
  fc.sample(anyManifest, { numRuns: count, seed });

/** What the real operator makes of each case. */
export const askOracle = (program: string, cases: readonly OperatorCase[]): Promise<readonly OperatorAnswer[]> =>
  ask<OperatorAnswer>([program], cases);

/** What the real API server makes of each manifest; `folder` is that of the operator's CRDs. */
export const askAdmission = (
  program: string,
  folder: string,
  manifests: readonly Manifest[],
): Promise<readonly AdmissionAnswer[]> => ask<AdmissionAnswer>([program, folder], manifests);

/** A line of JSON for each answer, as for each question. */
async function ask<Answer>(
  [program = "", ...args]: readonly string[],
  questions: readonly object[],
): Promise<readonly Answer[]> {
  const input = questions.map((given) => `${JSON.stringify(given)}\n`).join("");
  const { stdout } = await execa(program, args, { input, maxBuffer: 2 ** 30 });
  return stdout
    .trimEnd()
    .split("\n")
    .map((line): Answer => JSON.parse(line));
}

/** Where the operator's module has its CRDs. */
export async function crdFolder(): Promise<string> {
  const module = "github.com/prometheus-operator/prometheus-operator@v0.94.1";
  const answer = await runGo(["mod", "download", "-json", module], fileURLToPath(new URL("oracle/", import.meta.url)));
  const { Dir }: { readonly Dir: string } = JSON.parse(answer);
  return `${Dir}/example/prometheus-operator-crd`;
}
