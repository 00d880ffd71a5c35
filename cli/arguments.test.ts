import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestCommandLine, metScenario, scenarioFiles, type TestCommandLine } from "./test-command-line.ts";

let line: TestCommandLine;

beforeAll(async () => {
  line = await createTestCommandLine(scenarioFiles("met", metScenario));
});

afterAll(() => line.remove());

test.concurrent.for([
  ["--help"],
  ["help"],
  ["run", "--help"],
  ["help", "explain"],
  ["replay", "--help"],
  ["list", "-h"],
])("%j is answered with help of 80 columns", async (words) => {
  const { code, stdout, stderr } = await line.kubewind(words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^Usage: kubewind/);
  const wide = stdout.split("\n").filter((text) => text.length > 81);
  expect(wide).toEqual([]);
  expect(stdout).not.toMatch(/default: (\[|false|")/);
});

test.concurrent("kubewind alone shows its help, and has done nothing", async () => {
  const help = await line.kubewind(["--help"]);
  expect(await line.kubewind([])).toEqual({ code: 2, stdout: "", stderr: help.stdout });
});

test.concurrent("--version is the version", async () => {
  expect(await line.kubewind(["--version"])).toEqual({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});

const wholeNumber = "It is a whole number from 0 to 9007199254740991.";

test.concurrent.for([
  [["rn"], "error: unknown command 'rn'\n(Did you mean run?)"],
  [["run"], "error: missing required argument 'path'"],
  [["run", "met", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)"],
  [["run", "met", "--seed", "x"], `error: option '--seed <number>' argument 'x' is invalid. ${wholeNumber}`],
  [["run", "met", "--seed", "-1"], `error: option '--seed <number>' argument '-1' is invalid. ${wholeNumber}`],
  [["run", "met", "--seed", "0x10"], `error: option '--seed <number>' argument '0x10' is invalid. ${wholeNumber}`],
  [
    ["run", "met", "--seed", "9007199254740992"],
    `error: option '--seed <number>' argument '9007199254740992' is invalid. ${wholeNumber}`,
  ],
  [
    ["run", "met", "--report", "pdf"],
    "error: option '--report <kinds>' argument 'pdf' is invalid. It is html, json, or both with a comma, or none.",
  ],
  [["run", "met", "--out", ""], "error: option '--out <folder>' argument '' is invalid. It is the path of a folder."],
  [["explain", "met"], "error: required option '--at <time>' not specified"],
  [["replay", "met"], "error: required option '--on <target>' not specified"],
  [
    ["replay", "met", "--on", "moon"],
    "error: option '--on <target>' argument 'moon' is invalid. Allowed choices are kind, simulated.",
  ],
  [
    ["replay", "met", "--on", "kind", "--cluster", "mine", "--keep"],
    "error: option '--cluster <name>' cannot be used with option '--keep'",
  ],
  [
    ["replay", "met", "--on", "simulated", "--report", "pdf"],
    "error: option '--report <kinds>' argument 'pdf' is invalid. It is html, json, junit, or several with commas, or none.",
  ],
  [
    ["explain", "met", "more", "--at", "5m"],
    "error: too many arguments for 'explain'. Expected 1 argument but got 2: met, more.",
  ],
  [["\u001b[31mrun"], "error: unknown command '\\x1b[31mrun'"],
] as const)("%j is refused", async ([words, stderr]) => {
  expect(await line.kubewind(words)).toEqual({
    code: 2,
    stdout: "",
    stderr: `${stderr}\n(kubewind --help says more)\n`,
  });
});

test.concurrent.for([
  [["--set", "seed"], '--set seed: "seed" is not of the form path=value'],
  [["--set", "hpa/wep.spec.maxReplicas=3"], "--set hpa/wep.spec.maxReplicas=3: "],
  [["--set", "cluster.nods.count=3"], "--set cluster.nods.count=3: "],
  [["--kubernetes", "1.2"], '--kubernetes 1.2: Kubernetes "1.2" is not modelled'],
] as const)("%j is refused for what it says", async ([words, begin]) => {
  const { code, stdout, stderr } = await line.kubewind(["run", "met", ...words]);
  expect({ code, stdout, begin: stderr.slice(0, begin.length) }).toEqual({ code: 2, stdout: "", begin });
});

test.concurrent("wrong arguments are a document too where one is asked for", async () => {
  const { code, stdout } = await line.kubewind(["run", "--json"]);
  const { kind, reason, message } = JSON.parse(stdout);
  expect([code, kind, reason, message]).toEqual([
    2,
    "kubewind.dev/Failure",
    "bad-input",
    "missing required argument 'path'",
  ]);
});

test.concurrent("a folder that cannot be made is an error, not a wait", async () => {
  const { code, stdout } = await line.kubewind(["run", "met", "--out", "/proc/none", "--quiet"]);
  expect(code).toBe(2);
  expect(stdout).toContain("the file cannot be written");
});
