import { basename, dirname, resolve } from "node:path";
import { findScenarios, loadScenario } from "../input/load-scenario.ts";
import { printable } from "../reports/printable.ts";
import { answerBadInput } from "./bad-input.ts";
import { exitCode } from "./exit-code.ts";
import type { ListOptions } from "./program.ts";
import { badInputText } from "./result.ts";
import { standardTerminal } from "./terminal.ts";

/** `kubewind list`: the scenarios of some folders, each with its description. */
export async function listCommand(paths: readonly string[], options: ListOptions): Promise<number> {
  return answerBadInput(options, async () => {
    const entries = findScenarios(paths).map(describe);
    if (options.json)
      console.log(JSON.stringify({ schemaVersion: 1, kind: "kubewind.dev/ScenarioList", items: entries }, null, 2));
    else printEntries(entries);
    return entries.some(({ problem }) => problem !== undefined) ? exitCode.badInput : exitCode.met;
  });
}

type Entry = {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  /** Why it cannot be read. */
  readonly problem?: string;
};

function describe(path: string): Entry {
  const about = { name: basename(dirname(resolve(path))), path };
  try {
    const { scenario } = loadScenario(path, { sets: [], readStandardInput: () => "" });
    return { ...about, description: scenario.description };
  } catch (error) {
    const problem = badInputText(error);
    if (problem === undefined) throw error;
    return { ...about, description: "", problem };
  }
}

function printEntries(entries: readonly Entry[]): void {
  const { style } = standardTerminal();
  const width = entries.reduce((widest, { name }) => Math.max(widest, printable(name).length), 0);
  for (const { name, path, description, problem } of entries) {
    const text = problem === undefined ? printable(description) : style("red", "cannot be read");
    console.log(`${style("bold", printable(name).padEnd(width))}  ${text}`);
    console.log(`${" ".repeat(width)}  ${style("dim", printable(path))}`);
    if (problem !== undefined) console.error(problem);
  }
}
