/** Where the decoder is: in Go's terms for its texts, and exactly. */
export type Place = {
  /** Name of the struct that the nearest field is in. */
  readonly struct: string;
  readonly goPath: readonly string[];
  readonly path: string;
};
