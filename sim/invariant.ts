/** A bug of ours. The message states the rule that was broken, positively. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/**
 * Holds a rule of the program itself.
 *
 * For what a user gave or what the modelled world does, use an `InputError` or a value with a reason.
 */
export function invariant(holds: boolean, rule: string): asserts holds {
  if (!holds) throw new InvariantError(rule);
}

/** Marks the end of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new InvariantError(`every case is handled, and ${JSON.stringify(value)} is none of them`);
}
