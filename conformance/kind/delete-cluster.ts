import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { callKind } from "./call-kind.ts";
import { isRunning, type ProcessIdentity } from "./process-identity.ts";
import { deleteCommand, type KindTools } from "./tools.ts";

const deleteSecondsMax = 120;
const listSecondsMax = 60;
const triesMax = 3;
const pauseMs = 500;

/** A container that the engine was asked for just before kind ended comes late. */
const latecomersMs = 1000;

/** What to delete. */
export type Doomed = {
  readonly name: string;
  /** Its making was broken off, which can leave a container on its way. */
  readonly isHalfMade?: boolean;
  /** A kind that may still be making it, and is ended first. */
  readonly maker?: ProcessIdentity | undefined;
};

/** Deletes a cluster and sees to it that no node is left. One that is not there is no error. */
export async function deleteCluster(tools: KindTools, doomed: Doomed): Promise<void> {
  const { name, maker, isHalfMade = maker !== undefined } = doomed;
  if (maker !== undefined) endGroup(maker);
  // kind strikes the cluster out of a kubeconfig, and the user's own is none of our business.
  const folder = mkdtempSync(path.join(tmpdir(), "kubewind-"));
  const words = ["delete", "cluster", "--name", name, "--kubeconfig", path.join(folder, "kubeconfig")];
  try {
    await deleteUntilGone(tools, name, words);
    if (!isHalfMade) return;
    await wait(latecomersMs);
    await deleteUntilGone(tools, name, words);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function deleteUntilGone(tools: KindTools, name: string, words: readonly string[]): Promise<void> {
  const advice = (): string => `Delete it by hand: ${deleteCommand(tools, name)}`;
  for (let tried = 1; ; tried++) {
    try {
      await callKind(tools, { words, secondsMax: deleteSecondsMax, advice });
      if ((await nodesOf(tools, name)).length === 0) return;
    } catch (error) {
      // An engine that is removing a container already, or that is busy with it, says so as an error.
      if (tried === triesMax) throw error;
    }
    if (tried === triesMax) throw new Error(`nodes of cluster ${name} are still there\n${advice()}`);
    await wait(tried * pauseMs);
  }
}

/** The names of all clusters of the engine. */
export const clusterNames = (tools: KindTools): Promise<readonly string[]> => listed(tools, ["get", "clusters"]);

const nodesOf = (tools: KindTools, name: string): Promise<readonly string[]> =>
  listed(tools, ["get", "nodes", "--name", name]);

async function listed(tools: KindTools, words: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await callKind(tools, { words, secondsMax: listSecondsMax });
  return stdout.split(/\s+/).filter((name) => name !== "");
}

/** Ends a process group whose leader is surely still the process that it was. */
function endGroup(leader: ProcessIdentity): void {
  // For kill(2), the groups 0 and 1 are this one and everything.
  if (leader.pid <= 1 || leader.began === undefined || !isRunning(leader)) return;
  try {
    process.kill(-leader.pid, "SIGKILL");
  } catch {
    // It has ended in between.
  }
}
