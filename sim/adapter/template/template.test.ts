import { expect, test } from "vitest";
import { executeTemplate } from "./execute.ts";
import { parseTemplate } from "./parse.ts";
import type { Struct, Value } from "./value.ts";

const root: Struct = {
  type: "struct",
  goType: "naming.queryTemplateArgs",
  fields: new Map<string, Value>([
    ["Series", { type: "string", text: "http_requests" }],
    ["LabelValuesByName", { type: "map[string]string", entries: new Map([["pod", "a|b"]]) }],
    ["GroupBySlice", { type: "[]string", items: ["pod", "container"] }],
  ]),
};

/** What a template prints, or what is wrong with it. */
function print(text: string): string {
  const parsed = parseTemplate("metrics-query", text);
  if (parsed.kind !== "template") return `${parsed.kind}: ${parsed.message}`;
  const printed = executeTemplate({ name: "metrics-query", text, nodes: parsed.nodes }, root);
  return printed.ok ? printed.value : printed.error;
}

// Printed by the text/template of go1.26, where they are not about what is unsupported.
test.for([
  ["a <<.Series>> b", "a http_requests b"],
  ["a  <<- .Series ->>  b", "ahttp_requestsb"],
  ["a <<- /* gone */ ->> b", "ab"],
  ['<<index .LabelValuesByName "pod">>|<<index .LabelValuesByName "none">>', "a|b|"],
  ["<<.LabelValuesByName.pod>>|<<.LabelValuesByName.none>>", "a|b|<no value>"],
  ["<<range .GroupBySlice>>[<<.>>@<<$.Series>>]<<end>>", "[pod@http_requests][container@http_requests]"],
  ["<<if .LabelValuesByName.none>>a<<else if .Series>>b<<else>>c<<end>>", "b"],
  ["<<with .LabelValuesByName.none>>a<<else>>b<<end>>", "b"],
  ["<<.LabelValuesByName>> <<.GroupBySlice>> <<len .GroupBySlice>>", "map[pod:a|b] [pod container] 2"],
  ['<<.Series | printf "%s-%q" "x">>', 'x-"http_requests"'],
  ['<<(index .GroupBySlice 1) | printf "%s %d%%" >>', "container %!d(MISSING)%"],
  ['<<print "a" 1 2 "b" 3>>', "a1 2b3"],
  [
    '<<eq .Series "a" "http_requests">> <<ne .Series "a">> <<and .Series "" "x">> <<or "" .Series>>',
    "true true  http_requests",
  ],
  ['<<"q\\u0041\\n">><<`raw\\n`>>', "qA\nraw\\n"],
] as const)("%s prints %s", ([text, expected]) => {
  expect(print(text)).toBe(expected);
});

test.for([
  ["<<.Nope>>", "1:2", ".Nope", "can't evaluate field Nope in type naming.queryTemplateArgs"],
  ["a\nb <<.Series.Foo>>", "2:11", ".Series.Foo", "can't evaluate field Foo in type string"],
  [
    "<<index .GroupBySlice 2>>",
    "1:2",
    "index .GroupBySlice 2",
    "error calling index: reflect: slice index out of range",
  ],
  ["<<index .GroupBySlice 3>>", "1:2", "index .GroupBySlice 3", "error calling index: index out of range: 3"],
  ["<<range .Series>>x<<end>>", "1:8", ".Series", "range can't iterate over http_requests"],
  ["<<.Series 1>>", "1:2", ".Series", "Series has arguments but cannot be invoked as function"],
  ["<<len>>", "1:2", "len", "wrong number of args for len: want 1 got 0"],
] as const)("%s fails at %s", ([text, place, context, message]) => {
  expect(print(text)).toBe(`template: metrics-query:${place}: executing "metrics-query" at <${context}>: ${message}`);
});

test.for([
  ["a\n<<.Series", "2: unclosed action"],
  ["<<foo .Series>>", '1: function "foo" not defined'],
  ["<<if .Series>>x", "1: unexpected EOF"],
  ["<<>>", "1: missing value for command"],
  ["<<if>><<end>>", "1: missing value for if"],
  ["<<.Series @>>", '1: unexpected "@" in operand'],
  ["<<.Series)>>", "1: unexpected right paren"],
  ["<<(.Series>>", "1: unclosed left paren"],
  ['<<"a>>', "1: unterminated quoted string"],
  ["<</* a >>", "1: unclosed comment"],
  ["<<.Series | 5>>", "1: non executable command in pipeline stage 2"],
] as const)("%s is refused as Go refuses it", ([text, message]) => {
  expect(print(text)).toBe(`invalid: template: metrics-query:${message}`);
});

test.for([
  ["<<$x := .Series>>", "the variable $x"],
  ['<<define "a">><<end>>', '"define"'],
  ["<<html .Series>>", '"html"'],
  ["<<slice .Series 1>>", '"slice"'],
  ["<<(index .GroupBySlice 0).Foo>>", "a field of a pipeline in parentheses"],
  ["<<1.5>>", "the number 1.5"],
  ["<<'a'>>", `"'a'"`],
  ["<<with .Series>>a<<else with .GroupBySlice>>b<<end>>", '"else with"'],
] as const)("%s is said to be unsupported", ([text, what]) => {
  expect(print(text)).toBe(`unsupported: the template uses ${what}, which is not modelled`);
});
