import { setImmediate as nextTurn } from "node:timers/promises";
import { InputError } from "../input/input-error.ts";
import { type Comparison, diffReport } from "../reports/diff.ts";
import type { Scenario } from "../sim/scenario.ts";
import { compareReleases, isParted, type Upgrade } from "../sim/upgrade.ts";
import { runScenario } from "../sim/wind-tunnel.ts";
import { diffDocument } from "./diff-document.ts";
import { exitCode } from "./exit-code.ts";
import { endOnInterrupt } from "./interrupt.ts";
import { jsonText } from "./json-text.ts";
import { loadReading } from "./load.ts";
import { onlyScenario } from "./only-scenario.ts";
import type { DiffOptions, ScenarioOptions } from "./options.ts";
import { createProgressLine } from "./progress-line.ts";
import { scenarioArgument } from "./scenario-place.ts";
import { standardLook, terminalOf } from "./terminal.ts";

/** `kubewind diff`: one scenario on two releases, or two scenarios; 1 when they part. */
export async function diffCommand(paths: readonly string[], options: DiffOptions): Promise<number> {
  const progress = createProgressLine(true);
  endOnInterrupt(progress.clear);
  const comparison =
    paths.length === 1
      ? await compareTwoReleases(paths[0]!, options, (share) => progress.show([share]))
      : await compareTwoScenarios(paths, options);
  progress.clear();
  process.stdout.write(
    options.json ? jsonText(diffDocument(comparison)) : diffReport(comparison, terminalOf(standardLook())),
  );
  return comparison.isParted ? exitCode.notMet : exitCode.met;
}

async function compareTwoReleases(
  path: string,
  options: DiffOptions,
  onShare: (share: number) => void,
): Promise<Comparison> {
  const versions = (options.kubernetes ?? "").split(",").map((version) => version.trim());
  const [from = "", to = ""] = versions;
  if (versions.length !== 2 || from === "" || to === "") {
    const hint = `Name two: kubewind diff ${scenarioArgument(path)} --kubernetes 1.30,1.36`;
    throw new InputError([{ message: "one scenario is compared on two releases of Kubernetes", hint }]);
  }
  const file = onlyScenario(path, "diff");
  const [before, after] = [await scenarioOf(file, options, from), await scenarioOf(file, options, to)];
  const upgrade = await drive(compareReleases({ before, after }), onShare);
  const { causes, idle } = upgrade;
  return {
    title: `${before.name} on Kubernetes ${upgrade.before.kubernetes} and ${upgrade.after.kubernetes}`,
    before: { name: upgrade.before.kubernetes, run: upgrade.before },
    after: { name: upgrade.after.kubernetes, run: upgrade.after },
    isParted: isParted(upgrade.before, upgrade.after),
    changes: { causes, idle },
  };
}

/** Runs a generator to its end, with a turn for others between two steps. */
async function drive(steps: Generator<number, Upgrade>, onShare: (share: number) => void): Promise<Upgrade> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onShare(step.value);
    await nextTurn();
  }
}

async function compareTwoScenarios(paths: readonly string[], options: DiffOptions): Promise<Comparison> {
  if (paths.length !== 2) {
    const hint = "Give one scenario and --kubernetes with two releases, or two scenarios.";
    throw new InputError([{ message: `diff compares two runs, and ${paths.length} scenarios were given`, hint }]);
  }
  const [before, after] = await Promise.all(
    paths.map(async (path) => {
      const file = onlyScenario(path, "diff");
      const run = runScenario(await scenarioOf(file, options, options.kubernetes));
      return { name: scenarioArgument(file), run };
    }),
  );
  if (before === undefined || after === undefined) throw new Error("two paths are two runs");
  const title = `${before.name} and ${after.name}`;
  return { title, before, after, isParted: isParted(before.run, after.run) };
}

async function scenarioOf(file: string, options: DiffOptions, kubernetes: string | undefined): Promise<Scenario> {
  const { seed, set } = options;
  const changes: ScenarioOptions = {
    set,
    ...(seed === undefined ? {} : { seed }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
  };
  return (await loadReading(file, changes)).scenario;
}
