import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { type TestContext, test } from "vitest";
import { removeAbandoned, type Sweep } from "./abandoned.ts";
import { type Owner, ownerHere, writeOwner } from "./owners.ts";
import { isRunning, processIdentity } from "./process-identity.ts";
import { createTestPrograms, type TestPrograms } from "./test-programs.ts";
import { findKindTools, type KindTools } from "./tools.ts";

const name = "kubewind-ab12";

/** Clusters, and a run that comes upon them. */
type World = {
  readonly programs: TestPrograms;
  readonly tools: KindTools;
  readonly sweep: () => Promise<Sweep>;
  /** What the run has said. */
  readonly lines: readonly string[];
  /** Adds a cluster of this process, but for what is said otherwise. */
  readonly own: (otherwise: Partial<Owner>) => void;
};

async function createWorld({ onTestFinished }: TestContext): Promise<World> {
  const programs = createTestPrograms();
  onTestFinished(() => programs.folder.remove());
  const tools = await findKindTools(programs.environment);
  const lines: string[] = [];
  return {
    ...{ programs, tools, lines },
    sweep: () => removeAbandoned(tools, (line) => lines.push(line)),
    own: (otherwise) => {
      programs.addCluster(name);
      writeOwner(programs.owners, { ...ownerHere(name, tools.engine), ...otherwise });
    },
  };
}

/** A process that has ended. */
async function deadProcess(): Promise<Owner["process"]> {
  const subprocess = execa(process.execPath, ["-e", ""]);
  const identity = processIdentity(subprocess.pid ?? 0);
  await subprocess;
  return identity;
}

const nothing: Sweep = { removed: [], failed: [], unowned: [] };

test.concurrent("a cluster whose owner has ended is deleted, and its owner forgotten", async (context) => {
  const { expect } = context;
  const { programs, sweep, lines, own } = await createWorld(context);
  const process = await deadProcess();
  own({ process, since: "2026-03-01T10:00:00.000Z" });
  programs.addCluster("lab");
  expect(await sweep()).toEqual({ ...nothing, removed: [name] });
  expect(programs.clusters()).toEqual(["lab"]);
  expect(readdirSync(programs.owners)).toEqual([]);
  expect(lines).toEqual([
    `deleting cluster ${name}: its run (process ${process.pid}, 2026-03-01T10:00:00.000Z) has ended without doing it`,
    expect.stringMatching(/^deleted cluster kubewind-ab12 \(\d+\.\d s\)$/),
  ]);
});

test.concurrent("a process with the number of the owner's is not taken for the owner", async (context) => {
  const { expect } = context;
  const { programs, sweep, own } = await createWorld(context);
  const now = processIdentity(process.pid);
  own({ process: { ...now, began: `${now.began}0` } });
  expect(await sweep()).toEqual({ ...nothing, removed: [name] });
  expect(programs.clusters()).toEqual([]);
});

test.concurrent.for<readonly [string, (dead: Owner["process"]) => Partial<Owner>]>([
  ["whose owner is alive", () => ({})],
  ["of another host", (process) => ({ process, host: "elsewhere" })],
  ["of another container, where numbers of processes mean others", (process) => ({ process, pidNamespace: "pid:[1]" })],
  ["of another container engine", (process) => ({ process, engine: { name: "docker", id: "OTHER" } })],
])("a cluster %s is left alone", async ([, otherwise], context) => {
  const { expect } = context;
  const { programs, sweep, lines, own } = await createWorld(context);
  own(otherwise(await deadProcess()));
  expect(await sweep()).toEqual(nothing);
  expect(programs.clusters()).toEqual([name]);
  expect(readdirSync(programs.owners)).toEqual([`${name}.json`]);
  expect(lines).toEqual([]);
});

test.concurrent("clusters without an owner are left alone, and named once; others' clusters are not even named", async (context) => {
  const { expect } = context;
  const { programs, sweep, lines } = await createWorld(context);
  for (const cluster of ["kubewind-cd34", "kubewind-ef56", "lab"]) programs.addCluster(cluster);
  expect(await sweep()).toEqual({ ...nothing, unowned: ["kubewind-cd34", "kubewind-ef56"] });
  expect(programs.clusters()).toEqual(["kubewind-cd34", "kubewind-ef56", "lab"]);
  expect(lines).toEqual([
    "left alone, because nobody is written down as their owner: kubewind-cd34, kubewind-ef56; " +
      "to delete one that nobody uses: kind delete cluster --name kubewind-cd34",
  ]);
});

test.concurrent.for([
  ["is cut off", '{"cluster": "kubewind-ab12", "process": {"pid": 1'],
  ["names process 0, which would be this one's whole group", JSON.stringify({ process: { pid: 0 } })],
  ["is of another cluster", JSON.stringify({ cluster: "lab" })],
])("an owner file that %s says nothing", async ([, text = ""], context) => {
  const { expect } = context;
  const { programs, sweep } = await createWorld(context);
  const whole = { ...ownerHere(name, { name: "docker", version: "", id: "ENGINE:ID" }), process: await deadProcess() };
  programs.addCluster(name);
  mkdirSync(programs.owners, { recursive: true });
  const written = text.endsWith("}") ? JSON.stringify({ ...whole, ...JSON.parse(text) }) : text;
  writeFileSync(path.join(programs.owners, `${name}.json`), written);
  expect(await sweep()).toEqual({ ...nothing, unowned: [name] });
  expect(programs.clusters()).toEqual([name]);
});

test.concurrent("a cluster that was to be kept is named, with how to delete it", async (context) => {
  const { expect } = context;
  const { programs, sweep, lines, own } = await createWorld(context);
  own({ process: await deadProcess(), since: "2026-03-01T10:00:00.000Z", isKept: true });
  expect(await sweep()).toEqual(nothing);
  expect(programs.clusters()).toEqual([name]);
  expect(lines).toEqual([
    "cluster kubewind-ab12 is kept since 2026-03-01T10:00:00.000Z; to delete it: kind delete cluster --name kubewind-ab12",
  ]);
});

test.concurrent("once a kept cluster is deleted, its owner is forgotten", async (context) => {
  const { expect } = context;
  const { programs, tools, sweep, lines } = await createWorld(context);
  writeOwner(programs.owners, {
    ...ownerHere(name, tools.engine),
    process: await deadProcess(),
    isKept: true,
  });
  expect(await sweep()).toEqual(nothing);
  expect(readdirSync(programs.owners)).toEqual([]);
  expect(lines).toEqual([]);
});

test.concurrent("a kind that goes on making the cluster is ended with what it started, before the cluster is deleted", async (context) => {
  const { expect } = context;
  const { sweep, own } = await createWorld(context);
  const maker = execa("sh", ["-c", "sleep 100 & echo $!; wait"], { detached: true, reject: false, buffer: false });
  const { value: child } = await maker[Symbol.asyncIterator]().next();
  own({ process: await deadProcess(), maker: processIdentity(maker.pid ?? 0) });
  expect(await sweep()).toEqual({ ...nothing, removed: [name] });
  expect((await maker).signal).toBe("SIGKILL");
  await expect.poll(() => isRunning({ pid: Number(child) }), { timeout: 30_000 }).toBe(false);
});

test.concurrent("a process with the number of that kind is left alone", async (context) => {
  const { expect } = context;
  const { sweep, own } = await createWorld(context);
  const other = execa("sleep", ["100"], { detached: true, reject: false });
  const now = processIdentity(other.pid ?? 0);
  own({ process: await deadProcess(), maker: { ...now, began: `${now.began}0` } });
  await sweep();
  expect(isRunning(now)).toBe(true);
  other.kill("SIGKILL");
});

test.concurrent("a deletion that fails once is tried again", async (context) => {
  const { expect } = context;
  const { programs, sweep, own } = await createWorld(context);
  own({ process: await deadProcess() });
  programs.let("delete", "fails-once");
  expect(await sweep()).toEqual({ ...nothing, removed: [name] });
  expect(programs.clusters()).toEqual([]);
});

test.concurrent("a cluster that cannot be deleted keeps its owner, and does not keep the run from going on", async (context) => {
  const { expect } = context;
  const { programs, sweep, lines, own } = await createWorld(context);
  own({ process: await deadProcess() });
  programs.let("delete", "fails");
  expect(await sweep()).toEqual({ ...nothing, failed: [name] });
  expect(readdirSync(programs.owners)).toEqual([`${name}.json`]);
  expect(lines.at(-1)).toContain("ERROR: failed to delete nodes");
  expect(lines.at(-1)).toContain("Delete it by hand: kind delete cluster --name kubewind-ab12");
});
