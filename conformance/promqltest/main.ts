import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Outcome, runScript } from "./run-script.ts";
import { ScriptError } from "./script-error.ts";

const usage = "usage: npm run --silent promqltest -- FOLDER_OR_FILES";

/** Runs scripts in upstream's promqltest language; exits with 1 when an evaluation failed, with 2 over a script or path. */
function main(): void {
  const paths = process.argv.slice(2);
  if (paths.length === 0) fail(usage);
  const files = paths.flatMap(scriptsOf);
  let [passed, failed] = [0, 0];
  for (const file of files) {
    const outcomes = outcomesOf(file);
    const faults = outcomes.filter(({ because }) => because !== undefined);
    passed += outcomes.length - faults.length;
    failed += faults.length;
    console.log(`${path.basename(file)}: ${outcomes.length - faults.length} passed, ${faults.length} failed`);
    for (const { line, query, because } of faults) console.log(`  ${file}:${line}: ${query}\n    ${because}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

function scriptsOf(given: string): readonly string[] {
  const found = statSync(given, { throwIfNoEntry: false });
  if (found === undefined) return fail(`${given}: no such file or folder\n${usage}`);
  if (!found.isDirectory()) return [given];
  const scripts = readdirSync(given)
    .filter((name) => name.endsWith(".test"))
    .sort();
  return scripts.length === 0
    ? fail(`${given}: no *.test file in this folder`)
    : scripts.map((name) => path.join(given, name));
}

function outcomesOf(file: string): readonly Outcome[] {
  try {
    return runScript(readFileSync(file, "utf8"));
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    return fail(`${file}: ${error.message}`);
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

main();
