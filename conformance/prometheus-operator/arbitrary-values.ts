import fc, { type Arbitrary } from "fast-check";

export type Json = Readonly<Record<string, unknown>>;

/** Fields that may be there or not. */
export const optionally = (fields: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<Json> =>
  fc.record(fields, { requiredKeys: [] }).map((record): Json => ({ ...record }));

/** Fields that are there, with others that may be. */
export const withSome = (
  required: Readonly<Record<string, Arbitrary<unknown>>>,
  optional: Readonly<Record<string, Arbitrary<unknown>>>,
): Arbitrary<Json> => fc.tuple(fc.record(required), optionally(optional)).map(([a, b]): Json => ({ ...a, ...b }));

/** Most often not there. */
export const rarely = <Value>(value: Arbitrary<Value>): Arbitrary<Value | undefined> =>
  fc
    .option(value, { nil: undefined, freq: 3 })
    .chain((given) =>
      given === undefined ? fc.constant(undefined) : fc.boolean().map((keep) => (keep ? given : undefined)),
    );

/** Texts in which YAML, relabelling or a regular expression see something. */
export const oddText: Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "web",
      "a.b",
      "true",
      "no",
      "123",
      "1e3",
      "0x1f",
      "0o17",
      "1_000",
      ".5",
      "~",
      "null",
      "on",
      "y",
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "a: b",
      "a #b",
      "#a",
      "- a",
      "-a",
      "?",
      ": x",
      "{a}",
      "[a]",
      "a,b",
      "'a'",
      '"a"',
      "%a",
      "@a",
      "`a`",
      "!a",
      "&a",
      "*a",
      "|",
      ">",
      "---",
      "...",
      "<<",
      "=",
      "2024-01-02",
      "12:30",
      "1:2:3.5",
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "",
      " a",
      "a ",
      "a  b",
      "a\nb",
      "a\n",
      "\na",
      "a\n\nb\n",
      "a \nb",
      "a\n b",
      "\ta",
      "a\tb",
      "é",
      "日本",
      "\u0000",
      "\u0085",
      "\u00a0",
      "\u2028",
      "😀",
      'it\'s "x"',
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom("alpha", "beta:", "'gamma'", "d", " ", "e f g h", "\\", '"'), { maxLength: 40 })
      .map((words) => words.join(" ")),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
);

export const maybeBad = <Value>(good: Arbitrary<Value>, bad: Arbitrary<Value>): Arbitrary<Value> =>
  fc.oneof({ weight: 60, arbitrary: good }, { weight: 1, arbitrary: bad });

export const duration: Arbitrary<string> = maybeBad(
  fc.constantFrom("15s", "30s", "1m", "1m30s", "5m", "1h", "500ms", "0"),
  fc.constantFrom("5s", "1d"),
);
export const shortDuration: Arbitrary<string> = maybeBad(
  fc.constantFrom("1s", "5s", "10s", "500ms"),
  fc.constantFrom("45s", "2m"),
);
export const byteSize: Arbitrary<string> = fc.constantFrom("1KB", "10MB", "512MiB", "2GB", "1.5GB", "0B");
export const limit: Arbitrary<number> = fc.constantFrom(0, 1, 10, 100, 5000, 100_000);
export const labelKey: Arbitrary<string> = fc.constantFrom(
  "app",
  "app.kubernetes.io/name",
  "team",
  "k8s-app",
  "release",
  "tier",
);
export const labelValue: Arbitrary<string> = fc.constantFrom("web", "api", "prometheus", "", "a.b-c_d", "true", "1");
export const labels: Arbitrary<Readonly<Record<string, string>>> = fc.dictionary(labelKey, labelValue, { maxKeys: 3 });
export const labelName: Arbitrary<string> = maybeBad(
  fc.constantFrom("job", "instance", "team", "zone", "__tmp_x", "path"),
  fc.constantFrom("bad-name", "1x"),
);

const expression: Arbitrary<Json> = fc
  .oneof(
    fc.record({
      key: labelKey,
      operator: fc.constantFrom("In", "NotIn"),
      values: fc.array(labelValue, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ key: labelKey, operator: fc.constantFrom("Exists", "DoesNotExist") }),
    { weight: 1, arbitrary: fc.record({ key: labelKey, operator: fc.constantFrom("In", "Exists") }) },
  )
  .map((given): Json => ({ ...given }));

/** A selector that is mostly right. */
export const labelSelector: Arbitrary<Json> = maybeBad(
  optionally({
    matchLabels: labels,
    matchExpressions: fc.array(
      expression.filter((e) => !("operator" in e) || e["operator"] !== "In" || "values" in e),
      { maxLength: 2 },
    ),
  }),
  fc.constant({ matchLabels: { "-bad": "x" } }),
);
