import { type LoadedScenario, loadScenario } from "../input/load-scenario.ts";
import type { ScenarioOptions } from "./options.ts";
import { readStandardInput, StandardInputNeeded } from "./standard-input.ts";

/** Loads a scenario as the options change it. Throws `StandardInputNeeded` if it asks for standard input and that is not given. */
export const load = (path: string, options: ScenarioOptions, standardInput: string | undefined): LoadedScenario =>
  loadScenario(path, {
    sets: options.set,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.kubernetes === undefined ? {} : { kubernetes: options.kubernetes }),
    readStandardInput: () => {
      if (standardInput === undefined) throw new StandardInputNeeded();
      return standardInput;
    },
  });

/** The same, with standard input read if the scenario asks for it. */
export async function loadReading(path: string, options: ScenarioOptions): Promise<LoadedScenario> {
  try {
    return load(path, options, undefined);
  } catch (error) {
    if (error instanceof StandardInputNeeded) return load(path, options, await readStandardInput());
    throw error;
  }
}
