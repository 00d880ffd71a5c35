import { expect, test } from "vitest";
import {
  actionAt,
  at,
  counts,
  deleted,
  end,
  evidenceOf,
  loadEnd,
  loadOf,
  loadStart,
  moment,
  named,
  scaled,
  verdictOf,
} from "../../fixtures/trace.ts";
import type { Fact } from "../trace/fact.ts";
import { minutes, seconds } from "../units.ts";
import type { Comparison, ExpectationBody, Moment, ReplicaClaim } from "./expectation.ts";
import { replicaHours, replicaSteps, stepsWithin } from "./replica-steps.ts";

const target = { namespace: "default", name: "web" };
const exactly = (count: number): Comparison => ({ min: count, max: count });

type Window = { readonly after?: Moment; readonly until?: Moment };

const claim = (holds: Comparison, field: ReplicaClaim["field"] = "replicas"): ReplicaClaim => ({
  target,
  field,
  holds,
});

const reaches = (holds: Comparison, within: number, after: Moment = moment(0)): ExpectationBody => ({
  verb: "reaches",
  ...claim(holds),
  within: seconds(within),
  after,
});

const over = (
  verb: "never" | "stays",
  of: ReplicaClaim,
  { after = moment(0), until = end }: Window = {},
): ExpectationBody => ({ verb, ...of, after, until });

const changes = (
  count: Comparison,
  inSeconds: number,
  { after = moment(0), until = end }: Window = {},
): ExpectationBody => ({
  verb: "changes",
  target,
  count,
  in: seconds(inSeconds),
  after,
  until,
});

const settles = (of: {
  readonly within: number;
  readonly after?: Moment;
  readonly for?: number;
  readonly replicas?: Comparison;
}): ExpectationBody => ({
  verb: "settles",
  target,
  within: seconds(of.within),
  after: of.after ?? moment(0),
  for: seconds(of.for ?? 120),
  ...(of.replicas === undefined ? {} : { replicas: of.replicas }),
});

/** 1 replica in the warm-up, 2 and then 4 while a load lasts from 2 to 10 minutes, and 2 again when it is over. */
const spike: readonly Fact[] = [scaled(-600, 1), scaled(135, 2), scaled(150, 4), scaled(900, 2)];
const settings = {
  loads: [loadOf("spike", 120, 600), loadOf("baseline", -600, 1800)],
  actions: [{ kind: "restart", name: "deploy", at: seconds(300), target } as const],
};

type Row = readonly [title: string, body: ExpectationBody, verdict: string];

const judged = (title: string, facts: readonly Fact[], rows: readonly Row[]): void => {
  test.for(rows)(`${title}: %s`, ([, body, verdict]) => {
    expect(verdictOf(body, evidenceOf(facts, settings))).toBe(verdict);
  });
};

judged("reaches", spike, [
  [
    "says when, and how long that took",
    reaches(exactly(4), 60, loadStart("spike")),
    "met at 150: 4 replicas at 2m30s, 30s after load.spike",
  ],
  [
    "is met at the last instant of its time",
    reaches(exactly(4), 30, loadStart("spike")),
    "met at 150: 4 replicas at 2m30s, 30s after load.spike",
  ],
  [
    "is not met a microsecond later, and tells what was seen",
    { ...reaches(exactly(4), 0), within: seconds(29.999_999), after: loadStart("spike") } as ExpectationBody,
    "not met at 149.999999: never 4 replicas from 2m0s to 2m29.999999s; seen: 1, 2",
  ],
  [
    "is met at once by what holds already, be it from the warm-up",
    reaches({ max: 1 }, 60),
    "met at 0: 1 replica at 0s, 0s after 0s",
  ],
  [
    "looks no further than the end of the run",
    reaches({ min: 5 }, 3600, loadEnd("spike", -60)),
    "not met at 1800: never >= 5 replicas from 9m0s to 30m0s; seen: 4, 2",
  ],
  [
    "counts a load that was always there from zero",
    reaches(exactly(2), 300, loadStart("baseline")),
    "met at 135: 2 replicas at 2m15s, 2m15s after load.baseline",
  ],
  [
    "counts from an action, with an offset",
    reaches(exactly(2), 600, actionAt("deploy", 60)),
    "met at 900: 2 replicas at 15m0s, 9m0s after action.deploy + 1m0s",
  ],
  [
    "tells each count once",
    reaches(exactly(3), 1800),
    "not met at 1800: never 3 replicas from 0s to 30m0s; seen: 1, 2, 4",
  ],
]);

judged("never", spike, [
  [
    "tells the range when it is met",
    over("never", claim({ min: 4, minExclusive: true })),
    "met at 1800: between 1 and 4 replicas",
  ],
  [
    "tells the first offence",
    over("never", claim({ min: 2, minExclusive: true })),
    "not met at 150: 4 replicas at 2m30s",
  ],
  [
    "begins with what holds at the beginning of its span",
    over("never", claim({ min: 4 }), { after: moment(300), until: moment(600) }),
    "not met at 300: 4 replicas at 5m0s",
  ],
  [
    "sees a change at the last instant of its span",
    over("never", claim(exactly(2)), { after: loadEnd("spike"), until: moment(900) }),
    "not met at 900: 2 replicas at 15m0s",
  ],
  [
    "does not see it when the span ends a microsecond sooner",
    over("never", claim(exactly(2)), { after: loadEnd("spike"), until: moment(899.999_999) }),
    "met at 899.999999: always 4 replicas",
  ],
  [
    "at the instant of a change only what comes of it counts",
    over("never", claim(exactly(1)), { after: moment(135) }),
    "met at 1800: between 2 and 4 replicas",
  ],
  ["does not look at the warm-up", over("never", claim({ max: 0 })), "met at 1800: between 1 and 4 replicas"],
]);

judged("stays", spike, [
  ["tells the range when it is met", over("stays", claim({ min: 1, max: 4 })), "met at 1800: between 1 and 4 replicas"],
  [
    "tells the one count that there was",
    over("stays", claim(exactly(4)), { after: moment(150), until: moment(899) }),
    "met at 899: always 4 replicas",
  ],
  ["tells the first offence", over("stays", claim({ max: 3 })), "not met at 150: 4 replicas at 2m30s"],
  [
    "sees a change at the last instant",
    over("stays", claim(exactly(4)), { after: moment(150), until: moment(900) }),
    "not met at 900: 2 replicas at 15m0s",
  ],
  [
    "has an end that counts back from that of the run",
    over("stays", claim(exactly(2)), { after: moment(900), until: { kind: "end", offset: seconds(-30) } }),
    "met at 1770: always 2 replicas",
  ],
]);

const flapping: readonly Fact[] = [
  scaled(-600, 1),
  scaled(0, 2),
  ...[60, 120, 180, 600, 630].map((second) => scaled(second, second)),
];

judged("changes", flapping, [
  ["tells the busiest window", changes({ max: 3 }, 121), "met at 60: at most 3 changes within 2m1s from 1m0s"],
  [
    "a window does not hold the change at its very end",
    changes({ max: 2 }, 120),
    "met at 60: at most 2 changes within 2m0s from 1m0s",
  ],
  [
    "is not met when one window has too many",
    changes({ max: 1 }, 31),
    "not met at 600: at most 2 changes within 31s from 10m0s, wanted <= 1",
  ],
  [
    "may ask for changes",
    changes({ min: 6 }, 1800),
    "not met at 60: at most 5 changes within 30m0s from 1m0s, wanted >= 6",
  ],
  [
    "what is written at zero has held all along",
    changes({ max: 5 }, 1800),
    "met at 60: at most 5 changes within 30m0s from 1m0s",
  ],
  [
    "a change at the beginning of the span does not belong to it, one at its end does",
    changes(exactly(2), 1800, { after: moment(60), until: moment(180) }),
    "met at 120: at most 2 changes within 30m0s from 2m0s",
  ],
  [
    "no change has no window",
    changes({ max: 0 }, 60, { after: moment(700) }),
    "met at 1800: at most 0 changes within 1m0s",
  ],
  [
    "a single one reads well",
    changes({ max: 0 }, 10, { after: moment(60), until: moment(130) }),
    "not met at 120: at most 1 change within 10s from 2m0s, wanted <= 0",
  ],
]);

judged("settles", spike, [
  [
    "tells where, since when, and how long that took",
    settles({ within: 600, after: loadEnd("spike"), replicas: exactly(2) }),
    "met at 900: 2 replicas from 15m0s on, 5m0s after load.spike.end",
  ],
  ["is met by what is still already", settles({ within: 60 }), "met at 0: 1 replica from 0s on, 0s after 0s"],
  [
    "is met where it is still for just so long",
    settles({ within: 600, after: moment(150), for: 750 }),
    "met at 150: 4 replicas from 2m30s on, 0s after 2m30s",
  ],
  [
    "goes on to the next where it is not still for so long",
    settles({ within: 750, after: moment(150), for: 751 }),
    "met at 900: 2 replicas from 15m0s on, 12m30s after 2m30s",
  ],
  [
    "is not met when that comes too late",
    settles({ within: 749, after: moment(150), for: 751 }),
    "not met at 899: not still for 12m31s by 14m59s; replicas: 4 at 2m30s, 2 at 15m0s",
  ],
  [
    "is not met when the run ends sooner",
    settles({ within: 1200, after: loadEnd("spike"), for: 901, replicas: exactly(2) }),
    "not met at 1800: not still at 2 for 15m1s by 30m0s; replicas: 4 at 10m0s, 2 at 15m0s",
  ],
  [
    "is not met elsewhere",
    settles({ within: 1200, after: moment(900), replicas: { min: 3 } }),
    "not met at 1800: not still at >= 3 for 2m0s by 30m0s; replicas: 2 at 15m0s",
  ],
]);

test("shows the last changes that kept a workload from settling in time", () => {
  const many = Array.from({ length: 20 }, (_, index) => scaled(90 * index, index));
  expect(verdictOf(settles({ within: 600 }), evidenceOf(many))).toBe(
    "not met at 600: not still for 2m0s by 10m0s; replicas: …, 4 at 6m0s, 5 at 7m30s, 6 at 9m0s, 7 at 10m30s, 8 at 12m0s",
  );
});

test("of several values at one instant only the last counts", () => {
  const facts = [scaled(-1, 1), scaled(60, 9), scaled(60, 3), scaled(120, 8), scaled(120, 3)];
  const steps = replicaSteps(evidenceOf(facts).trace, target, "replicas");
  expect(steps).toEqual([
    { at: at(-1), value: 1 },
    { at: at(60), value: 3 },
  ]);
  expect(verdictOf(over("never", claim({ min: 8 })), evidenceOf(facts))).toBe("met at 1800: between 1 and 3 replicas");
  expect(verdictOf(changes({ max: 1 }, 1800), evidenceOf(facts))).toBe(
    "met at 60: at most 1 change within 30m0s from 1m0s",
  );
});

test("there and back at one instant is no change", () => {
  const facts = [scaled(0, 1), scaled(60, 5), scaled(60, 1)];
  expect(replicaSteps(evidenceOf(facts).trace, target, "replicas")).toEqual([{ at: at(0), value: 1 }]);
});

test("a deleted workload has none left, until it is made anew", () => {
  const facts = [scaled(0, 3), counts(10, 3, 3), deleted(60), scaled(120, 2), counts(130, 2, 0), counts(140, 2, 2)];
  const { trace } = evidenceOf(facts);
  const values = (field: Parameters<typeof replicaSteps>[2]) =>
    replicaSteps(trace, target, field).map(({ at: instant, value }) => [(instant - trace.zero) / 1e6, value]);
  expect(values("replicas")).toEqual([
    [0, 3],
    [60, 0],
    [120, 2],
  ]);
  expect(values("readyReplicas")).toEqual([
    [10, 3],
    [60, 0],
    [140, 2],
  ]);
  expect(values("statusReplicas")).toEqual([
    [10, 3],
    [60, 0],
    [130, 2],
  ]);
  expect(verdictOf(over("stays", claim({ min: 1 })), evidenceOf(facts))).toBe("not met at 60: 0 replicas at 1m0s");
});

test.for([
  ["reaches", reaches(exactly(1), 60), "not met at 60: never 1 replica from 0s to 1m0s; seen: 0"],
  ["never", over("never", claim({ min: 1 })), "met at 1800: always 0 replicas"],
  ["stays", over("stays", claim({ min: 1 }, "readyReplicas")), "not met at 0: 0 ready replicas at 0s"],
  ["changes", changes({ min: 1 }, 60), "not met at 1800: at most 0 changes within 1m0s, wanted >= 1"],
  [
    "settles",
    settles({ within: 60, replicas: exactly(2) }),
    "not met at 60: not still at 2 for 2m0s by 1m0s; replicas: 0 at 0s",
  ],
] as const)("a target that never appears has 0 replicas: %s", ([, body, verdict]) => {
  expect(verdictOf(body, evidenceOf([scaled(0, 4, named("Deployment", "other"))]))).toBe(verdict);
});

test("a ReplicaSet of the same name is another workload", () => {
  const facts = [scaled(0, 2), scaled(0, 7, named("ReplicaSet")), counts(5, 7, 7, named("ReplicaSet"))];
  const { trace } = evidenceOf(facts);
  expect(replicaSteps(trace, target, "replicas")).toEqual([{ at: at(0), value: 2 }]);
  expect(replicaSteps(trace, named("ReplicaSet"), "replicas")).toEqual([{ at: at(0), value: 7 }]);
  expect(replicaSteps(trace, target, "statusReplicas")).toEqual([]);
});

test("ready replicas are those of the status, others are not looked at", () => {
  const ready = (holds: Comparison): ExpectationBody => over("stays", claim(holds, "readyReplicas"));
  const facts = [
    scaled(0, 2),
    counts(0, 1, 1),
    counts(20, 9, 2),
    counts(30, 7, 7, named("ReplicaSet", "web-6d4cf56db6")),
    counts(40, 7, 7, { ...named("Deployment"), namespace: "other" }),
    deleted(50, named("HorizontalPodAutoscaler")),
  ];
  expect(verdictOf(ready({ min: 1, max: 2 }), evidenceOf(facts))).toBe("met at 1800: between 1 and 2 ready replicas");
  expect(verdictOf(ready({ max: 1 }), evidenceOf(facts))).toBe("not met at 20: 2 ready replicas at 20s");
  expect(verdictOf(ready({ min: 2 }), evidenceOf(facts))).toBe("not met at 0: 1 ready replica at 0s");
});

test("moments outside of the run are its ends", () => {
  const early = over("stays", claim(exactly(1)), { after: loadStart("spike", -3600), until: loadStart("spike") });
  expect(verdictOf(early, evidenceOf(spike, settings))).toBe("met at 120: always 1 replica");
  const late = over("stays", claim(exactly(2)), { after: loadEnd("spike", 3600), until: end });
  expect(verdictOf(late, evidenceOf(spike, settings))).toBe("met at 1800: always 2 replicas");
});

test("a moment reads as it is written", () => {
  const after: readonly Moment[] = [
    loadStart("spike"),
    loadStart("spike", 30),
    loadEnd("spike", -90),
    actionAt("deploy"),
    actionAt("deploy", -30),
    { kind: "end", offset: minutes(-1) },
    end,
    moment(75),
  ];
  const texts = after.map((each) =>
    verdictOf(reaches({}, 1, each), evidenceOf(spike, settings)).replace(/.* after /, ""),
  );
  expect(texts).toEqual([
    "load.spike",
    "load.spike + 30s",
    "load.spike.end - 1m30s",
    "action.deploy",
    "action.deploy - 30s",
    "end - 1m0s",
    "end",
    "1m15s",
  ]);
});

test("an interval has what held at its beginning, and every change up to its end", () => {
  const { trace } = evidenceOf(spike);
  const steps = replicaSteps(trace, target, "replicas");
  expect(stepsWithin(steps, { from: at(140), to: at(150) })).toEqual([
    { at: at(140), value: 2 },
    { at: at(150), value: 4 },
  ]);
  expect(stepsWithin([], { from: at(0), to: at(1) })).toEqual([{ at: at(0), value: 0 }]);
});

test("replica-hours are the integral of a count over an interval", () => {
  const { trace } = evidenceOf([scaled(-600, 10), scaled(900, 4)]);
  const hours = (from: number, to: number): number =>
    replicaHours(replicaSteps(trace, target, "replicas"), { from: at(from), to: at(to) });
  expect(hours(0, 1800)).toBeCloseTo((10 * 900 + 4 * 900) / 3600, 12);
  expect([hours(0, 360), hours(900, 1800), hours(900, 900), hours(-1200, -600)]).toEqual([1, 1, 0, 0]);
});
