import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type TestContext, test } from "vitest";
import { KindError } from "./call-kind.ts";
import { createKindCluster, useKindCluster } from "./cluster.ts";
import type { ClusterOrder } from "./cluster-order.ts";
import { isRunning } from "./process-identity.ts";
import { createTestPrograms, type TestPrograms } from "./test-programs.ts";
import { findKindTools } from "./tools.ts";

const name = "kubewind-ab12";

/** Clusters, and an order for one more. */
type World = {
  readonly programs: TestPrograms;
  readonly order: ClusterOrder;
  /** A file in the run's folder. */
  readonly inRun: (file: string) => string;
  /** The calls that are not questions. */
  readonly deeds: () => readonly string[];
  /** What is said of progress. */
  readonly lines: readonly string[];
  /** The error with which making a cluster ends. */
  readonly failure: (otherwise?: Partial<ClusterOrder>) => Promise<unknown>;
};

async function createWorld({ onTestFinished }: TestContext): Promise<World> {
  const programs = createTestPrograms();
  onTestFinished(() => programs.folder.remove());
  const folder = path.join(programs.folder.path, "run");
  const tools = await findKindTools(programs.environment);
  const lines: string[] = [];
  const say = (line: string): unknown => lines.push(line);
  const order = { tools, name, folder, say, image: "local/node:v1.36.3", config: "kind: Cluster\n", waitSeconds: 60 };
  return {
    ...{ programs, order, lines },
    inRun: (file) => path.join(folder, file),
    deeds: () => programs.calls().filter((call) => !/^(get|version)/.test(call)),
    failure: (otherwise = {}) =>
      createKindCluster({ ...order, ...otherwise }).then(
        () => "made",
        (error: unknown) => error,
      ),
  };
}

test.concurrent("a cluster is made from the config, with a kubeconfig in the run's folder, and deleted again", async (context) => {
  const { expect } = context;
  const { programs, order, inRun, deeds } = await createWorld(context);
  const cluster = await createKindCluster(order);
  expect(programs.clusters()).toEqual([name]);
  expect(readFileSync(inRun("kind.yaml"), "utf8")).toBe("kind: Cluster\n");
  expect(readFileSync(cluster.kubeconfig, "utf8")).toBe(`kubeconfig of ${name}\n`);
  expect(readdirSync(programs.owners)).toEqual([`${name}.json`]);
  await cluster.remove();
  expect(programs.clusters()).toEqual([]);
  expect(existsSync(cluster.kubeconfig)).toBe(false);
  expect(readdirSync(programs.owners)).toEqual([]);
  expect(deeds()).toEqual([
    "create cluster --name kubewind-ab12 --config run/kind.yaml --kubeconfig run/kubeconfig --wait 60s --retain --image local/node:v1.36.3",
    expect.stringMatching(/^delete cluster --name kubewind-ab12 --kubeconfig /),
  ]);
});

test.concurrent("its owner is written down before kind is called", async (context) => {
  const { programs, order } = await createWorld(context);
  programs.write("kind", `[ -e '${programs.owners}/${name}.json' ] || [ "$1" = get ] || exit 1`);
  await createKindCluster(order);
});

test.concurrent("images and logs are asked of kind by the cluster's name", async (context) => {
  const { expect } = context;
  const { order, inRun, deeds } = await createWorld(context);
  const cluster = await createKindCluster(order);
  await cluster.loadArchive("/images/app.tar");
  await cluster.loadImage("local/burn:1");
  await cluster.exportLogs(inRun("logs"));
  expect(deeds().slice(1)).toEqual([
    "load image-archive /images/app.tar --name kubewind-ab12",
    "load docker-image local/burn:1 --name kubewind-ab12",
    "export logs run/logs --name kubewind-ab12",
  ]);
});

test.concurrent("podman's images are saved by podman: kind would ask docker for them", async (context) => {
  const { expect } = context;
  const { programs, deeds, order } = await createWorld(context);
  programs.write("podman", `echo "podman $*" >> '${programs.folder.path}/calls'`);
  const engine = { name: "podman", version: "5.4.2", id: "" } as const;
  const cluster = await createKindCluster({ ...order, tools: { ...order.tools, engine } });
  await cluster.loadImage("local/burn:1");
  expect(deeds().slice(1)).toEqual([
    expect.stringMatching(/^podman save -o \S+\/image.tar local\/burn:1$/),
    expect.stringMatching(/^load image-archive \S+\/image.tar --name kubewind-ab12$/),
  ]);
});

test.concurrent("when it cannot be made, logs are exported, what has come of it is deleted, and the error says why", async (context) => {
  const { expect } = context;
  const { programs, inRun, deeds, failure } = await createWorld(context);
  programs.let("create", "fails");
  const error = await failure();
  expect(error).toBeInstanceOf(KindError);
  const [command, ...rest] = programs.folder.shown(String(error)).split("\n");
  expect(command).toMatch(/^KindError: kind create cluster --name kubewind-ab12 .*: exit code 1$/);
  expect(rest).toEqual([
    "  Creating cluster",
    "  ERROR: failed to init node with kubeadm",
    "What often is the cause: https://kind.sigs.k8s.io/docs/user/known-issues/",
    "Logs: run/kind-logs",
  ]);
  expect(readdirSync(inRun("kind-logs"))).toEqual(["create-cluster.log", "kubelet.log"]);
  expect(deeds().map((call) => call.split(" ")[0])).toEqual(["create", "export", "delete", "delete"]);
  expect(programs.clusters()).toEqual([]);
  expect(readdirSync(programs.owners)).toEqual([]);
});

test.concurrent("a cluster that does not get ready counts as one that cannot be made", async (context) => {
  const { expect } = context;
  const { programs, failure } = await createWorld(context);
  programs.let("create", "unready");
  expect(String(await failure())).toContain("cluster kubewind-ab12 is not ready 60 s after it was made");
  expect(programs.clusters()).toEqual([]);
});

test.concurrent("when deleting it fails too, both errors are told, and its owner stays for the next run", async (context) => {
  const { expect } = context;
  const { programs, failure } = await createWorld(context);
  programs.let("create", "fails");
  programs.let("delete", "fails");
  const error = String(await failure());
  expect(error).toContain("ERROR: failed to init node with kubeadm");
  expect(error).toContain("Delete it by hand: kind delete cluster --name kubewind-ab12");
  expect(readdirSync(programs.owners)).toEqual([`${name}.json`]);
});

test.concurrent("a cluster that has the name already is neither used nor deleted", async (context) => {
  const { expect } = context;
  const { programs, deeds, failure } = await createWorld(context);
  programs.addCluster(name);
  expect(String(await failure())).toContain("there is a cluster kubewind-ab12 already");
  expect(deeds()).toEqual([]);
  expect(programs.clusters()).toEqual([name]);
});

test.concurrent("an abort ends kind and what it started, deletes the cluster, and is itself the error", async (context) => {
  const { expect } = context;
  const { programs, deeds, failure } = await createWorld(context);
  programs.let("create", "hangs");
  const controller = new AbortController();
  const failing = failure({ signal: controller.signal });
  const sleeper = path.join(programs.folder.path, "sleeper");
  await expect
    .poll(() => existsSync(sleeper) && readFileSync(sleeper, "utf8").trim(), { timeout: 30_000 })
    .toMatch(/\d/);
  const pid = Number(readFileSync(sleeper, "utf8"));
  const reason = new Error("enough");
  controller.abort(reason);
  expect(await failing).toBe(reason);
  expect(isRunning({ pid })).toBe(false);
  expect(programs.clusters()).toEqual([]);
  expect(deeds().map((call) => call.split(" ")[0])).toEqual(["create", "delete", "delete"]);
});

test.concurrent("a cluster of the user's is used with a kubeconfig of our own, and left there", async (context) => {
  const { expect } = context;
  const { programs, deeds, order } = await createWorld(context);
  programs.addCluster("lab");
  const cluster = await useKindCluster({ ...order, name: "lab" });
  expect(cluster.name).toBe("lab");
  expect(readFileSync(cluster.kubeconfig, "utf8")).toBe("kubeconfig of lab\n");
  await cluster.remove();
  expect(existsSync(cluster.kubeconfig)).toBe(false);
  expect(programs.clusters()).toEqual(["lab"]);
  expect(deeds()).toEqual([]);
});

test.concurrent("when there is no such cluster, those that there are are named", async (context) => {
  const { expect } = context;
  const { programs, order } = await createWorld(context);
  programs.addCluster("lab");
  await expect(useKindCluster({ ...order, name: "lba" })).rejects.toThrow(
    'docker has no kind cluster "lba"\n  There are: lab.',
  );
});
