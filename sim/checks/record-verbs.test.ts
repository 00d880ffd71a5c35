import { expect, test } from "vitest";
import { condition, deleted, end, event, evidenceOf, moment, named, verdictOf } from "../../fixtures/trace.ts";
import type { Fact } from "../trace/fact.ts";
import type { Comparison, ExpectationBody, Moment } from "./expectation.ts";

const hpa = { namespace: "default", name: "web" };

type Window = { readonly after?: Moment; readonly until?: Moment };

const has = (
  of: { readonly status?: "True" | "False" | "Unknown"; readonly reason?: string; readonly type?: string },
  { after = moment(0), until = end }: Window = {},
): ExpectationBody => ({ verb: "condition", hpa, type: "ScalingLimited", status: "True", ...of, after, until });

const tooMany = { status: "True", reason: "TooManyReplicas" } as const;
const within = { status: "False", reason: "DesiredWithinRange" } as const;
const scaleUpLimit = { status: "True", reason: "ScaleUpLimit" } as const;

/** Within range from the warm-up on; limited by the rate at 5 minutes, by the maximum from 6 to 15. */
const limited: readonly Fact[] = [
  condition(-570, within),
  condition(300, scaleUpLimit),
  condition(360, tooMany),
  condition(900, within),
];

test.for<readonly [string, ExpectationBody, string]>([
  ["tells the first instant at which it is so", has({}), "met at 300: ScalingLimited=True ScaleUpLimit at 5m0s"],
  [
    "tells the first instant with the reason",
    has({ reason: "TooManyReplicas" }),
    "met at 360: ScalingLimited=True TooManyReplicas at 6m0s",
  ],
  [
    "what holds when the span begins counts, and is so at its beginning",
    has({ status: "False" }),
    "met at 0: ScalingLimited=False DesiredWithinRange at 0s",
  ],
  [
    "a change at the last instant of the span belongs to it",
    has({ reason: "TooManyReplicas" }, { until: moment(360) }),
    "met at 360: ScalingLimited=True TooManyReplicas at 6m0s",
  ],
  [
    "one a microsecond later does not",
    has({ reason: "TooManyReplicas" }, { until: moment(359.999_999) }),
    "not met at 359.999999: seen: ScalingLimited=False DesiredWithinRange at 0s, ScalingLimited=True ScaleUpLimit at 5m0s",
  ],
  [
    "at the instant of a change only what comes of it counts",
    has({ reason: "TooManyReplicas" }, { after: moment(900) }),
    "not met at 1800: seen: ScalingLimited=False DesiredWithinRange at 15m0s",
  ],
  [
    "another status is not enough",
    has({ status: "Unknown" }, { after: moment(900) }),
    "not met at 1800: seen: ScalingLimited=False DesiredWithinRange at 15m0s",
  ],
  [
    "another type is not enough",
    has({ type: "ScalingActive" }),
    "not met at 1800: no condition ScalingActive in that time",
  ],
])("condition: %s", ([, body, verdict]) => {
  expect(verdictOf(body, evidenceOf(limited))).toBe(verdict);
});

test("a condition of another HPA does not count", () => {
  const elsewhere = [
    condition(60, tooMany, named("HorizontalPodAutoscaler", "api")),
    condition(60, tooMany, { ...named("HorizontalPodAutoscaler"), namespace: "shop" }),
    condition(60, tooMany, named("Deployment")),
  ];
  expect(verdictOf(has({}), evidenceOf(elsewhere))).toBe("not met at 1800: no condition ScalingLimited in that time");
});

test("of several conditions at one instant only the last counts", () => {
  const facts = [condition(60, tooMany), condition(60, within)];
  expect(verdictOf(has({}), evidenceOf(facts))).toBe(
    "not met at 1800: seen: ScalingLimited=False DesiredWithinRange at 1m0s",
  );
});

test("an HPA that is gone has no conditions", () => {
  const gone = deleted(600, named("HorizontalPodAutoscaler"));
  const facts = [condition(60, tooMany), gone, condition(700, within)];
  expect(verdictOf(has({}, { after: moment(599) }), evidenceOf(facts))).toBe(
    "met at 599: ScalingLimited=True TooManyReplicas at 9m59s",
  );
  expect(verdictOf(has({}, { after: moment(600), until: moment(650) }), evidenceOf(facts))).toBe(
    "not met at 650: no condition ScalingLimited in that time",
  );
  expect(verdictOf(has({}, { after: moment(600) }), evidenceOf(facts))).toBe(
    "not met at 1800: seen: ScalingLimited=False DesiredWithinRange at 11m40s",
  );
});

test("no more than the first few states are shown", () => {
  const flapping = Array.from({ length: 9 }, (_, index) => condition(60 * index, index % 2 === 0 ? tooMany : within));
  const states = ["True TooManyReplicas at 0s", "False DesiredWithinRange at 1m0s", "True TooManyReplicas at 2m0s"];
  const more = ["False DesiredWithinRange at 3m0s", "True TooManyReplicas at 4m0s"];
  const seen = [...states, ...more].map((state) => `ScalingLimited=${state}`).join(", ");
  expect(verdictOf(has({ reason: "ScaleUpLimit" }), evidenceOf(flapping))).toBe(`not met at 1800: seen: ${seen} …`);
});

const happens = (
  count: Comparison,
  of: { readonly reason?: string; readonly messageContains?: string; readonly kind?: string } = {},
  { after = moment(0), until = end }: Window = {},
): ExpectationBody => {
  const { kind = "HorizontalPodAutoscaler", reason = "SuccessfulRescale", ...rest } = of;
  return { verb: "event", involved: { ...hpa, kind }, reason, ...rest, count, after, until };
};

const rescales: readonly Fact[] = [
  event(-300, "SuccessfulRescale", { message: "New size: 1; reason: All metrics below target" }),
  event(60, "FailedGetResourceMetric", { message: "no metrics returned" }),
  event(120, "SuccessfulRescale", { message: "New size: 2; reason: cpu resource above target" }),
  event(180, "SuccessfulRescale", { message: "New size: 4; reason: cpu resource above target" }),
  event(240, "ScalingReplicaSet", { message: "Scaled up", involved: named("Deployment") }),
];

test.for<readonly [string, ExpectationBody, string]>([
  ["tells how often and when", happens({ min: 1 }), "met at 120: 2 events SuccessfulRescale at 2m0s, 3m0s"],
  [
    "looks for a part of the message",
    happens({ min: 1, max: 1 }, { messageContains: "New size: 4" }),
    "met at 180: 1 event SuccessfulRescale at 3m0s",
  ],
  [
    "tells what was wanted when there are too many",
    happens({ max: 1 }),
    "not met at 120: 2 events SuccessfulRescale at 2m0s, 3m0s, wanted <= 1",
  ],
  [
    "tells the messages when none has the part",
    happens({ min: 1 }, { messageContains: "New size: 3" }),
    'not met at 1800: 0 events SuccessfulRescale with that message; there were "New size: 2; reason: cpu resource above target", "New size: 4; reason: cpu resource above target", wanted >= 1',
  ],
  [
    "tells the other reasons when none has this one",
    happens({ min: 1 }, { reason: "FailedRescale" }),
    "not met at 1800: 0 events FailedRescale; there were FailedGetResourceMetric, SuccessfulRescale, wanted >= 1",
  ],
  [
    "tells that there was nothing at all",
    happens({ min: 1 }, { kind: "ReplicaSet" }),
    "not met at 1800: 0 events SuccessfulRescale; no event about it at all, wanted >= 1",
  ],
  [
    "none may be what is wanted",
    happens({ max: 0 }, { reason: "FailedRescale" }),
    "met at 1800: 0 events FailedRescale; there were FailedGetResourceMetric, SuccessfulRescale",
  ],
  [
    "both ends of the span belong to it",
    happens({ min: 2, max: 2 }, {}, { after: moment(120), until: moment(180) }),
    "met at 120: 2 events SuccessfulRescale at 2m0s, 3m0s",
  ],
  [
    "what lies outside does not",
    happens({ min: 1 }, {}, { after: moment(120.000_001), until: moment(179.999_999) }),
    "not met at 179.999999: 0 events SuccessfulRescale; no event about it at all, wanted >= 1",
  ],
  [
    "another object has its own events",
    happens({ min: 1 }, { kind: "Deployment", reason: "ScalingReplicaSet" }),
    "met at 240: 1 event ScalingReplicaSet at 4m0s",
  ],
])("event: %s", ([, body, verdict]) => {
  expect(verdictOf(body, evidenceOf(rescales))).toBe(verdict);
});

test("several events at one instant each count, and the first few are shown", () => {
  const six = Array.from({ length: 6 }, () => event(60, "FailedGetResourceMetric"));
  expect(verdictOf(happens({ min: 6, max: 6 }, { reason: "FailedGetResourceMetric" }), evidenceOf(six))).toBe(
    "met at 60: 6 events FailedGetResourceMetric at 1m0s, 1m0s, 1m0s, 1m0s, 1m0s …",
  );
});

const alertFact = (second: number, state: "pending" | "firing" | "inactive", labels = "{}"): Fact => ({
  ...{ at: deleted(second, named("Pod", "x")).at, kind: "alert", name: "HighCpu", state, labels },
});

const notice = (second: number, status: "firing" | "resolved"): Fact => ({
  ...{ at: deleted(second, named("Pod", "x")).at, kind: "notification", receiver: "mail", status, alerts: ["HighCpu"] },
});

/** Pending at 1 minute, fires at 3, is over at 10; another one is pending at 2 and gone at 4, before it fired. */
const alerts: readonly Fact[] = [
  alertFact(60, "pending"),
  alertFact(120, "pending", "{b}"),
  alertFact(180, "firing"),
  notice(210, "firing"),
  alertFact(240, "inactive", "{b}"),
  alertFact(600, "inactive"),
  notice(630, "resolved"),
];

const alerted = (
  of: { readonly state: "pending" | "firing" | "resolved"; readonly receiver?: string; readonly count?: Comparison },
  { after = moment(0), until = end }: Window = {},
): ExpectationBody => ({ verb: "alert", name: "HighCpu", count: { min: 1 }, ...of, after, until });

test.for<readonly [string, ExpectationBody, string]>([
  [
    "every turn into the state counts",
    alerted({ state: "pending", count: { min: 2, max: 2 } }),
    "met at 60: alert HighCpu: pending at 1m0s, pending at 2m0s, firing at 3m0s, resolved at 10m0s",
  ],
  [
    "one that fires as the span begins counts",
    alerted({ state: "firing" }, { after: moment(300) }),
    "met at 300: alert HighCpu: firing at 5m0s, resolved at 10m0s",
  ],
  [
    "one that was over before does not",
    alerted({ state: "firing" }, { after: moment(700) }),
    "not met at 1800: alert HighCpu: never in that time, wanted firing >= 1 times",
  ],
  [
    "one that went without having fired is not pending any more",
    alerted({ state: "pending", count: { max: 0 } }, { after: moment(300) }),
    "met at 1800: alert HighCpu: firing at 5m0s, resolved at 10m0s",
  ],
  [
    "a receiver's notices count by themselves",
    alerted({ state: "resolved", receiver: "mail" }, { after: moment(300) }),
    "met at 630: receiver mail: alert HighCpu: resolved at 10m30s",
  ],
])("alert: %s", ([, expectation, verdict]) => {
  expect(verdictOf(expectation, evidenceOf(alerts))).toBe(verdict);
});
