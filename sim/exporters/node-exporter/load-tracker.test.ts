import { expect, test } from "vitest";
import { type SimTime, seconds, simTime } from "../../units.ts";
import { createLoadTracker } from "./load-tracker.ts";

const start = simTime(1_000_000_000_000);
const at = (second: number): SimTime => simTime(start + seconds(second));

/** Half a core until `start`, then two. */
const cpuSeconds = (time: SimTime): number => ((time - start) / 1e6) * (time < start ? 0.5 : 2);

test("begins with the load of the seconds before", () => {
  expect(createLoadTracker(start, cpuSeconds).at(start)).toEqual([0.5, 0.5, 0.5]);
});

test("after a change, each average has come 63% of the way in its time", () => {
  const way = (second: number, index: number): number =>
    ((createLoadTracker(start, cpuSeconds).at(at(second))[index] ?? 0) - 0.5) / 1.5;
  expect([way(60, 0), way(300, 1), way(900, 2)].map((share) => Number(share.toFixed(4)))).toEqual([
    0.6321, 0.6321, 0.6321,
  ]);
});

test("it makes no difference how often somebody asks", () => {
  const often = createLoadTracker(start, cpuSeconds);
  for (let second = 0; second < 200; second += 7) often.at(at(second));
  expect(often.at(at(200))).toEqual(createLoadTracker(start, cpuSeconds).at(at(200)));
});
