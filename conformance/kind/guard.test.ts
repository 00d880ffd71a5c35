import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { type TestContext, test } from "vitest";
import { removeAbandoned } from "./abandoned.ts";
import { isRunning } from "./process-identity.ts";
import { createTestPrograms, type TestPrograms } from "./test-programs.ts";
import { findKindTools } from "./tools.ts";

const name = "kubewind-ab12";

const moduleUrl = (file: string): string => JSON.stringify(pathToFileURL(path.join(import.meta.dirname, file)).href);

/** The machine may be busy with others. */
const patience = { timeout: 30_000, interval: 10 };

/** A program that uses a cluster as `use` says, prints what it hears, and ends as a command would. */
const programText = (use: string, options: string): string => `
import { setTimeout as wait } from "node:timers/promises";
import { withCluster } from ${moduleUrl("guard.ts")};
import { findKindTools } from ${moduleUrl("tools.ts")};
const say = (line) => console.log(line.replace(process.cwd() + "/", "").replace(/\\d+\\.\\d s/, "1.0 s"));
const tools = await findKindTools(process.env);
const order = { tools, name: "${name}", folder: "run", config: "", waitSeconds: 60, say, ...${options} };
const untilAborted = async (signal) => {
  try { await wait(100_000, undefined, { signal }); } catch { say("use has ended"); throw new Error("a consequence"); }
};
try {
  say(await withCluster(order, async (cluster, signal) => { say("in use"); ${use} }));
} catch (error) {
  say(String(error));
  process.exitCode = error.exitCode ?? 3;
}
`;

/** A run of such a program. */
type Run = {
  readonly programs: TestPrograms;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Waits for a line. */
  readonly says: (line: string) => Promise<void>;
  readonly ended: () => Promise<{ readonly exitCode: number | undefined; readonly lines: readonly string[] }>;
};

/** Of the program's order, and of kind. */
type Otherwise = { readonly options?: string; readonly create?: string };

function start({ expect, onTestFinished }: TestContext, use: string, otherwise: Otherwise = {}): Run {
  const { options = "{}", create } = otherwise;
  const programs = createTestPrograms();
  if (create !== undefined) programs.let("create", create);
  const { path: cwd } = programs.folder;
  writeFileSync(path.join(cwd, "program.mjs"), programText(use, options));
  const { environment: env } = programs;
  const running = execa(process.execPath, ["program.mjs"], { cwd, env, extendEnv: false, reject: false, all: true });
  let said = "";
  running.all.on("data", (text: Buffer) => {
    said += text;
  });
  onTestFinished(async () => {
    running.kill("SIGKILL");
    await running;
    programs.folder.remove();
  });
  const lines = (): readonly string[] => said.trimEnd().split("\n");
  return {
    programs,
    kill: (signal) => void running.kill(signal),
    says: (line) => expect.poll(lines, patience).toContain(line),
    ended: async () => ({ exitCode: (await running).exitCode, lines: lines() }),
  };
}

/** What is left of the cluster. */
const left = ({ programs }: Run): object => ({
  clusters: programs.clusters(),
  owners: readdirSync(programs.owners).filter((file) => !file.startsWith(".")),
});

const nothingLeft = { clusters: [], owners: [] };
const allLeft = { clusters: [name], owners: [`${name}.json`] };

const made = ["creating cluster kubewind-ab12", "cluster kubewind-ab12 is ready (1.0 s)", "in use"];
const deleted = ["deleting cluster kubewind-ab12", "deleted cluster kubewind-ab12 (1.0 s)"];

test.concurrent("a cluster is made, used and deleted, and the use's result handed on", async (context) => {
  const { expect } = context;
  const run = start(context, 'return "a result";');
  expect(await run.ended()).toEqual({ exitCode: 0, lines: [...made, ...deleted, "a result"] });
  expect(left(run)).toEqual(nothingLeft);
});

test.concurrent("it is deleted when the use fails, too", async (context) => {
  const { expect } = context;
  const run = start(context, 'throw new Error("no such image");');
  expect(await run.ended()).toEqual({ exitCode: 3, lines: [...made, ...deleted, "Error: no such image"] });
  expect(left(run)).toEqual(nothingLeft);
});

test.concurrent("it is deleted when something throws that nobody catches", async (context) => {
  const { expect } = context;
  const run = start(context, 'setTimeout(() => { throw new Error("lost"); }); await untilAborted(signal);');
  const lines = [...made, "use has ended", ...deleted, "Error: lost"];
  expect(await run.ended()).toEqual({ exitCode: 3, lines });
  expect(left(run)).toEqual(nothingLeft);
});

test.concurrent.for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s ends the use and deletes the cluster; the exit code is %i", async ([signal, exitCode], context) => {
  const { expect } = context;
  const run = start(context, "await untilAborted(signal);");
  await run.says("in use");
  run.kill(signal);
  const ending = [`${signal}: ending; once more to leave at once`, "use has ended"];
  const lines = [...made, ...ending, ...deleted, `InterruptedError: interrupted by ${signal}`];
  expect(await run.ended()).toEqual({ exitCode, lines });
  expect(left(run)).toEqual(nothingLeft);
});

test.concurrent("the cluster of a use that does not end in time is deleted under it", async (context) => {
  const { expect } = context;
  const run = start(context, "await wait(100_000);", { options: "{ endingSecondsMax: 0.1 }" });
  await run.says("in use");
  run.kill("SIGTERM");
  await run.says("InterruptedError: interrupted by SIGTERM");
  expect(left(run)).toEqual(nothingLeft);
});

test.concurrent("Ctrl-C while kind makes the cluster ends kind, and deletes what there is", async (context) => {
  const { expect } = context;
  const run = start(context, "", { create: "hangs" });
  await run.says("creating cluster kubewind-ab12");
  await expect.poll(() => run.programs.clusters(), patience).toEqual([name]);
  run.kill("SIGINT");
  expect((await run.ended()).exitCode).toBe(130);
  expect(left(run)).toEqual(nothingLeft);
});

test.concurrent("Ctrl-C that npm passes on once more is still one", async (context) => {
  const { expect } = context;
  const run = start(context, "await untilAborted(signal);");
  await run.says("in use");
  run.kill("SIGINT");
  run.kill("SIGINT");
  expect((await run.ended()).lines).toContain("use has ended");
  expect(left(run)).toEqual(nothingLeft);
});

test.concurrent("a second signal ends the program at once, and the next run deletes the cluster", async (context) => {
  const { expect } = context;
  const run = start(context, "await wait(100_000);");
  await run.says("in use");
  run.kill("SIGINT");
  await run.says("SIGINT: ending; once more to leave at once");
  await wait(600);
  run.kill("SIGTERM");
  const { exitCode, lines } = await run.ended();
  expect(exitCode).toBe(143);
  expect(lines.at(-1)).toBe("SIGTERM: leaving; the next run deletes what is left of cluster kubewind-ab12");
  expect(left(run)).toEqual(allLeft);
  await nextRun(run);
  expect(left(run)).toEqual(nothingLeft);
});

test.concurrent("what SIGKILL leaves, the next run deletes, and nothing else", async (context) => {
  const { expect } = context;
  const run = start(context, "await wait(100_000);");
  run.programs.addCluster("kubewind-other");
  await run.says("in use");
  run.kill("SIGKILL");
  await run.ended();
  expect(left(run)).toEqual({ ...allLeft, clusters: [name, "kubewind-other"] });
  await nextRun(run);
  expect(left(run)).toEqual({ ...nothingLeft, clusters: ["kubewind-other"] });
});

test.concurrent("what SIGKILL leaves half-made, the next run deletes, after it has ended the kind that makes it", async (context) => {
  const { expect } = context;
  const run = start(context, "", { create: "hangs" });
  const { programs } = run;
  const [owner, sleeper] = [path.join(programs.owners, `${name}.json`), path.join(programs.folder.path, "sleeper")];
  await expect.poll(() => existsSync(sleeper) && readFileSync(owner, "utf8"), patience).toContain('"maker"');
  run.kill("SIGKILL");
  await run.ended();
  await nextRun(run);
  expect(left(run)).toEqual(nothingLeft);
  const pid = Number(readFileSync(sleeper, "utf8"));
  await expect.poll(() => isRunning({ pid }), patience).toBe(false);
});

test.concurrent("a cluster to be kept is left behind, with how to use and how to delete it", async (context) => {
  const { expect } = context;
  const run = start(context, 'return "a result";', { options: "{ keep: true }" });
  const kept = [
    "cluster kubewind-ab12 is kept; to use it: export KUBECONFIG=run/kubeconfig",
    "to delete it: kind delete cluster --name kubewind-ab12",
  ];
  expect(await run.ended()).toEqual({ exitCode: 0, lines: [...made, ...kept, "a result"] });
  expect(left(run)).toEqual(allLeft);
  await nextRun(run);
  expect(left(run)).toEqual(allLeft);
});

test.concurrent("a cluster to be kept is deleted nevertheless when it could not be made", async (context) => {
  const { expect } = context;
  const run = start(context, "", { options: "{ keep: true }", create: "fails" });
  expect((await run.ended()).exitCode).toBe(3);
  expect(left(run)).toEqual(nothingLeft);
});

/** What a run of this process would do first. */
async function nextRun({ programs }: Run): Promise<void> {
  await removeAbandoned(await findKindTools(programs.environment), () => {});
}
