import fc from "fast-check";
import { expect, test } from "vitest";
import { formatProblem, InputError } from "./input-error.ts";
import { placeIn, problemAt } from "./place.ts";
import { quote, visible } from "./visible-text.ts";

test("a problem shows its place, its line with a caret, and the hint", () => {
  const problem = {
    file: "web.yaml",
    line: 2,
    column: 5,
    sourceLine: "    nods: {count: 5}",
    message: 'unknown field "nods"',
    hint: 'Did you mean "nodes"?\nOr not.',
  };
  expect(formatProblem(problem)).toBe(
    ['web.yaml:2:5: unknown field "nods"', "  nods: {count: 5}", "  ^", '  Did you mean "nodes"?', "  Or not."].join(
      "\n",
    ),
  );
});

test("a problem without a place is its message alone", () => {
  expect(formatProblem({ message: "--set x: no" })).toBe("--set x: no");
});

test("an error's message holds all of its problems", () => {
  const error = new InputError([{ message: "one" }, { file: "a.yaml", message: "two" }]);
  expect(error.message).toBe("one\na.yaml: two");
});

test("control characters of an input are written out wherever they stand", () => {
  const text = formatProblem({
    file: "\u001b[2J.yaml",
    line: 1,
    column: 7,
    sourceLine: "name: \u001b[31mred\u0007",
    message: "no \u009b31m name\u202e",
    hint: "write\tit\r",
  });
  expect(text).toBe(
    ["\\x1b[2J.yaml:1:7: no \\x9b31m name\\u{202e}", "  name: \\x1b[31mred\\x07", "        ^", "  write\\tit\\r"].join(
      "\n",
    ),
  );
});

test("the caret stands under the column although characters before it are written out", () => {
  const lines = formatProblem({ file: "a", line: 1, column: 4, sourceLine: "a\tb c", message: "m" }).split("\n");
  expect(lines.slice(1)).toEqual(["  a\\tb c", "      ^"]);
});

test("a long line is cut around the column", () => {
  const sourceLine = `${"x".repeat(5000)}HERE${"y".repeat(5000)}`;
  const [, excerpt = "", caret = ""] = formatProblem({
    file: "a",
    line: 1,
    column: 5001,
    sourceLine,
    message: "m",
  }).split("\n");
  expect(excerpt).toMatch(/^ {2}…x+HEREy+…$/);
  expect(excerpt.length).toBeLessThan(120);
  expect(excerpt[caret.indexOf("^")]).toBe("H");
});

test("no text of an input reaches the terminal with a control character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(30), (text, offset) => {
      const source = { file: text, text };
      const shown = formatProblem(problemAt(placeIn(source, Math.min(offset, text.length)), quote(text), text));
      expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test("text without control characters stays as it is", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~äöü€]*$/), (text) => {
      expect(visible(text)).toBe(text);
    }),
  );
});

test.for([
  { text: "a\nb\n", offset: 0, at: "f:1:1", line: "a" },
  { text: "a\nb\n", offset: 2, at: "f:2:1", line: "b" },
  { text: "a\nb\n", offset: 4, at: "f:3:1", line: "" },
  { text: "\na", offset: 0, at: "f:1:1", line: "" },
  { text: "\na", offset: 1, at: "f:2:1", line: "a" },
  { text: "a: b\r\nc", offset: 3, at: "f:1:4", line: "a: b" },
])("character $offset of $text is at $at", ({ text, offset, at, line }) => {
  const problem = problemAt(placeIn({ file: "f", text }, offset), "m");
  expect([`${problem.file}:${problem.line}:${problem.column}`, problem.sourceLine]).toEqual([at, line]);
});
