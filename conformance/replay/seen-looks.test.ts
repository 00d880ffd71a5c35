import fc from "fast-check";
import { expect, test } from "vitest";
import { microseconds, plus, type SimTime, seconds, simTime } from "../../sim/units.ts";
import { looksOf, scrapePhase } from "./seen-looks.ts";

const start = simTime(1_763_755_200_000_000);
const resolution = seconds(15);

const at = (second: number): SimTime => simTime(start + Math.round(second * 1e6));
const cut = (time: SimTime): SimTime => simTime(Math.floor(time / 1e6) * 1e6);

/** What metrics.k8s.io says of looks that each came with the next scrape. */
const samplesOf = (looks: readonly SimTime[]) =>
  looks.slice(1).map((look, index) => ({
    timestamp: cut(look),
    window: look - looks[index]!,
    seenAt: simTime(look + 15_500_000),
  }));

test("a chain of windows narrows what the timestamps have lost to whole seconds", () => {
  const intervals = fc.array(fc.integer({ min: 10_000_000, max: 20_000_000 }), { minLength: 12, maxLength: 40 });
  fc.assert(
    fc.property(fc.integer({ min: 3_000_000, max: 20_000_000 }), intervals, (first, rest) => {
      const looks = [plus(start, microseconds(first))];
      for (const interval of rest) looks.push(plus(looks.at(-1)!, microseconds(interval)));
      const found = looksOf(samplesOf(looks), { startedAt: start, scrapes: undefined, share: 0.5 });
      expect(found).toHaveLength(looks.length);
      for (const [index, look] of found.entries()) expect(Math.abs(look - looks[index]!)).toBeLessThanOrEqual(500_000);
      const gaps = found.slice(1).map((look, index) => look - found[index]!);
      expect(gaps).toEqual(rest);
    }),
  );
});

test("the start of a container is no look, though the first window begins there", () => {
  const samples = samplesOf([at(0.1), at(12.4)]);
  expect(looksOf(samples, { startedAt: start, scrapes: undefined, share: 0.5 })).toHaveLength(1);
});

test("a scrape brings no look that comes after it", () => {
  const samples = [{ timestamp: at(20), window: 16_000_000, seenAt: at(21) }];
  const scrapes = { firstAt: at(5.1), resolution };
  // Cut to 20 s, so before 21 s; but the scrape was at 20.1 s.
  const [before, look] = looksOf(samples, { startedAt: start, scrapes, share: 0.5 });
  expect(look).toBe(at(20.05));
  expect(before).toBe(at(4.05));
});

test("what the window begins with came with the scrape before", () => {
  const samples = [{ timestamp: at(20), window: 15_700_000, seenAt: at(21) }];
  const scrapes = { firstAt: at(5.1), resolution };
  const [before] = looksOf(samples, { startedAt: start, scrapes, share: 0.5 });
  expect(before).toBeLessThanOrEqual(at(5.1));
});

test("the rhythm of scrapes lies where most sightings agree", () => {
  const polls = Array.from({ length: 60 }, (_, index) => index * 0.97);
  const sightings = polls.flatMap((poll) => {
    const scrape = 4.2 + 15 * Math.floor((poll + 0.97 - 4.2) / 15);
    return scrape > poll && scrape <= poll + 0.97 && scrape > 0
      ? [{ notBefore: at(poll), seenAt: at(poll + 0.97) }]
      : [];
  });
  const stray = { notBefore: at(9), seenAt: at(9.5) };
  const phase = scrapePhase([...sightings, stray], { start, resolution });
  expect(sightings.length).toBeGreaterThan(3);
  expect(phase!.from).toBeLessThanOrEqual(4.2e6);
  expect(phase!.from + phase!.length).toBeGreaterThanOrEqual(4.2e6);
  expect(phase!.length).toBeLessThan(500_000);
  expect(scrapePhase([], { start, resolution })).toBeUndefined();
});
