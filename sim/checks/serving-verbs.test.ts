import { expect, test } from "vitest";
import { counts, deleted, end, evidenceOf, moment, named, scaled, serving, verdictOf } from "../../fixtures/trace.ts";
import type { Comparison, ExpectationBody, Moment } from "./expectation.ts";

const service = { namespace: "default", name: "web" };

type Window = { readonly after?: Moment; readonly until?: Moment };

const latency = (
  percentile: number | "mean",
  bound: Comparison,
  { after = moment(0), until = end }: Window = {},
): ExpectationBody => ({ verb: "latency", service, percentile, bound, after, until });

const below = (seconds: number): Comparison => ({ max: seconds, maxExclusive: true });

/** 100 requests per second: at 50 ms in the warm-up and up to 5 minutes, at 200 ms up to 10, at 100 ms from then on. */
const slower = serving(
  [
    { from: -600, serviceSeconds: 0.05 },
    { from: 300, serviceSeconds: 0.2 },
    { from: 600, serviceSeconds: 0.1 },
  ].map((stretch) => ({ ...stretch, offered: 100, served: 100, slots: 1000 })),
);

// 300 s of 1800 s at 50 ms, 300 s at 200 ms, 1200 s at 100 ms.
test.for<readonly [string, ExpectationBody, string]>([
  ["the mean", latency("mean", below(0.2)), "met at 1800: mean 108ms (wanted < 200ms)"],
  ["a percentile", latency(50, below(0.2)), "met at 1800: p50 100ms (wanted < 200ms)"],
  ["the slowest", latency(99.9, below(0.2)), "not met at 1800: p99.9 200ms (wanted < 200ms)"],
  [
    "one just below the edge of two kinds of answer",
    latency(83, below(0.15)),
    "met at 1800: p83 100ms (wanted < 150ms)",
  ],
  ["one just above it", latency(84, below(0.15)), "not met at 1800: p84 200ms (wanted < 150ms)"],
  ["of a part of the run", latency(95, below(0.1), { until: moment(300) }), "met at 300: p95 50ms (wanted < 100ms)"],
  [
    "of a part that begins and ends in mid-segment",
    latency("mean", { min: 0.1, max: 0.12 }, { after: moment(550), until: moment(850) }),
    "met at 850: mean 117ms (wanted 100ms..120ms)",
  ],
])("latency: %s", ([, body, verdict]) => {
  expect(verdictOf(body, evidenceOf(slower))).toBe(verdict);
});

test("without an answer no latency is kept", () => {
  const nobody = serving([{ from: 0, offered: 10, served: 0, refused: 10, pods: 0, slots: 0 }]);
  const verdict = "not met at 1800: no request was answered in that time";
  expect(verdictOf(latency(95, below(10)), evidenceOf(nobody))).toBe(verdict);
  expect(verdictOf(latency("mean", below(10)), evidenceOf([]))).toBe(verdict);
  const warmupOnly = serving([
    { from: -600, offered: 10, served: 10 },
    { from: 0, offered: 0, served: 0 },
  ]);
  expect(verdictOf(latency("mean", below(10)), evidenceOf(warmupOnly))).toBe(verdict);
});

const errors = (max: number, { after = moment(0), until = end }: Window = {}): ExpectationBody => ({
  verb: "errors",
  service,
  bound: { max },
  after,
  until,
});

/** Everything is refused in the warm-up, 10 % refused and 5 % timed out from 5 to 10 minutes. */
const losing = serving([
  { from: -600, offered: 100, served: 0, refused: 100 },
  { from: 0, offered: 100, served: 100 },
  { from: 300, offered: 100, served: 85, refused: 10, timedOut: 5 },
  { from: 600, offered: 100, served: 100 },
]);

test.for<readonly [string, ExpectationBody, string]>([
  [
    "counts what is refused and what times out",
    errors(0.03),
    "met at 1800: 2.5%: 3000 refused and 1500 timed out of 180000 (wanted <= 3%)",
  ],
  [
    "is not met above the bound",
    errors(0.02),
    "not met at 1800: 2.5%: 3000 refused and 1500 timed out of 180000 (wanted <= 2%)",
  ],
  [
    "is met at the bound",
    errors(0.15, { after: moment(300), until: moment(600) }),
    "met at 600: 15%: 3000 refused and 1500 timed out of 30000 (wanted <= 15%)",
  ],
  [
    "counts parts of segments",
    errors(0, { after: moment(599), until: moment(601) }),
    "not met at 601: 7.5%: 10 refused and 5 timed out of 200 (wanted <= 0%)",
  ],
  [
    "leaves the warm-up out",
    errors(0, { until: moment(300) }),
    "met at 300: 0%: 0 refused and 0 timed out of 30000 (wanted <= 0%)",
  ],
])("errors: %s", ([, body, verdict]) => {
  expect(verdictOf(body, evidenceOf(losing))).toBe(verdict);
});

test("nothing that comes is nothing that fails", () => {
  const verdict = "met at 1800: 0%: 0 refused and 0 timed out of 0 (wanted <= 0%)";
  expect(verdictOf(errors(0), evidenceOf([]))).toBe(verdict);
  expect(verdictOf(errors(0), evidenceOf(serving([{ from: -600, offered: 0, served: 0 }])))).toBe(verdict);
});

test("pools and workloads of one Service count together, other Services do not", () => {
  const facts = [
    ...serving([{ from: -600, offered: 90, served: 90 }]),
    ...serving([{ from: -600, offered: 10, served: 0, refused: 10 }], { pool: 2 }),
    ...serving([{ from: -600, offered: 100, served: 100 }], { workload: "canary" }),
    ...serving([{ from: -600, offered: 100, served: 0, refused: 100 }], { service: "other" }),
  ];
  expect(verdictOf(errors(0.05), evidenceOf(facts))).toBe(
    "met at 1800: 5%: 18000 refused and 0 timed out of 360000 (wanted <= 5%)",
  );
});

const costs = (max: number, { after = moment(0), until = end }: Window = {}): ExpectationBody => ({
  verb: "costs",
  target: service,
  bound: { max },
  after,
  until,
});

/** 10 pods in the warm-up, 6 for a quarter of an hour, 3 for a tenth, then none. What is asked for does not matter. */
const pods = [
  counts(-600, 10, 0),
  scaled(0, 100),
  counts(0, 6, 1),
  counts(900, 3, 3),
  counts(900, 9, 9, named("ReplicaSet", "web-6d4cf56db6")),
  deleted(1260),
];

test.for<readonly [string, ExpectationBody, string]>([
  ["are kept at the bound", costs(1.8), "met at 1800: 1.8 replica-hours (wanted <= 1.8)"],
  ["are not kept above it", costs(1.799), "not met at 1800: 1.8 replica-hours (wanted <= 1.799)"],
  [
    "are those of the span",
    costs(1, { after: moment(600), until: moment(1080) }),
    "met at 1080: 0.65 replica-hours (wanted <= 1)",
  ],
  ["are none where there is nothing", costs(0, { after: moment(1260) }), "met at 1800: 0 replica-hours (wanted <= 0)"],
])("costs: %s", ([, body, verdict]) => {
  expect(verdictOf(body, evidenceOf(pods))).toBe(verdict);
});

test.for([
  [0.000_000_4, "0.4µs"],
  [0.000_9, "900µs"],
  [0.000_999_6, "1ms"],
  [0.012_34, "12.3ms"],
  [0.999_4, "999ms"],
  [0.999_6, "1s"],
  [1.346, "1.35s"],
  [75, "75s"],
  [1234.5, "1235s"],
] as const)("%d seconds are written %s", ([serviceSeconds, text]) => {
  const facts = serving([{ from: -600, offered: 1, served: 1, slots: 1e6, serviceSeconds }]);
  expect(verdictOf(latency("mean", { min: 0 }), evidenceOf(facts))).toBe(`met at 1800: mean ${text} (wanted >= 0s)`);
});
