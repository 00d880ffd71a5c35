import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandomStream, hash32, type RandomStream } from "./random.ts";

const draw = (stream: RandomStream, count: number): readonly number[] => Array.from({ length: count }, stream.next);

// A changed value here changes every recorded trace: the promise is the same numbers in every release. Computed by a
// second implementation.
test.for([
  [0, "", [734239100, 268919332, 4002689561]],
  [7, "kubelet/node-3", [2379777011, 2823905401, 3188645411]],
  [7, "kubelet/node-4", [4183463093, 3615209870, 2107923240]],
  [-1, "ψ", [2297897474, 1348349344, 457681157]],
  [2 ** 53 - 1, "load/checkout", [2305108448, 307382346, 3297633354]],
] as const)("the stream of seed %d and name %j begins as it always did", ([seed, name, first]) => {
  expect(draw(createRandomStream(seed, name), 3)).toEqual(first);
});

test("hashes text as 32-bit FNV-1a over its code units, low byte first", () => {
  expect([hash32(""), hash32("a"), hash32("ψ")]).toEqual([0x811c9dc5, fnv1a([0x61, 0]), fnv1a([0xc8, 0x03])]);
});

const fnv1a = (bytes: readonly number[]): number =>
  Number(bytes.reduce((hash, byte) => ((hash ^ BigInt(byte)) * 0x01000193n) % 2n ** 32n, 0x811c9dc5n));

test("a stream depends on nothing but seed and name", () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), fc.nat({ max: 20 }), (seed, name, others) => {
      const alone = draw(createRandomStream(seed, name), 5);
      const other = createRandomStream(seed, `${name}/other`);
      const stream = createRandomStream(seed, name);
      const interleaved = alone.map(() => {
        draw(other, others);
        return stream.next();
      });
      expect(interleaved).toEqual(alone);
      expect(draw(createRandomStream(seed, `${name}/other`), 5)).not.toEqual(alone);
      expect(draw(createRandomStream(seed + 1, name), 5)).not.toEqual(alone);
    }),
  );
});

test("numbers stay in their ranges", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 32 }), (seed, bound) => {
      const { next, fraction, below } = createRandomStream(seed, "range");
      for (let count = 0; count < 20; count++) {
        const [whole, share, choice] = [next(), fraction(), below(bound)];
        expect(Number.isInteger(whole) && whole >= 0 && whole < 2 ** 32).toBe(true);
        expect(share >= 0 && share < 1 && Number.isInteger(share * 2 ** 32)).toBe(true);
        expect(Number.isInteger(choice) && choice >= 0 && choice < bound).toBe(true);
      }
    }),
  );
});

/** Pearson's statistic of counts that should be equal. */
const chiSquared = (counts: readonly number[]): number => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

// 99 degrees of freedom: 61 and 149 are the quantiles 0.001 and 0.999. The streams are fixed, so this never flakes.
test.for(["load/arrivals", "kubelet/node-1", "scheduler"])(
  "the numbers of %s spread evenly, singly and in pairs",
  (name) => {
    const { below, next } = createRandomStream(1, name);
    const singles = Array(100).fill(0);
    const pairs = Array(100).fill(0);
    const lowBits = Array(100).fill(0);
    for (let count = 0; count < 20_000; count++) {
      singles[below(100)]++;
      pairs[below(10) * 10 + below(10)]++;
      lowBits[next() % 100]++;
    }
    for (const statistic of [singles, pairs, lowBits].map(chiSquared)) {
      expect(statistic).toBeGreaterThan(61);
      expect(statistic).toBeLessThan(149);
    }
  },
);

test("streams of neighbouring names do not resemble each other", () => {
  const draws = Array.from({ length: 50 }, (_, node) => draw(createRandomStream(1, `kubelet/node-${node}`), 40)).flat();
  expect(new Set(draws).size).toBe(draws.length);
  const byFirst = Array(10).fill(0);
  for (let node = 0; node < 5000; node++) byFirst[createRandomStream(1, `kubelet/node-${node}`).below(10)]++;
  // 9 degrees of freedom: 27.9 is the quantile 0.999.
  expect(chiSquared(byFirst)).toBeLessThan(27.9);
});
