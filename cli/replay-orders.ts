import type { Target } from "../conformance/replay/target.ts";
import { InputError, type Problem } from "../input/input-error.ts";
import { findScenarios, type LoadedScenario } from "../input/load-scenario.ts";
import { load } from "./load.ts";
import type { ReplayOptions } from "./options.ts";
import { reportFolders, scenarioArgument, scenarioName } from "./scenario-place.ts";
import { readStandardInput, StandardInputNeeded } from "./standard-input.ts";

/** A scenario to be replayed. */
export type ReplayOrder = {
  /** Its file. */
  readonly path: string;
  readonly name: string;
  /** Where files of the run and reports go. */
  readonly folder: string;
  readonly loaded: LoadedScenario;
};

/**
 * The scenarios of some arguments, each of which the target can play.
 *
 * A replay takes minutes: an InputError says at once all that is wrong with any of them.
 */
export async function replayOrders(
  paths: readonly string[],
  { options, target }: { readonly options: ReplayOptions; readonly target: Target },
): Promise<readonly ReplayOrder[]> {
  const files = findScenarios(paths);
  const folders = reportFolders(files, options.out);
  const problems: Problem[] = [];
  const orders: ReplayOrder[] = [];
  const loadOne = loader();
  for (const [index, path] of files.entries()) {
    try {
      const loaded = await loadOne(path);
      problems.push(...target.cannotExpress(loaded).map((what) => inexpressible(path, target.name, what)));
      orders.push({ path, name: scenarioName(path), folder: folders[index]!, loaded });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return orders;
}

const inexpressible = (path: string, target: string, what: string): Problem => ({
  file: path,
  message: `it cannot be played on ${target}: ${what}`,
  hint: `Run it instead: kubewind run ${scenarioArgument(path)}`,
});

/** Loads scenarios; standard input is read once, whoever asks, and only if somebody does. */
function loader(): (path: string) => Promise<LoadedScenario> {
  let standardInput: string | undefined;
  return async (path) => {
    try {
      return load(path, { set: [] }, standardInput);
    } catch (error) {
      if (!(error instanceof StandardInputNeeded)) throw error;
      standardInput = await readStandardInput();
      return load(path, { set: [] }, standardInput);
    }
  };
}
