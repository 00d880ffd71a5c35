import fc from "fast-check";
import { expect, test } from "vitest";
import { byCodeUnit, type Labels } from "../kubernetes/object.ts";
import type { MetricFamily, MetricSample } from "./family.ts";
import { parseFamilies } from "./parse.ts";
import { printFamilies } from "./print.ts";

const sample = (name: string, labels: Labels, value: number, timestampMilliseconds?: number): MetricSample => ({
  name,
  labels,
  value,
  timestampMilliseconds,
});

test("prints families by name, labels by name and samples by the values of their labels", () => {
  const families: readonly MetricFamily[] = [
    {
      name: "up",
      help: undefined,
      type: "untyped",
      samples: [sample("up", {}, 1)],
    },
    {
      name: "container_memory_working_set_bytes",
      help: "Current working set of the container in bytes",
      type: "gauge",
      samples: [
        sample(
          "container_memory_working_set_bytes",
          { pod: "web-1", container: "web", namespace: "default" },
          1_234_567,
          1_700_000_012_345,
        ),
        sample(
          "container_memory_working_set_bytes",
          { pod: "web-2", container: "side", namespace: "default" },
          4096,
          1_700_000_012_345,
        ),
        sample("container_memory_working_set_bytes", { pod: "web-1", container: "side", namespace: "default" }, 0),
      ],
    },
    { name: "empty", help: "Nothing to say", type: "gauge", samples: [] },
  ];
  expect(printFamilies(families)).toBe(
    [
      "# HELP container_memory_working_set_bytes Current working set of the container in bytes",
      "# TYPE container_memory_working_set_bytes gauge",
      'container_memory_working_set_bytes{container="side",namespace="default",pod="web-1"} 0',
      'container_memory_working_set_bytes{container="side",namespace="default",pod="web-2"} 4096 1700000012345',
      'container_memory_working_set_bytes{container="web",namespace="default",pod="web-1"} 1.234567e+06 1700000012345',
      "# TYPE up untyped",
      "up 1",
      "",
    ].join("\n"),
  );
});

test("escapes what would end a help text or a label value", () => {
  const family: MetricFamily = {
    name: "a",
    help: 'a "b" \\ and\nc',
    type: "counter",
    samples: [sample("a", { l: 'a "b" \\ and\nc' }, -0)],
  };
  expect(printFamilies([family])).toBe(
    '# HELP a a "b" \\\\ and\\nc\n# TYPE a counter\na{l="a \\"b\\" \\\\ and\\nc"} 0\n',
  );
});

test("keeps the lines of a histogram in their order", () => {
  const family: MetricFamily = {
    name: "seconds",
    help: undefined,
    type: "histogram",
    samples: [
      sample("seconds_bucket", { le: "0.5" }, 1),
      sample("seconds_bucket", { le: "+Inf" }, 2),
      sample("seconds_sum", {}, 3.5),
      sample("seconds_count", {}, 2),
    ],
  };
  expect(printFamilies([family])).toBe(
    '# TYPE seconds histogram\nseconds_bucket{le="0.5"} 1\nseconds_bucket{le="+Inf"} 2\nseconds_sum 3.5\nseconds_count 2\n',
  );
});

const names = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,8}$/);
const labelNames = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,5}$/);
// Zero has one sign on the wire, and a help text no blanks at its beginning.
const values = fc
  .oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Infinity, -Infinity))
  .map((value) => value + 0);
const helps = fc.option(
  fc.string({ unit: "binary" }).filter((text) => !/^[ \t]/.test(text)),
  { nil: undefined },
);

const simpleFamilies = fc
  .record({
    name: names.filter((name) => !/_(bucket|sum|count)$/.test(name)),
    help: helps,
    type: fc.constantFrom("counter", "gauge", "untyped"),
    labelNames: fc.uniqueArray(labelNames, { maxLength: 3 }),
    samples: fc.array(
      fc.record({
        values: fc.array(fc.string({ unit: "binary" }), { minLength: 3, maxLength: 3 }),
        value: values,
        timestampMilliseconds: fc.option(fc.integer(), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ labelNames: labels, samples, ...family }): MetricFamily => {
    const sorted = labels.toSorted(byCodeUnit);
    const unique = new Map(samples.map((one) => [JSON.stringify(one.values.slice(0, sorted.length)), one]));
    return {
      ...family,
      samples: [...unique.values()]
        .map((one) => ({
          name: family.name,
          labels: Object.fromEntries(sorted.map((label, index) => [label, one.values[index]!])),
          value: one.value,
          timestampMilliseconds: one.timestampMilliseconds,
        }))
        .sort((a, b) => sorted.map((label) => byCodeUnit(a.labels[label]!, b.labels[label]!)).find(Boolean) ?? 0),
    };
  });

test("what it prints reads back as what it was", () => {
  const documents = fc
    .uniqueArray(simpleFamilies, { selector: ({ name }) => name, maxLength: 4 })
    .map((families) => families.toSorted((a, b) => byCodeUnit(a.name, b.name)));
  fc.assert(
    fc.property(documents, (families) => {
      expect(parseFamilies(printFamilies(families))).toEqual({ ok: true, families });
    }),
  );
});
