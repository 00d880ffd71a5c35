import fc from "fast-check";
import { expect, test } from "vitest";
import { behavioursFor, hpaOf, readTable, start } from "../../fixtures/hpa.ts";
import { minus, minutes, plus, seconds } from "../units.ts";
import type { Recommendation } from "./history.ts";
import { type BehaviorPlan, planHpa } from "./plan.ts";
import { type Stabilized, stabilizeDownscale, stabilizeWithBehavior } from "./stabilization.ts";

/** A recommendation so many minutes ago. */
type Past = readonly [replicas: number, minutesAgo: number];

const pastOf = (past: readonly Past[]): Recommendation[] =>
  past.map(([replicas, ago]) => ({ replicas, at: minus(start, minutes(ago)) }));

const counts = (recommendations: readonly Recommendation[]): readonly number[] =>
  recommendations.map(({ replicas }) => replicas);

/** `4 2m; 5 1m`: counts and the minutes since, or nothing. */
const readPast = (text: string): Recommendation[] =>
  pastOf(
    (text === "-" ? [] : text.split("; ")).map((entry): Past => {
      const [replicas = "", ago = ""] = entry.split(" ");
      return [Number(replicas), Number(ago.replace("m", ""))];
    }),
  );

/**
 * TestNormalizeDesiredReplicas of kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal_test.go, with a window of five
 * minutes. Of what is remembered the test counts the entries.
 */
const downscaleCases = `
past                     | new | stabilized | remembered | case
-                        | 5   | 5          | 5          | empty log
4 2m; 5 1m               | 3   | 5          | 4 5 3      | stabilize
1 2m; 2 1m               | 3   | 3          | 1 2 3      | no stabilize
10 10m; 9 9m             | 3   | 3          | 10 3       | no stabilize - old recommendations
10 10m; 4 1m; 5 2m; 9 9m | 3   | 5          | 10 4 5 3   | stabilize - old recommendations
`;

test.for(readTable(downscaleCases, "past", "new", "stabilized", "remembered", "case"))(
  "without a behavior: $case",
  ({ past, new: replicas, stabilized, remembered }) => {
    const recommendations = readPast(past);
    const result = stabilizeDownscale(recommendations, { replicas: Number(replicas), at: start }, minutes(5));
    expect([result.replicas, counts(recommendations).join(" ")]).toEqual([Number(stabilized), remembered]);
  },
);

const windows = (upSeconds: number, downSeconds: number): BehaviorPlan => {
  const { behavior } = planHpa(
    hpaOf({
      behavior: {
        scaleUp: { stabilizationWindowSeconds: upSeconds },
        scaleDown: { stabilizationWindowSeconds: downSeconds },
      },
    }),
    behavioursFor({}),
  );
  if (behavior === undefined) throw new Error("a behavior was given");
  return behavior;
};

/**
 * TestNormalizeDesiredReplicasWithBehavior of kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal_test.go; windows in
 * seconds. The last two do not say there what is remembered.
 */
const behaviorCases = `
past                      | current | new | up  | down | stabilized | remembered | case
-                         | 100     | 5   | 0   | 0    | 5          | 5          | empty recommendations for scaling down
4 2m; 5 1m                | 100     | 3   | 0   | 180  | 5          | 4 5 3      | simple scale down stabilization
4 2m; 5 1m                | 1       | 7   | 300 | 0    | 4          | 4 5 7      | simple scale up stabilization
1 2m; 2 1m                | 100     | 3   | 300 | 0    | 3          | 1 2 3      | no scale down stabilization
4 2m; 5 1m                | 1       | 3   | 0   | 300  | 3          | 4 5 3      | no scale up stabilization
10 10m; 9 9m              | 100     | 3   | 0   | 0    | 3          | 10 3       | no scale down stabilization, reuse recommendation element
10 10m; 9 9m              | 1       | 100 | 0   | 0    | 100        | 10 100     | no scale up stabilization, reuse recommendation element
10 10m; 4 1m; 5 2m; 9 9m  | 100     | 3   | 0   | 180  | 5          | 10 4 5 3   | scale down stabilization, reuse one of obsolete recommendation element
10 100m; 6 1m; 5 2m; 9 3m | 1       | 100 | 300 | 0    | 5          | 100 6 5 9  | scale up stabilization, reuse one of obsolete recommendation element
2 100m; 3 3m              | 2       | 1   | 300 | 300  | 2          | 1 3        | scale up and down stabilization, do not scale up when prenormalized rec goes down
2 100m; 1 3m              | 2       | 3   | 300 | 300  | 2          | 3 1        | scale up and down stabilization, do not scale down when prenormalized rec goes up
`;

test.for(readTable(behaviorCases, "past", "current", "new", "up", "down", "stabilized", "remembered", "case"))(
  "with a behavior: $case",
  ({ past, current, new: replicas, up, down, stabilized, remembered }) => {
    const recommendations = readPast(past);
    const recommended = { replicas: Number(replicas), at: start, currentReplicas: Number(current) };
    const result = stabilizeWithBehavior(recommendations, recommended, windows(Number(up), Number(down)));
    expect([result.replicas, counts(recommendations).join(" ")]).toEqual([Number(stabilized), remembered]);
  },
);

const heldUp = {
  reason: "ScaleDownStabilized",
  message: "recent recommendations were higher than current one, applying the highest recent recommendation",
};
const heldDown = {
  reason: "ScaleUpStabilized",
  message: "recent recommendations were lower than current one, applying the lowest recent recommendation",
};
const ready = { reason: "ReadyForNewScale", message: "recommended size matches current size" };

test("says by which recommendation it is held, and when that was made", () => {
  const past: readonly Past[] = [
    [7, 1],
    [4, 2],
    [9, 3],
  ];
  const legacy = (replicas: number): Stabilized =>
    stabilizeDownscale(pastOf(past), { replicas, at: start }, minutes(5));
  expect([legacy(5), legacy(9), legacy(10)]).toEqual([
    { replicas: 9, cause: heldUp, heldBy: minus(start, minutes(3)) },
    { replicas: 9, cause: ready, heldBy: undefined },
    { replicas: 10, cause: ready, heldBy: undefined },
  ]);
  const both = (replicas: number, currentReplicas: number): Stabilized =>
    stabilizeWithBehavior(pastOf(past), { replicas, at: start, currentReplicas }, windows(150, 250));
  expect([both(8, 2), both(3, 12), both(6, 6), both(5, 5)]).toEqual([
    { replicas: 4, cause: heldDown, heldBy: minus(start, minutes(2)) },
    { replicas: 9, cause: heldUp, heldBy: minus(start, minutes(3)) },
    { replicas: 6, cause: ready, heldBy: undefined },
    { replicas: 5, cause: ready, heldBy: undefined },
  ]);
});

test("at the edge of the window: still in it without a behavior, no longer in it with one", () => {
  const past: readonly Past[] = [[9, 5]];
  expect(stabilizeDownscale(pastOf(past), { replicas: 3, at: start }, minutes(5)).replicas).toBe(9);
  const recommended = { replicas: 3, at: start, currentReplicas: 9 };
  expect(stabilizeWithBehavior(pastOf(past), recommended, windows(0, 300)).replicas).toBe(3);
  expect(stabilizeWithBehavior(pastOf(past), recommended, windows(0, 301)).replicas).toBe(9);
});

test("an entry at the very edge is not overwritten yet", () => {
  const recommendations = pastOf([[9, 5]]);
  stabilizeWithBehavior(recommendations, { replicas: 3, at: start, currentReplicas: 9 }, windows(0, 300));
  expect(counts(recommendations)).toEqual([9, 3]);
});

test("without a behavior an older and higher recommendation can also scale up", () => {
  // The current count plays no part: somebody else may have scaled down since.
  expect(stabilizeDownscale(pastOf([[9, 1]]), { replicas: 3, at: start }, minutes(5)).replicas).toBe(9);
  const recommended = { replicas: 3, at: start, currentReplicas: 3 };
  expect(stabilizeWithBehavior(pastOf([[9, 1]]), recommended, windows(0, 300)).replicas).toBe(3);
});

const past = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 20 })), { maxLength: 8 });
const count = fc.nat({ max: 30 });
const window = fc.constantFrom(0, 60, 300, 900);

test("what comes out is the recommendation, the current count, or a recommendation of the window in between", () => {
  fc.assert(
    fc.property(past, count, count, window, window, (earlier, replicas, currentReplicas, up, down) => {
      const result = stabilizeWithBehavior(
        pastOf(earlier),
        { replicas, at: start, currentReplicas },
        windows(up, down),
      );
      expect([...earlier.map(([of]) => of), replicas, currentReplicas]).toContain(result.replicas);
      const low = Math.min(replicas, currentReplicas);
      const high = Math.max(replicas, currentReplicas);
      expect(result.replicas >= low && result.replicas <= high).toBe(true);
      expect(result.heldBy === undefined).toBe(result.replicas === replicas);
    }),
  );
});

test("stabilising twice in one instant says the same, once its own result is the count and the recommendation", () => {
  fc.assert(
    fc.property(past, count, count, window, window, (earlier, replicas, currentReplicas, up, down) => {
      const recommendations = pastOf(earlier);
      const behavior = windows(up, down);
      const first = stabilizeWithBehavior(recommendations, { replicas, at: start, currentReplicas }, behavior);
      const again = stabilizeWithBehavior(
        recommendations,
        { replicas, at: start, currentReplicas: first.replicas },
        behavior,
      );
      expect(again.replicas).toBe(first.replicas);

      const legacy = pastOf(earlier);
      const held = stabilizeDownscale(legacy, { replicas, at: start }, seconds(down));
      expect(stabilizeDownscale(legacy, { replicas, at: start }, seconds(down)).replicas).toBe(held.replicas);
      expect(stabilizeDownscale(legacy, { replicas: held.replicas, at: start }, seconds(down)).replicas).toBe(
        held.replicas,
      );
    }),
  );
});

test("with windows of zero the recommendation stands, with a behavior or without", () => {
  const older = past.map((entries) => entries.map(([of, ago]) => [of, ago + 1] as const));
  fc.assert(
    fc.property(older, count, count, (earlier, replicas, currentReplicas) => {
      const recommended = { replicas, at: start, currentReplicas };
      expect(stabilizeWithBehavior(pastOf(earlier), recommended, windows(0, 0)).replicas).toBe(replicas);
      expect(stabilizeDownscale(pastOf(earlier), recommended, seconds(0)).replicas).toBe(replicas);
    }),
  );
});

test("at a regular pace the list stops growing when the window is full", () => {
  const recommendations: Recommendation[] = [];
  for (let sync = 0; sync < 200; sync++) {
    stabilizeDownscale(recommendations, { replicas: sync, at: plus(start, seconds(15 * sync)) }, minutes(5));
  }
  // Twenty earlier passes are in the window, and one entry is overwritten by the new pass.
  expect(recommendations.length).toBe(21);
});
