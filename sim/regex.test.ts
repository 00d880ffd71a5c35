import { expect, test } from "vitest";
import { compileRegex } from "./regex.ts";

/** Source: what go1.26 regexp.Compile says of each. */
const refused: readonly (readonly [pattern: string, because: string])[] = [
  ["a(b", "missing closing ): `a(b`"],
  ["a**", "invalid nested repetition operator: `**`"],
  ["[z-a]", "invalid character class range: `z-a`"],
  ["(?=a)", "invalid or unsupported Perl syntax: `(?=`"],
  ["(?<=a)b", "invalid named capture: `(?<=a)b`"],
  ["a{1001}", "invalid repeat count: `{1001}`"],
  ["\\8", "invalid escape sequence: `\\8`"],
  ["a\\", "trailing backslash at end of expression: ``"],
];

test.for(refused)("refuses %s in Go's words", ([pattern, because]) => {
  expect(compileRegex(pattern)).toEqual({ kind: "invalid", because: `error parsing regexp: ${because}` });
});

test("gives the places and names of groups", () => {
  const compiled = compileRegex("^(?s:a(b)?(?P<tail>c*))$");
  if (compiled.kind === "invalid") throw new Error(compiled.because);
  expect(compiled.regex.groupNames).toEqual(["", "tail"]);
  expect(compiled.regex.exec("acc")).toEqual([0, 3, -1, -1, 1, 3]);
  expect(compiled.regex.exec("x")).toBeUndefined();
  expect([compiled.regex.test("ab"), compiled.regex.test("abb")]).toEqual([true, false]);
});

test("answers at once where backtracking would take for ever", () => {
  const compiled = compileRegex("^(?s:(a+)+)$");
  expect(compiled.kind === "regex" && compiled.regex.test(`${"a".repeat(5000)}!`)).toBe(false);
});
