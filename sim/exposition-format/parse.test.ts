import { expect, test } from "vitest";
import { parseFamilies } from "./parse.ts";

test("reads what the format leaves free", () => {
  const text = [
    "# a comment",
    "#HELP is a comment too",
    "",
    "  ",
    "#  HELP  requests   Number of requests. ",
    "#\tTYPE\trequests\tcounter",
    'requests { code = "200" , method="GET", }  1e3   1700000000000 ',
    "requests +Inf -1",
    "bare .5",
    "",
  ].join("\n");
  expect(parseFamilies(text)).toEqual({
    ok: true,
    families: [
      {
        name: "requests",
        help: "Number of requests. ",
        type: "counter",
        samples: [
          {
            name: "requests",
            labels: { code: "200", method: "GET" },
            value: 1000,
            timestampMilliseconds: 1_700_000_000_000,
          },
          { name: "requests", labels: {}, value: Infinity, timestampMilliseconds: -1 },
        ],
      },
      {
        name: "bare",
        help: undefined,
        type: "untyped",
        samples: [{ name: "bare", labels: {}, value: 0.5, timestampMilliseconds: undefined }],
      },
    ],
  });
});

test("puts the lines of a histogram and a summary into their family", () => {
  const text = [
    "# TYPE h histogram",
    'h_bucket{le="+Inf"} 1',
    "h_sum 2",
    "h_count 1",
    "# TYPE s summary",
    's{quantile="0.5"} 1',
    "s_count 1",
    "s_bucket 1",
    "other_sum 1",
    "",
  ].join("\n");
  const parsed = parseFamilies(text);
  const families = parsed.ok ? parsed.families : [];
  expect(families.map(({ name, samples }) => [name, samples.map((sample) => sample.name)])).toEqual([
    ["h", ["h_bucket", "h_sum", "h_count"]],
    ["s", ["s", "s_count"]],
    ["s_bucket", ["s_bucket"]],
    ["other_sum", ["other_sum"]],
  ]);
});

test.for([
  ["a 1", 1, "the last line has no end"],
  ["a 1\nb\n", 2, "no sample: a name, labels in braces if any, a value, and perhaps a time in milliseconds"],
  ["1a 1\n", 1, "no sample: a name, labels in braces if any, a value, and perhaps a time in milliseconds"],
  ["a one\n", 1, '"one" is no number'],
  ["a 0x1p-2\n", 1, '"0x1p-2" is no number'],
  ["a 1 1.5\n", 1, "no sample: a name, labels in braces if any, a value, and perhaps a time in milliseconds"],
  ["a{b=c} 1\n", 1, 'the labels {b=c} are not of the form {name="value",…}'],
  ['a{b="\\t"} 1\n', 1, 'the labels {b="\\t"} are not of the form {name="value",…}'],
  ['a{b="1",b="2"} 1\n', 1, 'the labels {b="1",b="2"} are not of the form {name="value",…}'],
  ["# TYPE a number\n", 1, 'the type "number" is none of counter, gauge, histogram, summary, untyped'],
  ["a 1\n# TYPE a counter\n", 2, "TYPE of a comes after its first sample"],
  ["# HELP a b\n# HELP a b\n", 2, "a second HELP for a"],
] as const)("refuses %j", ([text, line, error]) => {
  expect(parseFamilies(text)).toEqual({ ok: false, line, error });
});
