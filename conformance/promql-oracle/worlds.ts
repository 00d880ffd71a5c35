import fc, { type Arbitrary } from "fast-check";
import { anyQuery } from "./queries.ts";
import type { AskedQuery, World } from "./question.ts";

const stepMs = 15_000;
const valuesMax = 30;

const counter = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 9 }).map((n) => `${n}`) },
  { weight: 1, arbitrary: fc.constantFrom("_", "_x2", "stale", "0.5", "1e3") },
);

/** A sequence that mostly rises: each text is what is added, and a jump back is a reset. */
const counterValues: Arbitrary<string> = fc
  .array(fc.tuple(counter, fc.integer({ min: 0, max: 14 })), { minLength: 1, maxLength: valuesMax })
  .map((steps) => {
    let total = 0;
    const texts = steps.map(([text, chance]) => {
      if (text.startsWith("_") || text === "stale") return text;
      total = chance === 0 ? Number(text) : total + Number(text);
      return `${total}`;
    });
    return texts.join(" ");
  });

const gaugeValue = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -50, max: 50 }).map((n) => `${n / 4}`) },
  { weight: 2, arbitrary: fc.constantFrom("_", "_x3", "stale", "NaN", "Inf", "-Inf", "1e-300", "1.7e308", "0") },
);

const gaugeValues: Arbitrary<string> = fc
  .array(gaugeValue, { minLength: 1, maxLength: valuesMax })
  .map((texts) => texts.join(" "));

const bucketCounts = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 });

const exponential: Arbitrary<string> = fc
  .record({
    schema: fc.constantFrom(-1, 0, 0, 0, 1, 3),
    zeroWidth: fc.constantFrom(0, 0.001, 0.5),
    zeroCount: fc.integer({ min: 0, max: 3 }),
    offset: fc.integer({ min: -2, max: 3 }),
    buckets: bucketCounts,
    negative: fc.option(bucketCounts, { nil: undefined, freq: 3 }),
    sum: fc.integer({ min: -20, max: 200 }),
    hint: fc.constantFrom("", "", "", " counter_reset_hint:gauge", " counter_reset_hint:reset"),
  })
  .map(({ schema, zeroWidth, zeroCount, offset, buckets, negative, sum, hint }) => {
    const count = zeroCount + [...buckets, ...(negative ?? [])].reduce((total, each) => total + each, 0);
    const below = negative === undefined ? "" : ` n_offset:1 n_buckets:[${negative.join(" ")}]`;
    const zero = `z_bucket:${zeroCount} z_bucket_w:${zeroWidth}`;
    const above = `offset:${offset} buckets:[${buckets.join(" ")}]`;
    return `{{schema:${schema} count:${count} sum:${sum} ${zero} ${above}${below}${hint}}}`;
  });

const custom: Arbitrary<string> = fc
  .record({
    bounds: fc.constantFrom([1, 2, 5], [1, 2, 5], [1, 5], [0.5, 2], [-1, 0, 3]),
    counts: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }),
    sum: fc.integer({ min: 0, max: 50 }),
  })
  .map(({ bounds, counts, sum }) => {
    const used = counts.slice(0, bounds.length + 1);
    const count = used.reduce((total, each) => total + each, 0);
    return `{{schema:-53 count:${count} sum:${sum} custom_values:[${bounds.join(" ")}] buckets:[${used.join(" ")}]}}`;
  });

/** The same layout growing by a step. */
const growing: Arbitrary<string> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
  .map(([times, a, b]) => {
    const step = `{{schema:0 count:${a + b} sum:${a + 2 * b} buckets:[${a} ${b}]}}`;
    return `{{schema:0 count:5 sum:9 buckets:[2 3]}}+${step}x${times}`;
  });

const histogramValues = (value: Arbitrary<string>): Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: value },
        { weight: 3, arbitrary: growing },
        fc.constantFrom("_", "stale", "_x2"),
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((texts) => texts.join(" "));

const mixedValues: Arbitrary<string> = fc
  .array(fc.oneof(gaugeValue, exponential, growing), { minLength: 1, maxLength: 8 })
  .map((texts) => texts.join(" "));

/** Classic histograms: counts that rise from bucket to bucket, mostly. */
const classicSeries = (pod: string): Arbitrary<readonly string[]> =>
  fc
    .array(fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 12 })
    .map((rows) =>
      ["0.1", "1", "10", "+Inf"].map((bound, column) => {
        const values = rows.map((row, at) => (at + 1) * row.slice(0, column + 1).reduce((sum, each) => sum + each, 2));
        return `latency_bucket{pod="${pod}", le="${bound}"} ${values.join(" ")}`;
      }),
    );

const seriesOf = (name: string, values: Arbitrary<string>, labels: readonly string[]): Arbitrary<readonly string[]> =>
  fc
    .tuple(
      fc.subarray([...labels], { minLength: 2 }),
      fc.array(values, { minLength: labels.length, maxLength: labels.length }),
    )
    .map(([chosen, texts]) => chosen.map((label, at) => `${name}{${label}} ${texts[at] ?? ""}`));

const podLabels: readonly string[] = [
  'pod="a", job="web", instance="1"',
  'pod="b", job="web", instance="2"',
  'pod="c", job="api", instance="1"',
  'pod="c", zone="é"',
];

const anySeries: Arbitrary<readonly string[]> = fc
  .tuple(
    seriesOf("requests_total", counterValues, podLabels),
    seriesOf("errors_total", counterValues, podLabels),
    seriesOf("temperature", gaugeValues, podLabels),
    seriesOf("native", histogramValues(exponential), podLabels),
    seriesOf("custom", histogramValues(custom), podLabels),
    seriesOf("mixed", mixedValues, podLabels),
    classicSeries("a"),
    classicSeries("b"),
    fc.constant([
      'target_info{job="web", instance="1", version="v1"} 1x20',
      'target_info{job="web", instance="2", version="v2"} 1x9',
    ]),
  )
  .map((groups) => groups.flat());

const instants = fc.integer({ min: 0, max: 32 }).map((n) => n * 12_500);

const asked = (query: string): Arbitrary<AskedQuery> =>
  fc
    .record({
      start: instants,
      steps: fc.integer({ min: 0, max: 12 }),
      step: fc.constantFrom(0, 0, 1000, 15_000, 40_000, 400_000),
    })
    .map(({ start, steps, step }) => ({ query, start, end: start + steps * step, step }));

/** Any series with as many queries over them. */
export const anyWorld = (queriesCount: number): Arbitrary<World> =>
  fc.noBias(
    fc.record({
      options: fc.record({ delayedNameRemoval: fc.boolean(), typeAndUnitLabels: fc.constant(false) }),
      stepMs: fc.constant(stepMs),
      series: anySeries,
      queries: fc.array(anyQuery.chain(asked), { minLength: queriesCount, maxLength: queriesCount }),
    }),
  );
