/** Thrown inside the lexer alone: the first error ends the tokens. */
export class LexicalError extends Error {
  override readonly name = "LexicalError";
  readonly start: number;
  constructor(message: string, start: number) {
    super(message);
    this.start = start;
  }
}

/** Gives up over what stands at a place of the query. */
export function fail(message: string, start: number): never {
  throw new LexicalError(message, start);
}
