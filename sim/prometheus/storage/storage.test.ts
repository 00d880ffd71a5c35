import fc from "fast-check";
import { expect, test } from "vitest";
import { compileRegex } from "../../regex.ts";
import { emptyHistogram } from "../promql/histogram/histogram.ts";
import { type Labels, labelsOf, labelValue } from "../promql/labels.ts";
import { type Matcher, type MatchOperator, matcherOf } from "../promql/matcher.ts";
import { sampleKinds } from "../promql/series.ts";
import type { Appender } from "./appender.ts";
import { createStorage, type Storage } from "./storage.ts";

const start = 1_700_000_000_000;

const named = (name: string, others: Readonly<Record<string, string>> = {}): Labels =>
  labelsOf([["__name__", name], ...Object.entries(others)]);

function matcher(name: string, operator: MatchOperator, value: string): Matcher {
  const made = matcherOf({ name, operator, value }, compileRegex);
  if (made.kind === "invalid") throw new Error(made.because);
  return made.matcher;
}

function appendAll(storage: Storage, append: (appender: Appender) => unknown): unknown {
  const appender = storage.appender();
  const answer = append(appender);
  appender.commit();
  return answer;
}

const keeping = (reachMilliseconds = Infinity): Storage => createStorage({ reachMilliseconds });

/** The samples of a metric: its values, histograms and `stale`. */
const samplesOf = (storage: Storage, name: string): readonly (readonly (readonly [number, unknown])[])[] =>
  storage.select([matcher("__name__", "=", name)], -Infinity, Infinity).map((series) =>
    Array.from({ length: series.count }, (_, at) => {
      const kind = series.kinds?.[at] ?? sampleKinds.float;
      const value = kind === sampleKinds.histogram ? series.histograms?.[at] : series.values[at];
      return [series.timestamps[at] ?? 0, kind === sampleKinds.stale ? "stale" : value] as const;
    }),
  );

/** Source: tsdb/head_append.go (appendable), storage/errors.go; the same against the real head, see docs. */
const second: readonly (readonly [title: string, time: number, value: number | "stale", text: string | undefined])[] = [
  ["a later sample is taken", start + 1, 2, undefined],
  ["the same sample again is taken", start, 1, undefined],
  [
    "another value for the instant is a duplicate",
    start,
    2,
    `duplicate sample for timestamp ${start}; overrides not allowed: existing 1, new value 2`,
  ],
  [
    "the end of a series is another value",
    start,
    "stale",
    `duplicate sample for timestamp ${start}; overrides not allowed: existing 1, new value NaN`,
  ],
  ["an earlier sample is out of order", start - 1, 1, "out of order sample"],
  ["one from more than an hour before the newest is out of bounds", start - 3_600_001, 1, "out of bounds"],
];

test.for(second)("%s", ([, time, value, text]) => {
  const storage = keeping();
  appendAll(storage, (appender) => appender.append(named("a"), start, 1));
  const answer = appendAll(storage, (appender) =>
    value === "stale" ? appender.appendStale(named("a"), time) : appender.append(named("a"), time, value),
  );
  expect(answer).toMatchObject(text === undefined ? { kind: "series" } : { text });
  const taken = text === undefined && time > start;
  expect(samplesOf(storage, "a")).toEqual([
    taken
      ? [
          [start, 1],
          [time, value],
        ]
      : [[start, 1]],
  ]);
});

test("labels have to be there", () => {
  expect(appendAll(keeping(), (appender) => appender.append(labelsOf([]), start, 1))).toEqual({
    kind: "invalid-labels",
    text: "empty labelset: invalid sample",
  });
});

test("a batch that is rolled back leaves no sample", () => {
  const storage = keeping();
  const appender = storage.appender();
  appender.append(named("a"), start, 1);
  appender.rollback();
  expect(samplesOf(storage, "a")).toEqual([]);
});

test("floats, histograms and ends stand in one series", () => {
  const storage = keeping();
  const histogram = { ...emptyHistogram, count: 3, sum: 4 };
  appendAll(storage, (appender) => {
    appender.append(named("a"), start, 1);
    appender.appendHistogram(named("a"), start + 1, histogram);
    appender.appendStale(named("a"), start + 2);
    appender.append(named("a"), start + 3, 5);
  });
  expect(samplesOf(storage, "a")).toEqual([
    [
      [start, 1],
      [start + 1, histogram],
      [start + 2, "stale"],
      [start + 3, 5],
    ],
  ]);
  const other = appendAll(storage, (appender) => appender.appendHistogram(named("a"), start + 3, histogram));
  expect(other).toEqual({ kind: "duplicate", text: "duplicate sample for timestamp" });
});

test("samples out of reach go, and a series that has no other goes with them; its handle stays good", () => {
  const storage = keeping(60_000);
  const gone = appendAll(storage, (appender) => appender.append(named("a"), start, 1));
  for (let at = 0; at < 100; at++) {
    appendAll(storage, (appender) => appender.append(named("b"), start + at * 15_000, at));
  }
  expect(samplesOf(storage, "a")).toEqual([]);
  expect(samplesOf(storage, "b")[0]?.length).toBeLessThan(30);
  expect(
    samplesOf(storage, "b")[0]
      ?.slice(-5)
      .map(([, value]) => value),
  ).toEqual([95, 96, 97, 98, 99]);
  expect(storage.labelValues("__name__", [])).toEqual(["b"]);
  if (typeof gone !== "object" || gone === null || !("labels" in gone)) throw new Error("the sample was taken");
  appendAll(storage, (appender) => appender.append(named("a"), start + 1_500_000, 2));
  expect(samplesOf(storage, "a")).toEqual([[[start + 1_500_000, 2]]]);
});

test("label names, label values and series are told by conditions, in order", () => {
  const storage = keeping();
  appendAll(storage, (appender) => {
    appender.append(named("up", { job: "b", instance: "1" }), start, 1);
    appender.append(named("up", { job: "a" }), start, 1);
    appender.append(named("other", { zone: "x" }), start + 10, 1);
  });
  expect(storage.labelNames([])).toEqual(["__name__", "instance", "job", "zone"]);
  expect(storage.labelNames([matcher("job", "=", "a")])).toEqual(["__name__", "job"]);
  expect(storage.labelValues("job", [])).toEqual(["a", "b"]);
  expect(storage.labelValues("job", [matcher("instance", "!=", "")])).toEqual(["b"]);
  const sets = [[matcher("__name__", "=~", "up|other")], [matcher("job", "=", "a")]];
  expect(storage.series(sets, start, start)).toEqual(
    [named("up", { job: "a" }), named("up", { job: "b", instance: "1" })].sort((a, b) =>
      labelValue(a, "instance") < labelValue(b, "instance") ? 1 : -1,
    ),
  );
  expect(storage.statistics()).toMatchObject({ seriesCount: 3, sampleCount: 3 });
});

const values = fc.constantFrom("", "a", "b", "c");
const conditions = fc.record({
  name: fc.constantFrom("x", "y", "__name__"),
  operator: fc.constantFrom<MatchOperator>("=", "!=", "=~", "!~"),
  value: fc.constantFrom("", "a", "b", "a|b", "a|", ".+", ".*", "m"),
});

test("the index finds just the series that meet all conditions, in the order of their making", () => {
  const property = fc.property(fc.array(fc.tuple(values, values)), fc.array(conditions), (series, wanted) => {
    const storage = keeping();
    const all = [...new Map(series.map(([x, y]) => named("m", { x, y })).map((one) => [one.key, one])).values()];
    for (const labels of all) appendAll(storage, (appender) => appender.append(labels, start, 1));
    const matchers = wanted.map(({ name, operator, value }) => matcher(name, operator, value));
    const meeting = all.filter((labels) => matchers.every((one) => one.matches(labelValue(labels, one.name))));
    expect(storage.select(matchers, start, start).map(({ labels }) => labels)).toEqual(meeting);
  });
  fc.assert(property);
});

test("series that come and go are seen by conditions that were asked before", () => {
  const storage = keeping(60_000);
  const asked = (): readonly string[] =>
    storage.select([matcher("__name__", "=~", "a|b")], -Infinity, Infinity).map(({ labels }) => labels.key);
  appendAll(storage, (appender) => appender.append(named("a"), start, 1));
  expect(asked()).toEqual([named("a").key]);
  appendAll(storage, (appender) => appender.append(named("b"), start, 1));
  expect(asked()).toEqual([named("a").key, named("b").key]);
  for (let at = 1; at < 100; at++) {
    appendAll(storage, (appender) => appender.append(named("b"), start + at * 15_000, at));
  }
  expect(asked()).toEqual([named("b").key]);
});
