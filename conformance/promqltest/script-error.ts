/** A script that does not follow the language. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}

/** Refuses a script over something in it. */
export function refuse(because: string): never {
  throw new ScriptError(because);
}
