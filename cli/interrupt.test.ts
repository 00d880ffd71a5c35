import { setTimeout as wait } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestCommandLine,
  manifests,
  metScenario,
  plainEnvironment,
  scenarioFiles,
  type TestCommandLine,
} from "./test-command-line.ts";

let line: TestCommandLine;
/** A year takes far longer than these tests. */
const longScenario = metScenario.replace("duration: 10m", "duration: 8760h");

beforeAll(async () => {
  line = await createTestCommandLine({
    ...scenarioFiles("quick", metScenario),
    ...scenarioFiles("long", longScenario),
    "piped/scenario.yaml": `${longScenario}manifests: ["-"]\n`,
  });
});

afterAll(() => line.remove());

/** A program that is running, and when it has read its standard input. */
type Started = { readonly read: Promise<void> };

/** Runs a command until it is time, then sends it a signal. */
async function interrupted(
  words: readonly string[],
  signal: NodeJS.Signals,
  isTime: (running: Started) => Promise<void>,
): Promise<object> {
  const running = execa(process.execPath, [line.program, ...words], {
    cwd: line.folder.path,
    reject: false,
    extendEnv: false,
    env: plainEnvironment,
  });
  // More than any pipe holds: when all of it is gone, the program has read most of it, and is set up.
  const input = `${`#${" ".repeat(98)}\n`.repeat(20_000)}${manifests}`;
  running.stdin.on("error", () => {});
  const read = new Promise<void>((resolve) => running.stdin.end(input, () => resolve()));
  await isTime({ read });
  running.kill(signal);
  const { exitCode, stdout, stderr } = await running;
  return { exitCode, stdout, stderr };
}

test.for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s ends a long run with %i at once, and leaves only whole files", async ([signal, exitCode]) => {
  const out = `kubewind-out/${signal}`;
  const words = ["run", "quick", "long", "--out", out, "--report", "html,json"];
  const isQuickThrough = async (): Promise<void> => {
    while (!line.filesIn(out).includes("quick/report.json")) await wait(10);
  };
  expect(await interrupted(words, signal, isQuickThrough)).toEqual({ exitCode, stdout: "", stderr: "" });
  expect(line.filesIn(out)).toEqual(["quick/report.html", "quick/report.json"]);
  expect(JSON.parse(line.read(`${out}/quick/report.json`)).scenario.name).toBe("quick");
  expect(line.read(`${out}/quick/report.html`)).toMatch(/<\/html>\s*$/);
});

test.for([
  ["a single run", ["run", "piped", "--out", "kubewind-out/single"]],
  ["an explanation", ["explain", "piped", "--at", "8000h"]],
  ["a replay", ["replay", "piped", "--on", "simulated", "--out", "kubewind-out/single"]],
] as const)("Ctrl-C ends %s", async ([, words]) => {
  const isUnderWay = async ({ read }: Started): Promise<void> => {
    await read;
    await wait(500);
  };
  expect(await interrupted(words, "SIGINT", isUnderWay)).toEqual({ exitCode: 130, stdout: "", stderr: "" });
  expect(line.filesIn("kubewind-out/single")).toEqual([]);
});
