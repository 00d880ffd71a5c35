import { InputError } from "../input/input-error.ts";
import { findScenarios } from "../input/load-scenario.ts";

/** The file of the one scenario that an argument means. An InputError names them all where there are several. */
export function onlyScenario(argument: string, command: string): string {
  const [first = argument, ...others] = findScenarios([argument]);
  if (others.length === 0) return first;
  const hint = `Name one of them:\n${[first, ...others].map((file) => `  ${file}`).join("\n")}`;
  const message = `${command} takes one scenario, and ${argument} holds ${others.length + 1}`;
  throw new InputError([{ message, hint }]);
}
