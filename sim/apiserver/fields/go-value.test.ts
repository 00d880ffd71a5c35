import { expect, test } from "vitest";
import { goJson, goQuote } from "../../kubernetes/go-text.ts";
import { printValue } from "./go-value.ts";

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
  expect([printValue("a"), printValue(3), printValue(false), printValue({ app: "web" })]).toEqual([
    '"a"',
    "3",
    "false",
    '{"app":"web"}',
  ]);
});
