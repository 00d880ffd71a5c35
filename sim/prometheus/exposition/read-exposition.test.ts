import { expect, test } from "vitest";
import recorded from "../../../fixtures/recorded/prometheus/expositions.json" with { type: "json" };
import type { ExpositionReader } from "./entry.ts";
import { openMetricsTable, prometheusTable } from "./lex-tables.ts";
import { parseMediaType } from "./media-type.ts";
import { openExposition } from "./read-exposition.ts";

const contentTypes: Readonly<Record<string, string>> = {
  prometheus: "text/plain; version=0.0.4",
  openmetrics: "application/openmetrics-text; version=1.0.0",
};

const printed = (value: number): string =>
  Number.isFinite(value) ? String(value) : Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";

function everyEntry(reader: ExpositionReader): readonly unknown[] {
  const entries: unknown[] = [];
  for (;;) {
    const entry = reader.next();
    if (entry.kind === "series") {
      entries.push(["series", entry.series, printed(entry.value), entry.timestamp ?? null, reader.labels()]);
    } else if (entry.kind === "type") entries.push(["type", entry.family, entry.type]);
    else if (entry.kind === "help" || entry.kind === "unit") entries.push([entry.kind, entry.family, entry.text]);
    else if (entry.kind === "invalid") entries.push(["invalid", entry.because]);
    else entries.push([entry.kind]);
    if (entry.kind === "end" || entry.kind === "invalid") return entries;
  }
}

const withNumbers = (entry: readonly unknown[]): readonly unknown[] =>
  entry[0] === "series"
    ? entry.with(2, printed(Number(String(entry[2]).replace("Inf", "Infinity"))))
    : entry[0] === "new" && entry[1] === true
      ? ["new"]
      : entry;

type Case = {
  readonly format?: string;
  readonly contentType?: string;
  readonly fallback?: string;
  readonly body: string;
  readonly entries: readonly (readonly unknown[])[];
};

test.for<Case>(recorded.cases)(
  "reads as the real parser did: %j",
  ({ format, contentType, fallback, body, entries }) => {
    const opened = openExposition({
      body,
      contentType: contentType ?? contentTypes[format ?? ""] ?? "",
      fallback: fallback === "text/plain" || fallback === "application/openmetrics-text" ? fallback : undefined,
    });
    const mine =
      opened.kind === "invalid"
        ? [["new", false, opened.because]]
        : [...(format === undefined ? [["new"]] : []), ...everyEntry(opened.reader)];
    expect(mine).toEqual(entries.map(withNumbers));
  },
);

test("an exposition of a Go client becomes series, types and helps", () => {
  const body = [
    "# HELP http_requests_total The total number of HTTP requests.",
    "# TYPE http_requests_total counter",
    'http_requests_total{method="post",code="200"} 1027 1395066363000',
    "",
    "# TYPE rpc_seconds histogram",
    'rpc_seconds_bucket{le="1"} 3',
    'rpc_seconds_bucket{le="+Inf"} 5',
    '{"my.name",path="C:\\\\DIR\\n\\"x\\""} NaN',
    "",
  ].join("\n");
  const opened = openExposition({ body, contentType: "text/plain", fallback: undefined });
  expect(opened.kind === "reader" && everyEntry(opened.reader)).toEqual([
    ["help", "http_requests_total", "The total number of HTTP requests."],
    ["type", "http_requests_total", "counter"],
    [
      "series",
      'http_requests_total{method="post",code="200"}',
      "1027",
      1_395_066_363_000,
      [
        ["__name__", "http_requests_total"],
        ["code", "200"],
        ["method", "post"],
      ],
    ],
    ["type", "rpc_seconds", "histogram"],
    ...[
      ["1", "1.0", "3"],
      ["+Inf", "+Inf", "5"],
    ].map(([written, le, value]) => [
      ...["series", `rpc_seconds_bucket{le="${written}"}`, value, null],
      [
        ["__name__", "rpc_seconds_bucket"],
        ["le", le],
      ],
    ]),
    [
      "series",
      '{"my.name",path="C:\\\\DIR\\n\\"x\\""}',
      "NaN",
      null,
      [
        ["__name__", "my.name"],
        ["path", 'C:\\DIR\n"x"'],
      ],
    ],
    ["end"],
  ]);
});

test("bytes that are no UTF-8 are refused where upstream refuses them", () => {
  const opened = openExposition({ body: 'a{b="\uDCFF"} 1\n', contentType: "text/plain", fallback: undefined });
  expect(opened.kind === "reader" && everyEntry(opened.reader)).toEqual([
    ["invalid", 'invalid UTF-8 label value: "\\"\\xff\\""'],
  ]);
});

test("no pattern of a lexer matches the empty text but a text's own", () => {
  for (const table of [prometheusTable, openMetricsTable]) {
    for (const [state, { pattern }] of Object.entries(table)) {
      pattern.lastIndex = 0;
      expect([state, pattern.test("\u0001") && pattern.lastIndex === 0]).toEqual([state, false]);
    }
  }
});

test("a media type has parameters, in quotes or not", () => {
  expect(parseMediaType('Text/Plain; Version="0.0.4" ;charset=utf-8;')).toEqual({
    kind: "media-type",
    mediaType: "text/plain",
    parameters: new Map([
      ["version", "0.0.4"],
      ["charset", "utf-8"],
    ]),
  });
});
