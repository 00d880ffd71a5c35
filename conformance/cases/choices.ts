import fc from "fast-check";

/** One of several, the first `weight` times as often as each other. Shrinks to the first. */
export const mostly = <Value>(usual: Value, weight: number, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight, arbitrary: fc.constant(usual) },
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
  );

/** Absent but for one time in `oneIn`. Shrinks to absent. */
export const rarely = <Value>(oneIn: number, arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: oneIn - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary },
  );

/** Present but for one time in `oneIn`. Shrinks to absent. */
export const usually = <Value>(oneIn: number, arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: oneIn - 1, arbitrary },
  );

/** An object without the members that are undefined. */
export function present<Members extends object>(members: Members): Present<Members> {
  // The type says of every member what the filter does to it; TypeScript cannot follow `fromEntries` that far.
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as Present<Members>;
}

type Present<Members> = {
  [Key in keyof Members as undefined extends Members[Key] ? never : Key]: Members[Key];
} & {
  [Key in keyof Members as undefined extends Members[Key] ? Key : never]?: Exclude<Members[Key], undefined>;
};
