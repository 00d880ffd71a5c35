import { rmSync } from "node:fs";
import { type ClusterOrder, kubeconfigIn } from "./cluster-order.ts";
import { type Doomed, deleteCluster } from "./delete-cluster.ts";
import { forgetOwner, ownersFolder } from "./owners.ts";
import { secondsSince } from "./seconds-since.ts";

/** Deletes a cluster of this run, or what has come of it, and what the run has written down about it. */
export async function deleteOwnCluster(order: ClusterOrder, doomed: Omit<Doomed, "name"> = {}): Promise<void> {
  const { tools, name, folder, say } = order;
  const began = Date.now();
  say(`deleting cluster ${name}`);
  await deleteCluster(tools, { name, ...doomed });
  forgetOwner(ownersFolder(tools.environment), name);
  rmSync(kubeconfigIn(folder), { force: true });
  say(`deleted cluster ${name} (${secondsSince(began)})`);
}
