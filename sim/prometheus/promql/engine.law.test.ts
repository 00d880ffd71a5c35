import fc from "fast-check";
import { expect, test } from "vitest";
import { compileRegex } from "../../regex.ts";
import { createEngine, type Engine, pointsOf, type QueryResult } from "./engine.ts";
import { equalHistograms } from "./histogram/histogram.ts";
import { labelsOf, labelValue, metricName, printLabels } from "./labels.ts";
import type { Select, StoredSeries } from "./series.ts";

const stepMs = 15_000;

const anyStorage: fc.Arbitrary<readonly StoredSeries[]> = fc
  .array(fc.array(fc.nat({ max: 9 }), { minLength: 2, maxLength: 25 }), { minLength: 1, maxLength: 5 })
  .map((lists) =>
    lists.map((steps, at) => {
      let total = 0;
      // A step of 9 is a counter's new start.
      const values = Float64Array.from(steps, (step) => (total = step === 9 ? 0 : total + step));
      const timestamps = Float64Array.from(steps, (_, index) => index * stepMs);
      const labels = labelsOf([
        ["__name__", "requests_total"],
        ["pod", `p${at}`],
        ["zone", at % 2 === 0 ? "even" : "odd"],
      ]);
      return { labels, count: steps.length, timestamps, values };
    }),
  );

function engineOver(stored: readonly StoredSeries[], delayedNameRemoval = false): Engine {
  const select: Select = (matchers) =>
    stored.filter(({ labels }) => matchers.every(({ name, matches }) => matches(labelValue(labels, name))));
  const parser = {
    ...{ experimentalFunctions: true, durationExpressions: true },
    ...{ extendedRangeSelectors: true, binaryFillModifiers: true },
  };
  const times = { lookbackMs: 300_000, subqueryStepMs: 60_000 };
  const options = { ...times, delayedNameRemoval, typeAndUnitLabels: false, startTimestamps: false };
  return createEngine({ parser, options, select, compileRegex });
}

/** The floats of an instant's answer by their labels. */
function floatsOf(result: QueryResult): ReadonlyMap<string, number> {
  if (result.kind === "error") throw new Error(result.message);
  const { value } = result;
  if (value.kind !== "vector") throw new Error(`a ${value.kind}`);
  return new Map(
    value.samples.map(({ labels, value: float }) => [
      printLabels(labels),
      typeof float === "number" ? float : Number.NaN,
    ]),
  );
}

const queries: readonly string[] = [
  "requests_total",
  "rate(requests_total[1m])",
  "sum by (zone) (increase(requests_total[90s]))",
  "max_over_time(rate(requests_total[45s])[2m:15s])",
  "requests_total - requests_total offset 30s",
  "topk(2, requests_total)",
  'requests_total > 10 or label_replace(rate(requests_total[1m]) * 0, "__name__", "", "pod", ".*")',
  "histogram_quantile(0.5, requests_total)",
  "avg_over_time(requests_total[1m] @ 120)",
  "resets(requests_total[5m]) == bool 0",
  "requests_total smoothed",
  "changes(requests_total[2m] anchored)",
];

const anyTime = fc.nat({ max: 40 }).map((n) => n * 10_000);

test.for(queries)("%s over a range is itself at each of its instants", (query) => {
  fc.assert(
    fc.property(
      anyStorage,
      anyTime,
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      (stored, start, count, isDelayed) => {
        const engine = engineOver(stored, isDelayed);
        const range = engine.range(query, { start, end: start + count * 20_000, step: 20_000 });
        if (range.kind === "error" || range.value.kind !== "matrix") throw new Error("no matrix");
        for (let time = start; time <= start + count * 20_000; time += 20_000) {
          const expected = [...floatsOf(engine.instant(query, time))].sort();
          const actual = range.value.series.flatMap((series) =>
            pointsOf(series)
              .filter((point) => point.time === time)
              .map(({ value }) => [printLabels(series.labels), value]),
          );
          expect(actual.sort()).toEqual(expected);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("a sum is the sum of its groups, and that of its elements", () => {
  fc.assert(
    fc.property(anyStorage, anyTime, (stored, time) => {
      const engine = engineOver(stored);
      const whole = floatsOf(engine.instant("sum(rate(requests_total[1m]))", time)).get("{}") ?? 0;
      const groups = floatsOf(engine.instant("sum by (zone) (rate(requests_total[1m]))", time));
      const elements = floatsOf(engine.instant("rate(requests_total[1m])", time));
      const total = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);
      expect(total(groups.values())).toBeCloseTo(whole, 9);
      expect(total(elements.values())).toBeCloseTo(whole, 9);
    }),
  );
});

test("an increase is a rate times its range, and never below 0", () => {
  fc.assert(
    fc.property(anyStorage, anyTime, (stored, time) => {
      const engine = engineOver(stored);
      const rates = floatsOf(engine.instant("rate(requests_total[1m]) * 60", time));
      const increases = floatsOf(engine.instant("increase(requests_total[1m])", time));
      expect([...increases.keys()]).toEqual([...rates.keys()]);
      for (const [labels, increase] of increases) {
        expect(increase).toBeCloseTo(rates.get(labels) ?? Number.NaN, 9);
        expect(increase).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test("and, unless and or divide and join a vector", () => {
  fc.assert(
    fc.property(anyStorage, anyTime, fc.nat({ max: 60 }), (stored, time, limit) => {
      const engine = engineOver(stored);
      const all = "requests_total";
      const kept = floatsOf(engine.instant(`${all} and (${all} > ${limit})`, time));
      const rest = floatsOf(engine.instant(`${all} unless (${all} > ${limit})`, time));
      const joined = floatsOf(engine.instant(`(${all} > ${limit}) or ${all}`, time));
      expect(new Map([...kept, ...rest])).toEqual(joined);
      expect(joined).toEqual(floatsOf(engine.instant(all, time)));
    }),
  );
});

test("names go at once or at the end, with the same result", () => {
  fc.assert(
    fc.property(anyStorage, anyTime, fc.constantFrom(...queries), (stored, time, query) => {
      const atOnce = floatsOf(engineOver(stored, false).instant(query, time));
      expect(floatsOf(engineOver(stored, true).instant(query, time))).toEqual(atOnce);
    }),
  );
});

test("a series whose name goes late is named as its first sample is", () => {
  const labels = labelsOf([["__name__", "requests_total"]]);
  const timestamps = Float64Array.of(0, stepMs, 2 * stepMs);
  const engine = engineOver([{ labels, count: 3, timestamps, values: Float64Array.of(3, 4, 11) }], true);
  const nameOf = (query: string): readonly string[] => {
    const result = engine.range(query, { start: 0, end: 40_000, step: 20_000 });
    if (result.kind === "error" || result.value.kind !== "matrix") throw new Error("no matrix");
    return result.value.series.map((series) => metricName(series.labels));
  };
  // Source: prometheus v0.315.0's own answers.
  expect(nameOf("requests_total > 10 or rate(requests_total[1m]) * 0")).toEqual([""]);
  expect(nameOf("rate(requests_total[1m]) * 0 or requests_total")).toEqual(["requests_total"]);
});

const anyHistogramText = fc
  .record({
    schema: fc.integer({ min: -1, max: 3 }),
    counts: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 }),
    offset: fc.integer({ min: -3, max: 3 }),
    zeroCount: fc.nat({ max: 5 }),
  })
  .map(({ schema, counts, offset, zeroCount }) => {
    const indexes = counts.map((_, at) => offset + at);
    const count = zeroCount + counts.reduce((sum, each) => sum + each, 0);
    return {
      ...{ hint: "gauge" as const, schema, zeroThreshold: 0.001, zeroCount, count, sum: count * 1.5 },
      ...{ positive: { indexes, counts }, negative: { indexes: [], counts: [] }, customValues: [] },
    };
  });

test("histograms added and taken away again leave what there was, in the coarser resolution", () => {
  fc.assert(
    fc.property(anyHistogramText, anyHistogramText, (first, second) => {
      const stored = [first, second].map((histogram, at): StoredSeries => {
        const labels = labelsOf([["__name__", at === 0 ? "first" : "second"]]);
        const one = { timestamps: Float64Array.of(0), values: Float64Array.of(0), kinds: Uint8Array.of(1) };
        return { labels, count: 1, ...one, histograms: [histogram] };
      });
      const ask = (query: string) => {
        const result = engineOver(stored).instant(query, 0);
        const value = result.kind === "result" && result.value.kind === "vector" ? result.value.samples[0]?.value : 0;
        if (value === undefined || typeof value === "number") throw new Error(`no histogram from ${query}`);
        return value;
      };
      const sum = ask("first + second");
      expect(sum.count).toBe(first.count + second.count);
      expect(equalHistograms(sum, ask("second + first"))).toBe(true);
      expect(equalHistograms(ask("first + second - second"), ask("first + second - second + first - first"))).toBe(
        true,
      );
      expect(ask("first + second - second").count).toBe(first.count);
      if (first.schema <= second.schema)
        expect(equalHistograms(ask("first + second - second"), ask("first * 1"))).toBe(true);
      expect(metricName(stored[0]!.labels)).toBe("first");
    }),
  );
});
