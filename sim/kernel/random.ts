/** A stream of random numbers that depends on nothing but its seed and its name. */
export type RandomStream = {
  /** A whole number from 0 to 2^32 − 1. */
  readonly next: () => number;
  /** A number from 0 up to, not including, 1, in steps of 2^-32. */
  readonly fraction: () => number;
  /** A whole number from 0 up to, not including, `bound`. `bound` is a whole number from 1 to 2^32. */
  readonly below: (bound: number) => number;
};

/**
 * The stream called `name` of a run with `seed`.
 *
 * Streams are independent of one another, so that a part which draws more or less disturbs no other part.
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), seeded from a 32-bit FNV-1a hash of seed and name.
 */
export function createRandomStream(seed: number, name: string): RandomStream {
  let a = hash32(`${seed}/a/${name}`);
  let b = hash32(`${seed}/b/${name}`);
  let c = hash32(`${seed}/c/${name}`);
  let counter = 1;
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  const fraction = (): number => next() / 4_294_967_296;
  return { next, fraction, below: (bound) => Math.floor(fraction() * bound) };
}

/** 32-bit FNV-1a of the text's UTF-16 code units, low byte first. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}
