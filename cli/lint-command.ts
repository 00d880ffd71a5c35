import { formatProblem } from "../input/input-error.ts";
import { type LintResult, lintPaths, type PlacedFinding } from "../input/lint.ts";
import type { LoadOptions } from "../input/scenario-objects.ts";
import { plural } from "../reports/numbers.ts";
import { exitCode } from "./exit-code.ts";
import { jsonText } from "./json-text.ts";
import type { LintOptions } from "./options.ts";
import { readStandardInput, StandardInputNeeded } from "./standard-input.ts";
import { standardLook, terminalOf } from "./terminal.ts";

/** `kubewind lint`: what will go wrong with the HPAs of scenarios or manifests and with their metrics; 1 when an HPA will not do its work. */
export async function lintCommand(paths: readonly string[], options: LintOptions): Promise<number> {
  const result = await lintReading(paths, options);
  if (options.json) process.stdout.write(jsonText(lintDocument(result)));
  else printFindings(result);
  return result.findings.some(({ severity }) => severity === "error") ? exitCode.notMet : exitCode.met;
}

async function lintReading(paths: readonly string[], { kubernetes, set }: LintOptions): Promise<LintResult> {
  const lint = (standardInput: string | undefined): LintResult =>
    lintPaths(paths, {
      sets: set,
      ...(kubernetes === undefined ? {} : { kubernetes }),
      readStandardInput: () => {
        if (standardInput === undefined) throw new StandardInputNeeded();
        return standardInput;
      },
    } satisfies LoadOptions);
  try {
    return lint(undefined);
  } catch (error) {
    if (error instanceof StandardInputNeeded) return lint(await readStandardInput());
    throw error;
  }
}

function printFindings({ hpas, configs, findings }: LintResult): void {
  const { style } = terminalOf(standardLook());
  for (const { severity, problem } of findings) {
    const word = severity === "error" ? style("red", "error") : style("yellow", "warning");
    console.log(`${word} ${formatProblem(problem)}\n`);
  }
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const found =
    findings.length === 0
      ? "nothing to complain about"
      : `${plural(errors, "error")}, ${plural(findings.length - errors, "warning")}`;
  const looked = [plural(hpas, "HPA"), ...(configs === 0 ? [] : [plural(configs, "config")])];
  console.log(`${looked.join(", ")}: ${found}.`);
}

const lintDocument = ({ hpas, configs, findings }: LintResult): object => ({
  schemaVersion: 1,
  kind: "kubewind.dev/LintReport",
  hpas,
  configs,
  findings: findings.map(documentOf),
});

function documentOf({ rule, severity, object, field, cause, fix, problem }: PlacedFinding): object {
  const { file, line, column } = problem;
  return { rule, severity, object, field, file, line, column, cause, fix };
}
