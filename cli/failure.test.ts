import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../input/input-error.ts";
import { codeOfFailure, failureDocument, failureOf, failureText } from "./failure.ts";
import {
  createTestCommandLine,
  metScenario,
  missedScenario,
  scenarioFiles,
  type TestCommandLine,
} from "./test-command-line.ts";

let line: TestCommandLine;

beforeAll(async () => {
  line = await createTestCommandLine({
    ...scenarioFiles("met", metScenario),
    ...scenarioFiles("missed", missedScenario),
  });
  // A package that has lost some of its own files: the closest that a user comes to a bug.
  const program = dirname(line.program);
  rmSync(join(program, "assets"), { recursive: true });
  rmSync(join(program, "worker.js"));
});

afterAll(() => line.remove());

const askedFor = "Run it again with KUBEWIND_DEBUG=1 for the stack, and please report both.";

test("a bug says that it is one, what happened and on which command line, and ends with 3", async () => {
  const { code, stdout, stderr } = await line.kubewind(["run", "met", "--set", "description=it's"]);
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(
      /^kubewind \d+\.\d+\.\d+ broke: Error: ENOENT: no such file or directory, open '.*report\.js'$/,
    ),
    `This is a bug of kubewind, not of your files. It happened on: npx kubewind run met --set 'description=it'\\''s'`,
    askedFor,
    "",
  ]);
});

test("a thread that dies fails its scenarios, each by name, and ends with 3", async () => {
  const { code, stdout, stderr } = await line.kubewind(["run", "met", "missed", "--report", "none", "--json"]);
  expect(code).toBe(3);
  expect(JSON.parse(stdout).items).toEqual(
    ["met", "missed"].map((scenario) => ({
      schemaVersion: 1,
      kind: "kubewind.dev/Failure",
      scenario,
      reason: "bug",
      message: stderr.trimEnd(),
      problems: [],
    })),
  );
});

test("whatever is thrown becomes a failure of plain data", () => {
  const problem = { file: "a.yaml", line: 1, column: 2, sourceLine: "a: b", message: "no", hint: "yes" };
  const bad = failureOf(new InputError([problem]));
  const bug = failureOf(new RangeError("too\u001b[2J far"));
  expect([bad, codeOfFailure(bad)]).toEqual([{ kind: "bad-input", problems: [problem] }, 2]);
  expect([bug, codeOfFailure(bug)]).toEqual([
    { kind: "bug", error: "RangeError: too\u001b[2J far", stack: expect.any(String) },
    3,
  ]);
  expect(failureOf("thrown text")).toEqual({ kind: "bug", error: "thrown text", stack: "" });
  expect(structuredClone([bad, bug])).toEqual([bad, bug]);
});

test("no failure's text holds a control character but newlines", () => {
  const text = failureText({ kind: "bug", error: "a\u001b[2J\u2028b", stack: "" });
  expect(text.split("\n")[0]).toMatch(/broke: a\\x1b\[2J\\u2028b$/);
});

test("a failure's document leaves out the line of the source, which its message shows", () => {
  const problem = { file: "a.yaml", line: 1, column: 2, message: "no" };
  expect(failureDocument({ kind: "bad-input", problems: [{ ...problem, sourceLine: "a: b" }] })).toEqual({
    schemaVersion: 1,
    kind: "kubewind.dev/Failure",
    reason: "bad-input",
    message: "a.yaml:1:2: no\n  a: b\n   ^",
    problems: [problem],
  });
});
