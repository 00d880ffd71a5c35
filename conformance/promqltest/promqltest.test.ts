import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { runScript } from "./run-script.ts";
import { ScriptError } from "./script-error.ts";

const scripts = "conformance/promqltest/scripts";

test.for(readdirSync(scripts))("%s passes, as it does with the real engine", (name) => {
  const outcomes = runScript(readFileSync(`${scripts}/${name}`, "utf8"));
  expect(outcomes.filter(({ because }) => because !== undefined)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(3);
});

const loaded = `load 1m
  up{job="a"} 1x10
  up{job="b"} 0x10
  native {{schema:0 count:4 sum:10 buckets:[1 2 1]}}x10
`;

/** An expectation that is wrong, and why it fails. */
const wrong: readonly (readonly [script: string, because: string])[] = [
  ["eval instant at 1m sum(up)\n  {} 1.00001", "expected 1.00001 for {}, got 1"],
  ["eval instant at 1m sum(up)", "unexpected {} with 1"],
  ['eval instant at 1m sum(up)\n  {} 1\n  {job="a"} 1', '{job="a"} with 1 is missing'],
  ["eval instant at 1m sum(up)\n  {} {{count:1}}", "expected {count:1, sum:0} for {}, got 1"],
  ["eval instant at 1m sum(up)\n  expect warn\n  {} 1", "expected a warning, got none"],
  ["eval instant at 1m sum(up)\n  expect fail", "did not fail, expected a failure"],
  ["eval instant at 1m sum(up)\n  1", "expected the scalar 1, got a vector"],
  ["eval instant at 1m 1\n  2", "expected 2, got the scalar 1"],
  ['eval instant at 1m "a"\n  expect string "b"', 'expected the string "b", got "a"'],
  ['eval instant at 1m sort(up)\n  expect ordered\n  up{job="a"} 1\n  up{job="b"} 0', "element 1, expected at 2"],
  ["eval instant at 1m up + on () up\n  {} 1", "found duplicate series for the match group {}"],
  ["eval instant at 1m up + on () up\n  expect fail msg: no", "failed: found duplicate series"],
  [
    'eval instant at 1m rate(up[5m])\n  expect no_info\n  {job="a"} 0\n  {job="b"} 0',
    "unexpected infos: PromQL info: metric",
  ],
  ['eval instant at 1m rate(up[5m])\n  expect info msg: no\n  {job="a"} 0\n  {job="b"} 0', "expected the info no, got"],
  ["eval range from 0 to 2m step 1m sum(up)\n  {} 1 1", "expected 2 floats and 0 histograms"],
  ["eval range from 0 to 2m step 1m sum(up)\n  {} 1 1 1 1", "the range cannot have 4 points"],
  ["eval range from 0 to 2m step 1m sum(up)\n  {} 1 1 2", "expected 2 @120000"],
  ["eval range from 0 to 2m step 1m sum(up)\n  {} 1 _ 1", "expected 2 floats and 0 histograms"],
  ["eval instant at 1m native\n  native {{schema:0 count:4 sum:10 buckets:[1 1 2]}}", "expected {count:4, sum:10"],
  ["eval instant at 1m native\n  native {{schema:1 count:4 sum:10 buckets:[1 2 1]}}", "expected {count:4, sum:10"],
  [
    "eval instant at 1m native\n  native {{schema:0 count:4 sum:10 buckets:[1 2 1] counter_reset_hint:gauge}}",
    "expected {count:4, sum:10",
  ],
];

test.for(wrong)("fails %s", ([script, because]) => {
  expect(runScript(`${loaded}\n${script}\n`).map((outcome) => outcome.because)).toEqual([
    expect.stringContaining(because),
  ]);
});

/** What is no script, and what is said about it. */
const refused: readonly (readonly [script: string, because: string])[] = [
  ["lod 1m", 'line 1: invalid command "lod 1m"'],
  ["load", "line 1: invalid load command. (load[_with_nhcb] <step:duration>)"],
  ["load 1q", 'line 1: unknown unit "q" in duration "1q"'],
  ["load 1m\n  up 1 two", 'line 2: series values: "two"'],
  ["load 1m\n  up NaNx3", 'line 2: series values: "NaNx3"'],
  ["load 1m\n  up stalex3", 'line 2: series values: "stalex3"'],
  ["load 1m\n  up{job=a} 1", 'line 2: labels in "up{job=a} 1"'],
  ["load 1m\n  up {{size:1}}", 'line 2: bad histogram descriptor found: "size"'],
  ["load 1m\n  up@st 0s\n  down 1", "line 3: @st metric does not match the following sample line metric"],
  ["load 1m\n  up 1 2\n\nload 1m\n  up 3", "out of order sample"],
  ["eval instant at 1m up{", "line 1: 1:4: parse error: unexpected end of input inside braces"],
  ["eval now up", "line 1: invalid evaluation command: eval now up"],
  ["eval range from 5m to 1m step 1m up", "line 1: end timestamp (1m) is before start timestamp (5m)"],
  ["eval instant at 1m up\n  up 1 2", "several values in an instant evaluation need an 'expect range vector' line"],
  ["eval instant at 1m up\n  expect nothing", "line 2: invalid expect statement"],
  ["eval instant at 1m up\n  expect warn\n  expect no_warn", "line 3: warn and no_warn cannot be used together"],
  ["eval instant at 1m up\n  expect fail regex: (", "line 2: invalid regex (: error parsing regexp: missing closing )"],
];

test.for(refused)("refuses %s", ([script, because]) => {
  expect(() => runScript(script)).toThrow(ScriptError);
  expect(() => runScript(script)).toThrow(because);
});

test("the command prints counts and says by its exit code what happened", async () => {
  const run = (...paths: readonly string[]) =>
    execa("node", ["conformance/promqltest/main.ts", ...paths], { reject: false });
  const [passed, missing] = await Promise.all([run(scripts), run("no/such/folder")]);
  expect([passed.exitCode, passed.stdout.split("\n").at(-1)]).toEqual([0, "238 passed, 0 failed"]);
  expect([missing.exitCode, missing.stderr.split("\n")[0]]).toEqual([2, "no/such/folder: no such file or folder"]);
  const failing = join(mkdtempSync(join(tmpdir(), "promqltest-")), "failing.test");
  writeFileSync(failing, "eval instant at 0 1\n  2\n");
  const failed = await run(failing);
  expect([failed.exitCode, failed.stdout.split("\n").at(-1)]).toEqual([1, "0 passed, 1 failed"]);
});
