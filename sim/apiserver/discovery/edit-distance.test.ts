import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance } from "./edit-distance.ts";

test.each([
  ["Deployment", "Deployment", 0],
  ["Deploymnt", "Deployment", 1],
  ["Deploymnet", "Deployment", 1],
  ["Deploimentt", "Deployment", 2],
  ["", "Pod", 3],
  ["Pod", "Node", 2],
])("from %j to %j it takes %i", (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});

const word = fc.stringMatching(/^[abc]{0,6}$/);

test("the way back is as long, and only the same word is no way off", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    }),
  );
});

test("one edit is one away", () => {
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom("a", "b", "c"), (text, seed, letter) => {
      const at = seed % (text.length + 1);
      expect(editDistance(text, text.slice(0, at) + letter + text.slice(at))).toBe(1);
    }),
  );
});
