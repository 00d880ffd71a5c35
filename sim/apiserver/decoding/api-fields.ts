/** Go types by the name that Go prints. */
export type ApiFields = {
  /** `name type` for each field of a struct, joined by `;`. `*` marks a pointer; what follows `<` is the embedding. */
  readonly structs: Readonly<Record<string, string>>;
  /** Named types that are no structs: what stands behind the name. */
  readonly aliases: Readonly<Record<string, string>>;
};
