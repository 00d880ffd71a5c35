import { expect, test } from "vitest";
import { goJson, goQuote } from "../../kubernetes/go-text.ts";
import { printableIntOrString, printableLabels, printableSelector } from "./go-syntax.ts";
import { asNamed, printValue } from "./go-value.ts";

test.each([
  ["plain", '"plain"'],
  ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
  ["tab\tline\n", '"tab\\tline\\n"'],
  ["\u0000\u001b", '"\\x00\\x1b"'],
  ["é 日本", '"é 日本"'],
  ["\u00a0\u200b", '"\\u00a0\\u200b"'],
  ["😀", '"😀"'],
  ["<&>", '"<&>"'],
])("%j is quoted as Go's %%q does", (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});

test("JSON escapes what could end a script, as Go's does", () => {
  expect(goJson({ b: "<&>", a: [1, null, true] })).toBe('{"b":"\\u003c\\u0026\\u003e","a":[1,null,true]}');
});

test("text is quoted, a number is plain, and a structure is JSON", () => {
  const values = ["a", 3, false, { app: "web" }];
  expect(values.map((value) => printValue(value, "as-json"))).toEqual(['"a"', "3", "false", '{"app":"web"}']);
});

test.each([
  [printableLabels({ b: "2", a: "1" }), '{"b":"2","a":"1"}', 'map[string]string{"a":"1", "b":"2"}'],
  [printableLabels(undefined), "null", "map[string]string(nil)"],
  [
    printableSelector({ matchExpressions: [{ key: "a", operator: "In", values: ["b", "c"] }] }),
    '{"matchExpressions":[{"key":"a","operator":"In","values":["b","c"]}]}',
    'v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"a", Operator:"In", Values:[]string{"b", "c"}}}}',
  ],
  [printableIntOrString("150%"), '"150%"', 'intstr.IntOrString{Type:1, IntVal:0, StrVal:"150%"}'],
  [printableIntOrString(0), "0", 'intstr.IntOrString{Type:0, IntVal:0, StrVal:""}'],
  [asNamed("Foo"), '"Foo"', '"Foo"'],
])("up to 1.33 a structure is in Go syntax: %j", (value, json, goSyntax) => {
  expect([printValue(value, "as-json"), printValue(value, "in-go-syntax")]).toEqual([json, goSyntax]);
});
