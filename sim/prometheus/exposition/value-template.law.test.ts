import fc from "fast-check";
import { expect, test } from "vitest";
import type { ExpositionReader } from "./entry.ts";
import { openExposition } from "./read-exposition.ts";
import { readValues, templateBuilder, type ValueTemplate } from "./value-template.ts";

/** What the reader makes of a body: its lines but for the values, the values, and the template. */
function read(reader: ExpositionReader, body: string) {
  const builder = templateBuilder(body);
  const [lines, values]: [unknown[], number[]] = [[], []];
  let hasTimestamp = false;
  for (;;) {
    const entry = reader.next();
    if (entry.kind === "invalid") return undefined;
    if (entry.kind === "end") break;
    if (entry.kind === "series") {
      values.push(entry.value);
      builder.add(reader.valueSpan());
      lines.push([entry.series, entry.timestamp, reader.labels()]);
      hasTimestamp ||= entry.timestamp !== undefined;
    } else lines.push(entry);
  }
  return { lines, values, template: hasTimestamp ? undefined : builder.template() };
}

function readBody(body: string, contentType: string): ReturnType<typeof read> {
  const opened = openExposition({ body, contentType, fallback: undefined });
  if (opened.kind === "invalid") throw new Error(opened.because);
  return read(opened.reader, body);
}

const starts = [
  "a ",
  'a{b="c"} ',
  'a{b="c\\n} 1"} ',
  "# HELP a b\na ",
  "# TYPE a counter\na ",
  '{"ü",x="\n"} ',
  "\n\na  ",
  "b\t",
];
const values = ["1", "0", "-0", "1.5", "0.1", "1e3", "NaN", "+Inf", "-Inf", "12345678901234567", "123456.7890123", "."];
const ends = ["\n", "\n", "\n", "\n# c\n", " \n", " 5\n", "", "\r\n"];

const line = fc.record({ start: fc.constantFrom(...starts), end: fc.constantFrom(...ends) });
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...values) },
  { weight: 1, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: fc.constantFrom("", "1_0", "0x1", "1 2", "{", "1\n", "--1", "5.", ".5", "1.2.3") },
);
const bodies = fc.array(fc.tuple(line, value, value), { minLength: 1, maxLength: 4 });

test.for([
  ["text/plain", ""],
  ["application/openmetrics-text; version=1.0.0", "# EOF\n"],
] as const)("values read by a template are those of the reader: %s", ([contentType, eof]) => {
  let known = 0;
  const property = fc.property(bodies, (lines) => {
    const body = (which: 1 | 2): string => lines.map((one) => one[0].start + one[which] + one[0].end).join("") + eof;
    const first = readBody(body(1), contentType);
    if (first?.template === undefined) return;
    const found = valuesBy(first.template, body(2));
    if (found === undefined) return;
    const second = readBody(body(2), contentType);
    expect(second?.lines).toEqual(first.lines);
    expect(found).toEqual(second?.values);
    known++;
  });
  fc.assert(property, { numRuns: 2000 });
  expect(known).toBeGreaterThan(30);
});

function valuesBy(template: ValueTemplate, body: string): readonly number[] | undefined {
  const found = new Float64Array(template.literals.length - 1);
  return readValues(template, body, found) ? [...found] : undefined;
}

test("a body with another series, another order or another end has another template", () => {
  const template = readBody("a 1\nb 2\n", "text/plain")?.template;
  if (template === undefined) throw new Error("there is no timestamp");
  expect(valuesBy(template, "a 3\nb -4\n")).toEqual([3, -4]);
  for (const other of ["a 3\n", "a 3\nb 4\nc 5\n", "b 4\na 3\n", "a 3\nb 4", "a 3\nb 4\n\n", "a 3 1\nb 4\n"]) {
    expect(valuesBy(template, other)).toBeUndefined();
  }
});
