import { execa } from "execa";
import fc from "fast-check";
import { operatorCase } from "./arbitrary-cases.ts";
import type { OperatorAnswer, OperatorCase } from "./operator-case.ts";
import { asStored } from "./ours.ts";

/** Cases as an API server would hold them; fewer than asked for, as it refuses some. */
export const generateCases = (settings: { readonly count: number; readonly seed: number }): readonly OperatorCase[] =>
  fc.sample(operatorCase, { numRuns: settings.count, seed: settings.seed }).flatMap((given) => asStored(given) ?? []);

/** What the real operator makes of each case. */
export async function askOracle(program: string, cases: readonly OperatorCase[]): Promise<readonly OperatorAnswer[]> {
  const input = cases.map((given) => `${JSON.stringify(given)}\n`).join("");
  const { stdout } = await execa(program, [], { input, maxBuffer: 2 ** 30 });
  return stdout
    .trimEnd()
    .split("\n")
    .map((line): OperatorAnswer => JSON.parse(line));
}
