import { setTimeout as wait } from "node:timers/promises";
import { removeAbandoned } from "./abandoned.ts";
import { createKindCluster, type KindCluster } from "./cluster.ts";
import { type ClusterOrder, kubeconfigIn, type Say } from "./cluster-order.ts";
import { watchForInterruption } from "./interruption.ts";
import { deleteCommand } from "./tools.ts";

/** A cluster to be made; what ends its run is watched for here. */
export type GuardedOrder = Omit<ClusterOrder, "signal"> & {
  /** How long a use that was interrupted may take to end, before its cluster is deleted under it; 10 when absent. */
  readonly endingSecondsMax?: number;
};

/** What is done with a cluster; it should end soon after the signal is aborted. */
export type UseOfCluster<Result> = (cluster: KindCluster, signal: AbortSignal) => Promise<Result>;

/**
 * Makes a cluster, uses it, and deletes it, however the use ends; what earlier runs have left is deleted first.
 *
 * A first SIGINT, SIGTERM or SIGHUP, or an exception that nobody caught, aborts the use. It rejects with an InterruptedError or
 * the exception after the cluster is deleted. A second signal ends the process at once; the next run then deletes the cluster.
 * Nobody else should end the process on these signals meanwhile. With `keep`, a cluster that was made is left behind.
 */
export async function withCluster<Result>(given: GuardedOrder, use: UseOfCluster<Result>): Promise<Result> {
  const order = { ...given, say: undisturbed(given.say) };
  const { name, say } = order;
  const { signal, stopWatching } = watchForInterruption({
    onFirst: (by) => say(`${by}: ending; once more to leave at once`),
    onSecond: (by) => say(`${by}: leaving; the next run deletes what is left of cluster ${name}`),
  });
  try {
    await removeAbandoned(order.tools, say);
    signal.throwIfAborted();
    const cluster = await createKindCluster({ ...order, signal });
    const result = await usedAndRemoved({ order, cluster, signal, use });
    signal.throwIfAborted();
    return result;
  } finally {
    stopWatching();
  }
}

type Using<Result> = {
  readonly order: GuardedOrder;
  readonly cluster: KindCluster;
  readonly signal: AbortSignal;
  readonly use: UseOfCluster<Result>;
};

async function usedAndRemoved<Result>(using: Using<Result>): Promise<Result> {
  const { order, cluster, signal, use } = using;
  let result: Result;
  try {
    result = await untilAborted(use(cluster, signal), { signal, endingSecondsMax: order.endingSecondsMax ?? 10 });
  } catch (error) {
    // That the use has failed is the news, also when the cluster stays.
    await ended(using).catch((deletion: unknown) => order.say(messageOf(deletion)));
    throw error;
  }
  await ended(using);
  return result;
}

async function ended<Result>({ order, cluster }: Using<Result>): Promise<void> {
  if (order.keep === true) tellHowToUse(order);
  else await cluster.remove();
}

type Limit = { readonly signal: AbortSignal; readonly endingSecondsMax: number };

/** What a promise comes to; once the signal is aborted, it is waited for no longer than a use may take to end. */
async function untilAborted<Result>(used: Promise<Result>, { signal, endingSecondsMax }: Limit): Promise<Result> {
  const settled = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const onAbort = (): void => {
      wait(endingSecondsMax * 1000, undefined, { signal: settled.signal }).then(
        () => reject(signal.reason),
        () => {},
      );
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([used, late]);
  } catch (error) {
    // What a use says while it is being ended is a consequence.
    throw signal.aborted ? signal.reason : error;
  } finally {
    settled.abort();
  }
}

function tellHowToUse({ tools, name, folder, say }: GuardedOrder): void {
  say(`cluster ${name} is kept; to use it: export KUBECONFIG=${kubeconfigIn(folder)}`);
  say(`to delete it: ${deleteCommand(tools, name)}`);
}

/** Whoever cannot be told of a deletion must not keep it from being done. */
const undisturbed =
  (say: Say): Say =>
  (line) => {
    try {
      say(line);
    } catch {
      // Nobody is left to tell.
    }
  };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
