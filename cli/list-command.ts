import { findScenarios } from "../input/load-scenario.ts";
import { printable } from "../reports/printable.ts";
import { wrap } from "../reports/text-width.ts";
import { exitCode } from "./exit-code.ts";
import { type Failure, failureOf, failureText } from "./failure.ts";
import { jsonText } from "./json-text.ts";
import { load } from "./load.ts";
import type { ListOptions } from "./options.ts";
import { scenarioName } from "./scenario-place.ts";
import { StandardInputNeeded } from "./standard-input.ts";
import { standardLook, terminalOf } from "./terminal.ts";

/** `kubewind list`: the scenarios of some folders, each with its description. */
export async function listCommand(paths: readonly string[], { json }: ListOptions): Promise<number> {
  const entries = findScenarios(paths).map(describe);
  if (json) printDocument(entries);
  else printEntries(entries);
  const failures = entries.flatMap(({ failure }) => (failure === undefined ? [] : [failureText(failure)]));
  if (failures.length > 0) console.error(failures.join("\n\n"));
  return failures.length > 0 ? exitCode.badInput : exitCode.met;
}

type Entry = {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  /** Why it cannot be used. */
  readonly failure?: Failure;
};

function describe(path: string): Entry {
  const about = { name: scenarioName(path), path };
  try {
    return { ...about, description: load(path, { set: [] }, undefined).scenario.description };
  } catch (error) {
    if (error instanceof StandardInputNeeded) return { ...about, description: "(takes manifests from standard input)" };
    const failure = failureOf(error);
    if (failure.kind === "bug") throw error;
    return { ...about, description: "", failure };
  }
}

function printDocument(entries: readonly Entry[]): void {
  const items = entries.map(({ failure, ...entry }) =>
    failure === undefined ? entry : { ...entry, problem: failureText(failure) },
  );
  process.stdout.write(jsonText({ schemaVersion: 1, kind: "kubewind.dev/ScenarioList", items }));
}

function printEntries(entries: readonly Entry[]): void {
  const { width, style } = terminalOf(standardLook());
  for (const { name, path, description, failure } of entries) {
    console.log(`${style("bold", printable(name))}  ${style("dim", printable(path))}`);
    if (failure !== undefined) console.log(`  ${style("red", "cannot be used")}`);
    else if (description !== "") for (const line of wrap(printable(description), width - 2)) console.log(`  ${line}`);
  }
}
