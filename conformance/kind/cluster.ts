import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { InputError } from "../../input/input-error.ts";
import { callKind } from "./call-kind.ts";
import { exportLogs, loadArchive, loadImage } from "./cluster-calls.ts";
import { type ClusterOrder, type ClusterPlace, kubeconfigIn } from "./cluster-order.ts";
import { callCreate } from "./create-call.ts";
import { clusterNames } from "./delete-cluster.ts";
import { deleteOwnCluster } from "./delete-own-cluster.ts";
import { afterFailure } from "./failed-cluster.ts";
import { hasOwner, ownerHere, ownersFolder, writeOwner } from "./owners.ts";
import { processIdentity } from "./process-identity.ts";
import { secondsSince } from "./seconds-since.ts";

/** A cluster that can be used. */
export type KindCluster = {
  readonly name: string;
  /** A kubeconfig of its own, in the run's folder. */
  readonly kubeconfig: string;
  /** Puts the images of an archive, as `docker save` writes it, onto each node. */
  readonly loadArchive: (file: string) => Promise<void>;
  /** Puts an image that the container engine has onto each node. */
  readonly loadImage: (reference: string) => Promise<void>;
  readonly exportLogs: (folder: string) => Promise<void>;
  /** Deletes the cluster, unless it is the user's own, and the kubeconfig. */
  readonly remove: () => Promise<void>;
};

/**
 * Makes a cluster.
 *
 * When that fails, logs are put into `kind-logs` of the run's folder, and what has come of it is deleted; the KindError says
 * where the logs are.
 */
export async function createKindCluster(order: ClusterOrder): Promise<KindCluster> {
  const { tools, name, folder, image, say } = order;
  const owners = ownersFolder(tools.environment);
  await requireNew(order);
  mkdirSync(folder, { recursive: true });
  const began = Date.now();
  say(`creating cluster ${name}${image === undefined ? "" : ` (image ${image})`}`);
  const owner = ownerHere(name, tools.engine);
  // Before anything is made: whatever happens from here on, a later run knows that it is to be deleted.
  writeOwner(owners, owner);
  try {
    await callCreate(order, (pid) => writeOwner(owners, { ...owner, maker: processIdentity(pid) }));
    writeOwner(owners, { ...owner, isKept: order.keep ?? false });
  } catch (error) {
    throw await afterFailure(order, error);
  }
  say(`cluster ${name} is ready (${secondsSince(began)})`);
  return {
    ...usesOf(order),
    remove: () => deleteOwnCluster(order),
  };
}

const kubeconfigSecondsMax = 60;

/** A cluster that is there already, and that `remove` leaves there. An InputError says so when there is none of that name. */
export async function useKindCluster(place: ClusterPlace): Promise<KindCluster> {
  const { tools, name, folder, signal } = place;
  const names = await clusterNames(tools);
  if (!names.includes(name)) {
    const hint = names.length === 0 ? "There is none at all." : `There are: ${names.join(", ")}.`;
    throw new InputError([{ message: `${tools.engine.name} has no kind cluster "${name}"`, hint }]);
  }
  const words = ["get", "kubeconfig", "--name", name];
  const { stdout } = await callKind(tools, { words, secondsMax: kubeconfigSecondsMax, signal });
  mkdirSync(folder, { recursive: true });
  writeFileSync(kubeconfigIn(folder), `${stdout}\n`, { mode: 0o600 });
  return { ...usesOf(place), remove: async () => rmSync(kubeconfigIn(folder), { force: true }) };
}

/** A cluster of that name is somebody's: it must neither be used nor be deleted when making ours fails. */
async function requireNew({ tools, name }: ClusterOrder): Promise<void> {
  const isTaken = hasOwner(ownersFolder(tools.environment), name) || (await clusterNames(tools)).includes(name);
  if (!isTaken) return;
  throw new InputError([{ message: `there is a cluster ${name} already`, hint: "Run again, under another name." }]);
}

const usesOf = (place: ClusterPlace): Omit<KindCluster, "remove"> => ({
  name: place.name,
  kubeconfig: kubeconfigIn(place.folder),
  loadArchive: (file) => loadArchive(place, file),
  loadImage: (reference) => loadImage(place, reference),
  exportLogs: (folder) => exportLogs(place, folder),
});
