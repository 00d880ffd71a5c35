import fc from "fast-check";
import { expect, test } from "vitest";
import { behaviors } from "../../fixtures/arbitraries.ts";
import { behavioursFor, defaultScaleDown, defaultScaleUp, hpaOf, readTable, start } from "../../fixtures/hpa.ts";
import type { HPAScalingPolicy, HPAScalingRules } from "../kubernetes/autoscaling.ts";
import { minus, plus, type SimTime, seconds } from "../units.ts";
import { emptyHistory, type History, type ScaleEvent } from "./history.ts";
import { type BehaviorPlan, planHpa, type RulesPlan } from "./plan.ts";
import { scalingRulesCases } from "./scaling-limits.table.ts";
import { type Bounds, type EventsAt, limitByFactor, limitByPolicies, storeScaleEvent } from "./scaling-limits.ts";

const planOf = (scaleUp: HPAScalingRules, scaleDown: HPAScalingRules): BehaviorPlan => {
  const { behavior } = planHpa(hpaOf({ behavior: { scaleUp, scaleDown } }), behavioursFor({}));
  if (behavior === undefined) throw new Error("a behavior was given");
  return behavior;
};

/** `100 Pods/60s, 1 Percent/60s` */
const readPolicies = (text: string): readonly HPAScalingPolicy[] =>
  text.split(", ").map((policy) => {
    const [, value, type = "", period] = /^(\d+) (\w+)\/(\d+)s$/.exec(policy) ?? [];
    return { type, value: Number(value), periodSeconds: Number(period) };
  });

/** `up 1 Percent/60s`, `default` */
function readRules(text: string): BehaviorPlan {
  const [, direction, policies = ""] = /^(up|down) (.*)$/.exec(text) ?? [];
  const up = direction === "up" ? { ...defaultScaleUp, policies: readPolicies(policies) } : defaultScaleUp;
  const down = direction === "down" ? { ...defaultScaleDown, policies: readPolicies(policies) } : defaultScaleDown;
  return planOf(up, down);
}

const event = (change: number, secondsAgo: number, isOutdated = false): ScaleEvent => ({
  change,
  at: minus(start, seconds(secondsAgo)),
  isOutdated,
});

const eventsAt = (history: History, now: SimTime = start): EventsAt => ({
  history,
  now,
  policyCounts: "both-directions",
});

/** `up 1 5 9 in 120s; down 2 in 120s`: each in the middle of its share of the time. */
function readEvents(text: string): History {
  const history = emptyHistory();
  for (const part of text === "-" ? [] : text.split("; ")) {
    const [, direction, changes = "", period] = /^(up|down) (.*) in (\d+)s$/.exec(part) ?? [];
    const numbers = changes.split(" ").map(Number);
    const segment = Number(period) / numbers.length;
    const events = direction === "up" ? history.scaleUpEvents : history.scaleDownEvents;
    numbers.forEach((change, index) => {
      events.push(event(change, Math.trunc(Number(period) - segment * (index + 1) + segment / 2)));
    });
  }
  return history;
}

test.for(readTable(scalingRulesCases, "min", "max", "current", "desired", "rules", "events", "answer", "case"))(
  "$case: $current -> $desired within $min..$max, $rules, after $events",
  (row) => {
    const bounds: Bounds = {
      currentReplicas: Number(row.current),
      desiredReplicas: Number(row.desired),
      minReplicas: Number(row.min),
      maxReplicas: Number(row.max),
    };
    const { replicas, cause } = limitByPolicies(bounds, readRules(row.rules), eventsAt(readEvents(row.events)));
    expect(`${replicas} ${cause.reason}`).toBe(row.answer);
  },
);

// TestCalculateScaleUpLimitWithScalingRules and TestCalculateScaleDownLimitWithBehaviors of kubernetes v1.36.3
// pkg/controller/podautoscaler/horizontal_test.go.
test("with selectPolicy Min the policy that allows least decides", () => {
  const rules: HPAScalingRules = {
    stabilizationWindowSeconds: 300,
    selectPolicy: "Min",
    policies: readPolicies("2 Pods/60s, 50 Percent/60s"),
  };
  const events = eventsAt(emptyHistory());
  const bounds = { minReplicas: 1, maxReplicas: 100 };
  const up = { ...bounds, currentReplicas: 1, desiredReplicas: 50 };
  const down = { ...bounds, currentReplicas: 5, desiredReplicas: 1 };
  expect(limitByPolicies(up, planOf(rules, rules), events).replicas).toBe(2);
  expect(limitByPolicies(down, planOf(rules, rules), events).replicas).toBe(3);
});

const upLimit = {
  reason: "ScaleUpLimit",
  message: "the desired replica count is increasing faster than the maximum scale rate",
};
const downLimit = {
  reason: "ScaleDownLimit",
  message: "the desired replica count is decreasing faster than the maximum scale rate",
};
const tooMany = {
  reason: "TooManyReplicas",
  message: "the desired replica count is more than the maximum replica count",
};
const tooFew = {
  reason: "TooFewReplicas",
  message: "the desired replica count is less than the minimum replica count",
};
const withinRange = {
  reason: "DesiredWithinRange",
  message: "the desired count is within the acceptable range",
};

const boundsOf = (min: number, max: number, current: number, desired: number): Bounds => ({
  currentReplicas: current,
  desiredReplicas: desired,
  minReplicas: min,
  maxReplicas: max,
});

const policiesUp = (text: string, selectPolicy = "Max"): BehaviorPlan =>
  planOf({ ...defaultScaleUp, policies: readPolicies(text), selectPolicy }, defaultScaleDown);
const policiesDown = (text: string, selectPolicy = "Max"): BehaviorPlan =>
  planOf(defaultScaleUp, { ...defaultScaleDown, policies: readPolicies(text), selectPolicy });

test("each limit speaks in its own words", () => {
  const events = eventsAt(emptyHistory());
  const limited = [
    limitByPolicies(boundsOf(1, 20, 10, 15), policiesUp("4 Pods/60s"), events),
    limitByPolicies(boundsOf(1, 13, 10, 15), policiesUp("4 Pods/60s"), events),
    limitByPolicies(boundsOf(1, 20, 10, 5), policiesDown("4 Pods/60s"), events),
    limitByPolicies(boundsOf(7, 20, 10, 5), policiesDown("4 Pods/60s"), events),
    limitByPolicies(boundsOf(1, 20, 10, 14), policiesUp("4 Pods/60s"), events),
  ];
  expect(limited).toEqual([
    { replicas: 14, cause: upLimit },
    { replicas: 13, cause: tooMany },
    { replicas: 6, cause: downLimit },
    { replicas: 7, cause: tooFew },
    { replicas: 14, cause: withinRange },
  ]);
});

test("where the policies and the maximum or minimum meet, the maximum or minimum is named", () => {
  const events = eventsAt(emptyHistory());
  expect(limitByPolicies(boundsOf(1, 14, 10, 15), policiesUp("4 Pods/60s"), events).cause).toEqual(tooMany);
  expect(limitByPolicies(boundsOf(6, 20, 10, 5), policiesDown("4 Pods/60s"), events).cause).toEqual(tooFew);
});

test("Disabled keeps the current count", () => {
  const events = eventsAt(emptyHistory());
  expect([
    limitByPolicies(boundsOf(1, 20, 10, 15), policiesUp("4 Pods/60s", "Disabled"), events),
    limitByPolicies(boundsOf(1, 20, 10, 5), policiesDown("4 Pods/60s", "Disabled"), events),
  ]).toEqual([
    { replicas: 10, cause: upLimit },
    { replicas: 10, cause: downLimit },
  ]);
});

test("a percentage is rounded up going up and its rest is cut off going down, float noise included", () => {
  const events = eventsAt(emptyHistory());
  const up = [1, 3, 10, 100].map((current) =>
    limitByPolicies(boundsOf(1, 9999, current, 9999), policiesUp("10 Percent/60s"), events),
  );
  // 100 * 1.1 is 110.00000000000001.
  expect(up.map(({ replicas }) => replicas)).toEqual([2, 4, 11, 111]);
  const down = [1, 3, 10, 100].map((current) =>
    limitByPolicies(boundsOf(0, 9999, current, 0), policiesDown("34 Percent/60s"), events),
  );
  // 100 * 0.66 is 65.99999999999999.
  expect(down.map(({ replicas }) => replicas)).toEqual([0, 1, 6, 65]);
});

test("an equal count is within the range, whatever minimum and maximum say", () => {
  const events = eventsAt(emptyHistory());
  expect(limitByPolicies(boundsOf(5, 8, 3, 3), policiesUp("4 Pods/60s"), events)).toEqual({
    replicas: 3,
    cause: withinRange,
  });
});

test("an event counts until its period is over, and not at that instant", () => {
  const history = { ...emptyHistory(), scaleUpEvents: [event(3, 60)] };
  const limitAt = (now: SimTime): number =>
    limitByPolicies(boundsOf(1, 99, 10, 99), policiesUp("4 Pods/60s"), eventsAt(history, now)).replicas;
  expect([limitAt(minus(start, seconds(1))), limitAt(start)]).toEqual([11, 14]);
});

test("counts beyond int32 wrap, as upstream's do", () => {
  const events = eventsAt(emptyHistory());
  const huge = limitByPolicies(boundsOf(1, 2 ** 31 - 1, 10, 2 ** 31 - 1), policiesUp("2147483647 Pods/60s"), events);
  // 10 + 2147483647 is negative, so the limit is the current count.
  expect(huge).toEqual({ replicas: 10, cause: upLimit });
  const percent = limitByPolicies(boundsOf(1, 2 ** 31 - 1, 10, 50), policiesUp("2147483647 Percent/60s"), events);
  expect(percent.replicas).toBe(50);
});

// TestConvertDesiredReplicasWithRules of kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal_test.go, and its last
// case with the release's own factor 2 where the tests have 8.
test.for([
  ["prenormalized desired replicas within range", boundsOf(3, 8, 5, 7), 7, withinRange],
  ["prenormalized desired replicas < minReplicas", boundsOf(2, 8, 3, 1), 2, tooFew],
  ["prenormalized desired zeroed replicas within range", boundsOf(0, 10, 1, 0), 0, withinRange],
  ["maxReplicas is the limit because maxReplicas < scaleUpLimit", boundsOf(1, 10, 20, 1000), 10, tooMany],
  ["scaleUpLimit is the limit because scaleUpLimit < maxReplicas", boundsOf(1, 2000, 3, 1000), 6, upLimit],
] as const)("without a behavior: %s", ([, bounds, replicas, cause]) => {
  expect(limitByFactor(bounds, "own")).toEqual({ replicas, cause });
});

test("without a behavior a rescale at most doubles, but may reach 4 at once, and stays within minimum and maximum", () => {
  const count = fc.nat({ max: 2000 });
  fc.assert(
    fc.property(count, count, count, count, (min, range, current, desired) => {
      const bounds = boundsOf(min, min + range, current, desired);
      const { replicas, cause } = limitByFactor(bounds, "own");
      const doubled = Math.max(2 * current, 4);
      const most = Math.min(bounds.maxReplicas, doubled);
      expect(replicas).toBe(desired < min ? min : Math.min(desired, most));
      expect(cause.reason === "DesiredWithinRange").toBe(replicas === desired);
      if (cause.reason === "ScaleUpLimit") expect(replicas).toBe(doubled);
    }),
  );
});

/**
 * TestStoreScaleEvents of kubernetes v1.36.3 pkg/controller/podautoscaler/horizontal_test.go, for a rescale by 5.
 *
 * `earlier` are changes and the seconds since; `minute` is what of them counts within a period of 60 s; one in brackets is
 * marked as outdated.
 */
const storedEvents = `
earlier                | policies                      | minute | remembered | case
-                      | -                             | 0      | -          | empty entries with default behavior
-                      | 10 Pods/60s, 100 Percent/60s  | 0      | 5          | empty entries with two-policy-behavior
7 61                   | -                             | 0      | 7          | one outdated entry to be kept untouched without behavior
7 61                   | 10 Pods/60s, 100 Percent/60s  | 0      | 5          | one outdated entry to be replaced with behavior
7 58                   | 10 Pods/60s, 100 Percent/60s  | 7      | 7 5        | one actual entry to be not touched with behavior
7 61; 6 59             | 10 Pods/60s                   | 6      | 5 6        | two entries, one of them to be replaced
8 29; 6 59; 7 61; 9 61 | 10 Pods/60s, 100 Percent/30s  | 14     | 8 6 [7] 5  | replace one entry, use policies with different periods
7 58; 6 59             | 10 Pods/120s, 100 Percent/30s | 13     | 7 6 5      | two entries, both actual
`;

const split = (text: string, separator: string): readonly string[] => (text === "-" ? [] : text.split(separator));

test.for(readTable(storedEvents, "earlier", "policies", "minute", "remembered", "case"))(
  "remembers a rescale, both ways: $case",
  ({ earlier, policies, minute, remembered }) => {
    for (const isUp of [true, false]) {
      const history = emptyHistory();
      const events = isUp ? history.scaleUpEvents : history.scaleDownEvents;
      for (const entry of split(earlier, "; ")) {
        const [change = 0, secondsAgo = 0] = entry.split(" ").map(Number);
        events.push(event(change, secondsAgo));
      }
      const granted = isUp
        ? limitByPolicies(boundsOf(1, 9999, 500, 9999), policiesUp("100 Pods/60s"), eventsAt(history)).replicas - 600
        : limitByPolicies(boundsOf(1, 9999, 500, 1), policiesDown("100 Pods/60s"), eventsAt(history)).replicas - 400;
      expect(Math.abs(granted)).toBe(Number(minute));

      const rules: HPAScalingRules = { policies: policies === "-" ? [] : readPolicies(policies) };
      const other: HPAScalingRules = { policies: readPolicies("1 Pods/1s") };
      const behavior = policies === "-" ? undefined : isUp ? planOf(rules, other) : planOf(other, rules);
      storeScaleEvent({ history, now: start }, behavior, { from: 10, to: isUp ? 15 : 5 });
      const texts = events.map(({ change, isOutdated }) => (isOutdated ? `[${change}]` : `${change}`));
      expect(texts).toEqual(split(remembered, " "));
      expect((isUp ? history.scaleDownEvents : history.scaleUpEvents).length).toBe(0);
    }
  },
);

test("an event as old as the longest period no longer counts, but is not overwritten yet", () => {
  const history = { ...emptyHistory(), scaleUpEvents: [event(7, 60)] };
  storeScaleEvent({ history, now: start }, policiesUp("10 Pods/60s"), { from: 10, to: 15 });
  expect(history.scaleUpEvents).toEqual([event(7, 60), event(5, 0)]);
});

/** Plays wishes against policies, a period apart, and says what came out. */
function playWishes(behavior: BehaviorPlan, first: number, wishes: readonly Wish[]): Played {
  const history = emptyHistory();
  let now = start;
  let replicas = first;
  const steps: { at: SimTime; replicas: number }[] = [{ at: now, replicas }];
  for (const { wish, after } of wishes) {
    now = plus(now, seconds(after));
    const limited = limitByPolicies(boundsOf(1, 5000, replicas, wish), behavior, eventsAt(history, now)).replicas;
    if (limited !== replicas) storeScaleEvent({ history, now }, behavior, { from: replicas, to: limited });
    replicas = limited;
    steps.push({ at: now, replicas });
  }
  return steps;
}

type Wish = { readonly wish: number; readonly after: number };
type Played = readonly { readonly at: SimTime; readonly replicas: number }[];

const wishesUp = fc.array(
  fc.record({ wish: fc.integer({ min: 1, max: 5000 }), after: fc.integer({ min: 1, max: 60 }) }),
  { maxLength: 40 },
);

test("over any window a policy of pods adds no more than it says, as long as nothing is removed in between", () => {
  // The wish never falls, so that no rescale down makes room for another up.
  const rising = (wishes: readonly Wish[], first: number): readonly Wish[] => {
    let highest = first;
    return wishes.map(({ wish, after }) => {
      highest = Math.max(highest, wish);
      return { wish: highest, after };
    });
  };
  const value = fc.integer({ min: 1, max: 40 });
  const period = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(wishesUp, value, period, fc.integer({ min: 1, max: 50 }), (wishes, pods, periodSeconds, first) => {
      const steps = playWishes(policiesUp(`${pods} Pods/${periodSeconds}s`), first, rising(wishes, first));
      for (const [index, from] of steps.entries()) {
        // What stood at the start of a window: an event at its very beginning no longer counts in it.
        const within = steps.slice(index).filter(({ at }) => at < plus(from.at, seconds(periodSeconds)));
        const added = Math.max(...within.map(({ replicas }) => replicas)) - from.replicas;
        expect(added).toBeLessThanOrEqual(pods);
      }
    }),
  );
});

/** The count that stood at an instant. */
const countAt = (steps: Played, instant: SimTime): number =>
  steps.findLast(({ at }) => at <= instant)?.replicas ?? steps[0]!.replicas;

/** What the rules allow at most or at least, counted from what stood when each policy's period began. */
function allowed(rules: RulesPlan, isUp: boolean, grant: (policy: HPAScalingPolicy) => number): number {
  const grants = rules.policies.map(grant);
  return isUp === (rules.selectPolicy === "Max") ? Math.max(...grants) : Math.min(...grants);
}

// Upstream forgets the events of a direction when the longest period of its own policies is over, and so would lose one that
// a longer period of the other direction still needs: hence the same longest period for both.
test("a policy counts from the replicas that stood when its period began, where both directions look back equally far", () => {
  const longest: HPAScalingPolicy = { type: "Pods", value: 3, periodSeconds: 1800 };
  const withLongest = (rules: HPAScalingRules = {}): HPAScalingRules => ({
    ...rules,
    policies: [...(rules.policies ?? []), longest],
  });
  fc.assert(
    fc.property(behaviors(), wishesUp, fc.integer({ min: 1, max: 50 }), ({ scaleUp, scaleDown }, wishes, first) => {
      const plan = planOf(withLongest(scaleUp), withLongest(scaleDown));
      const steps = playWishes(plan, first, wishes);
      const expected = wishes.map(({ wish }, index) => {
        const { at } = steps[index + 1]!;
        const past = steps.slice(0, index + 1);
        const current = past.at(-1)!.replicas;
        const isUp = wish > current;
        const rules = isUp ? plan.scaleUp : plan.scaleDown;
        const limit = allowed(rules, isUp, ({ type, value, periodSeconds }) => {
          const began = countAt(past, minus(at, seconds(periodSeconds)));
          if (type === "Pods") return began + (isUp ? value : -value);
          return isUp ? Math.ceil(began * (1 + value / 100)) : Math.trunc(began * (1 - value / 100));
        });
        if (rules.selectPolicy === "Disabled") return current;
        return isUp ? Math.min(wish, 5000, Math.max(limit, current)) : Math.max(wish, 1, Math.min(limit, current));
      });
      expect(steps.slice(1).map(({ replicas }) => replicas)).toEqual(expected);
    }),
  );
});
