/** Chance from a seed: the same seed, the same choices. */
export interface Random {
  /** From 0 to below 1. */
  readonly next: () => number;
  /** From 0 to below `count`, whole. */
  readonly below: (count: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** True so often. */
  readonly chance: (share: number) => boolean;
}

/** Source: the public-domain generator mulberry32 */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { next, below, pick: (items) => items[below(items.length)]!, chance: (share) => next() < share };
}
