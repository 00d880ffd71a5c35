import { expect, test } from "vitest";
import { toPlain } from "../node.ts";
import { problemsOf } from "../test-folder.ts";
import type { Dialect } from "./dialect.ts";
import { readDocuments, readValue } from "./documents.ts";

const read = (text: string, dialect: Dialect = "kubectl"): readonly unknown[] =>
  readDocuments({ file: "a.yaml", text }, dialect).map(toPlain);

const errorOf = (text: string): string => problemsOf(() => read(text));

test("documents come in order, without those that are empty, null or comments", () => {
  expect(read("a: 1\n---\n# nothing\n---\nnull\n---\n~\n---\n- b\n...\n---\nc: {}\n")).toEqual([
    { a: 1 },
    ["b"],
    { c: {} },
  ]);
});

test("JSON is read, indented with tabs too", () => {
  expect(read('{\n\t"a": [1, true, null, "x\\u0041"],\n\t"b": {"c": "0755"}\n}')).toEqual([
    { a: [1, true, null, "xA"], b: { c: "0755" } },
  ]);
});

test("scalars are what kubectl takes them for, and quoted ones are text", () => {
  expect(read('a: yes\nb: "yes"\nc: 0755\nd: !!str 12\ne: !!int "0x10"\nf: !Ref x\ng: |\n  0755\n')).toEqual([
    { a: true, b: "yes", c: 493, d: "12", e: 16, f: "x", g: "0755\n" },
  ]);
});

test("keys of manifests are what kubectl takes them for", () => {
  expect(read("on: a\n10: b\n0x10: c\n1.10: d\n'no': e")).toEqual([{ true: "a", 10: "b", 16: "c", 1.1: "d", no: "e" }]);
});

test("keys of scenarios are what they look like", () => {
  expect(read("on: a\n1.10: b\n", "scenario")).toEqual([{ on: "a", "1.10": "b" }]);
});

test("aliases and merge keys are resolved", () => {
  expect(read("a: &x {b: 1, c: 2}\nd: *x\ne:\n  <<: *x\n  c: 3\nf: {<<: [{g: 1}, {g: 2, h: 3}]}")).toEqual([
    { a: { b: 1, c: 2 }, d: { b: 1, c: 2 }, e: { b: 1, c: 3 }, f: { g: 1, h: 3 } },
  ]);
});

/** Source: YAMLToJSON of sigs.k8s.io/yaml v1.6.0, as it ran. */
test("for kubectl a merge key wins over keys before it", () => {
  expect(read("b: 1\n<<: {b: 2, c: 3}")).toEqual([{ b: 2, c: 3 }]);
});

test("in a scenario a merge key wins over nothing", () => {
  expect(read("b: 1\n<<: {b: 2, c: 3}", "scenario")).toEqual([{ b: 1, c: 3 }]);
});

test("a quoted << is a key like any other, and so is __proto__", () => {
  const [value] = read("'<<': {a: 1}\n__proto__: {b: 2}");
  expect(Object.entries(value as object)).toEqual([
    ["<<", { a: 1 }],
    ["__proto__", { b: 2 }],
  ]);
});

test.for([
  {
    text: "a: 1\nb: x: 2\n",
    error: `a.yaml:2:4: broken YAML: a second mapping starts on the line of a key
  b: x: 2
     ^
  Quote a value that holds ": ". If it is the next line that belongs elsewhere, correct its indentation.`,
  },
  {
    text: "a:\n  b: 1\n c: 2\n",
    error: `a.yaml:3:1: broken YAML: all mapping items must start at the same column
   c: 2
  ^
  Keys of one mapping and items of one list start in the same column; brackets are closed.`,
  },
  {
    text: "a:\n\tb: 1\n",
    error: `a.yaml:2:1: broken YAML: the line is indented with a tab
  \\tb: 1
  ^
  Indent with spaces.`,
  },
  {
    text: "a: [1, 2\nb: 3\n",
    error: `a.yaml:2:1: broken YAML: flow sequence in block collection must be sufficiently indented and end with a ]
  b: 3
  ^
  Keys of one mapping and items of one list start in the same column; brackets are closed.`,
  },
  {
    text: "a: 'x\nb: 1\nc: 2\n",
    error: `a.yaml:1:4: broken YAML: this quote is never closed
  a: 'x
     ^`,
  },
  {
    text: "a: @x\n",
    error: `a.yaml:1:4: broken YAML: plain value cannot start with reserved character @
  a: @x
     ^
  Put the text in quotes, such as "> 8".`,
  },
  {
    text: "replicas: > 8\n",
    error: `a.yaml:1:13: broken YAML: this is not YAML
  replicas: > 8
              ^
  Put a comparison in quotes: "> 8".`,
  },
  {
    text: "replicas: >= 8\n",
    error: `a.yaml:1:12: broken YAML: a text that begins with > or | starts a block of lines
  replicas: >= 8
             ^
  Put a comparison in quotes: "> 8".`,
  },
  {
    text: "{replicas: > 8}\n",
    error: `a.yaml:1:12: broken YAML: plain value cannot start with block scalar indicator >
  {replicas: > 8}
             ^
  Put the text in quotes, such as "> 8".`,
  },
  {
    text: "a: 'it's'\n",
    error: `a.yaml:1:8: broken YAML: something follows where the value has ended
  a: 'it's'
         ^
  Is the indentation right, and are the quotes before it?`,
  },
  {
    text: "a: 1\nb\nc: 2\n",
    error: `a.yaml:2:1: broken YAML: this key has no value
  b
  ^
  Is a ":" missing?`,
  },
  {
    text: "a\nb: 1\n",
    error: `a.yaml:1:1: broken YAML: a key goes on over several lines
  a
  ^
  Is a ":" missing, or is the next line indented too far?`,
  },
  {
    text: "replicas: {{ .Values.replicas }}\n",
    error: `a.yaml:1:12: a key must be text, not a mapping or a list
  replicas: {{ .Values.replicas }}
             ^
  This looks like a Helm template. Render it first, for example with \`helm template\`.`,
  },
  {
    text: "{{- if .Values.x }}\na: 1\n{{- end }}\n",
    error: `a.yaml:1:3: broken YAML: block collections are not allowed within flow collections
  {{- if .Values.x }}
    ^
  This looks like a Helm template. Render it first, for example with \`helm template\`.`,
  },
  {
    text: "a: 1\nb: 2\na: 3\n",
    error: `a.yaml:3:1: the key "a" is given twice in one mapping
  a: 3
  ^
  It is first at a.yaml:1:1.`,
  },
  {
    text: "yes: 1\ntrue: 2\n",
    error: `a.yaml:2:1: the key "true" is given twice in one mapping
  true: 2
  ^
  It is first at a.yaml:1:1.`,
  },
  {
    text: "a: *b\n",
    error: `a.yaml:1:4: there is no anchor &b above this alias
  a: *b
     ^`,
  },
  {
    text: "a: &a [*a]\n",
    error: `a.yaml:1:8: the alias *a is inside the value that it names
  a: &a [*a]
         ^`,
  },
  {
    text: "<<: 3\n",
    error: `a.yaml:1:1: after "<<" comes a mapping, an alias of one, or a list of such
  <<: 3
  ^`,
  },
  {
    text: "? \n: 1\n",
    error: `a.yaml:1:3: a key is missing before the colon
  ? 
    ^`,
  },
  {
    text: "a: .inf\n",
    error: `a.yaml:1:4: .inf is not a number that JSON can hold
  a: .inf
     ^`,
  },
  { text: "", error: "a.yaml: the file holds no documents" },
  { text: "# only a comment\n---\n---\n", error: "a.yaml: the file holds no documents" },
])("$text is refused", ({ text, error }) => {
  expect(errorOf(text)).toBe(error);
});

test("aliases that multiply without end are refused before they are written out", () => {
  const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let index = 1; index <= 9; index++) {
    lines.push(`a${index}: &a${index} [${Array.from({ length: 10 }, () => `*a${index - 1}`).join(", ")}]`);
  }
  expect(errorOf(lines.join("\n"))).toBe(`a.yaml:6:9: the aliases make this more than 1000000 values
  a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
          ^
  Aliases repeat values, and repetitions of repetitions multiply.`);
});

test("collections that are nested without end are refused", () => {
  expect(errorOf(`${"[".repeat(510)}${"]".repeat(510)}`)).toBe(
    `a.yaml:1:502: this is nested more than 500 levels deep
  …${"[".repeat(64)}${"]".repeat(46)}…
  ${" ".repeat(56)}^`,
  );
  expect(errorOf("[".repeat(100_000))).toMatch(/^a\.yaml:1:\d+: /);
});

test("an argument's value is one value of YAML, or none", () => {
  const place = { kind: "argument", argument: "--set a=b" } as const;
  expect(toPlain(readValue("{a: [1, x]}", place, "scenario"))).toEqual({ a: [1, "x"] });
  expect(toPlain(readValue("", place, "scenario"))).toBe(null);
  expect(problemsOf(() => readValue("a\n---\nb", place, "scenario"))).toBe(
    "--set a=b: the value holds several documents",
  );
  expect(problemsOf(() => readValue("[", place, "scenario"))).toBe(
    "--set a=b: broken YAML: flow sequence must end with a ]\n  A quote, a bracket, a comma or a colon is missing here or above.",
  );
});
