import { unreachable } from "../../sim/invariant.ts";
import { clusterNamePrefix } from "./cluster-name.ts";
import type { Say } from "./cluster-order.ts";
import { clusterNames, deleteCluster } from "./delete-cluster.ts";
import { forgetOwner, type Owner, ownersFolder, readOwners, standingOf } from "./owners.ts";
import { secondsSince } from "./seconds-since.ts";
import { deleteCommand, type KindTools } from "./tools.ts";

/** What became of the clusters that earlier runs have left. */
export type Sweep = {
  /** Deleted: their owners on this machine have ended. */
  readonly removed: readonly string[];
  /** Should be gone, and could not be deleted. */
  readonly failed: readonly string[];
  /** Nobody is written down as their owner. */
  readonly unowned: readonly string[];
};

/** Deletes the clusters whose owners on this machine have ended without doing it, and no others. */
export async function removeAbandoned(tools: KindTools, say: Say): Promise<Sweep> {
  const folder = ownersFolder(tools.environment);
  const names = await clusterNames(tools);
  // Read after the names: whoever makes a cluster writes itself down first.
  const owners = readOwners(folder);
  const removed: string[] = [];
  const failed: string[] = [];
  for (const owner of owners) {
    const standing = standingOf(owner, tools.engine);
    switch (standing.kind) {
      case "abandoned":
        ((await removeOne({ owner, tools, folder, say })) ? removed : failed).push(owner.cluster);
        break;
      case "kept":
        // Somebody has deleted it since, as was meant to be.
        if (!names.includes(owner.cluster)) forgetOwner(folder, owner.cluster);
        else
          say(
            `cluster ${owner.cluster} is kept since ${owner.since}; to delete it: ${deleteCommand(tools, owner.cluster)}`,
          );
        break;
      case "in-use":
      case "elsewhere":
        break;
      default:
        unreachable(standing);
    }
  }
  const unowned = await withoutOwner({ names, owners, tools });
  if (unowned.length > 0) say(unownedNote(unowned, tools));
  return { removed, failed, unowned };
}

type OneOwner = { readonly owner: Owner; readonly tools: KindTools; readonly folder: string; readonly say: Say };

async function removeOne({ owner, tools, folder, say }: OneOwner): Promise<boolean> {
  const { cluster: name, maker, process } = owner;
  const began = Date.now();
  say(`deleting cluster ${name}: its run (process ${process.pid}, ${owner.since}) has ended without doing it`);
  try {
    await deleteCluster(tools, { name, maker });
    forgetOwner(folder, name);
    say(`deleted cluster ${name} (${secondsSince(began)})`);
    return true;
  } catch (error) {
    // What an earlier run has left must not keep this one from going on.
    say(`cluster ${name} is still there: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

type Listed = { readonly names: readonly string[]; readonly owners: readonly Owner[]; readonly tools: KindTools };

async function withoutOwner({ names, owners, tools }: Listed): Promise<readonly string[]> {
  const isOwned = (name: string): boolean => owners.some(({ cluster }) => cluster === name);
  const found = names.filter((name) => name.startsWith(clusterNamePrefix) && !isOwned(name));
  if (found.length === 0) return [];
  // Another run may just have deleted its cluster, and then forgotten whose it was.
  const still = await clusterNames(tools);
  return found.filter((name) => still.includes(name));
}

function unownedNote(names: readonly string[], tools: KindTools): string {
  const [first = ""] = names;
  return `left alone, because nobody is written down as their owner: ${names.join(", ")}; to delete one that nobody uses: ${deleteCommand(tools, first)}`;
}
