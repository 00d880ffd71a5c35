import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { KindError } from "./call-kind.ts";
import { exportLogs } from "./cluster-calls.ts";
import { type ClusterOrder, logsIn } from "./cluster-order.ts";
import { deleteOwnCluster } from "./delete-own-cluster.ts";

/** Deletes what has come of a cluster that could not be made, and answers the error to be thrown. */
export async function afterFailure(order: ClusterOrder, error: unknown): Promise<unknown> {
  // Who has interrupted it does not ask for logs.
  const logs = order.signal?.aborted === true ? [] : [await exportedLogs(order, error)];
  try {
    await deleteOwnCluster(order, { isHalfMade: true });
  } catch (deletion) {
    const message = [messageOf(error), ...logs, messageOf(deletion)].join("\n");
    return new AggregateError([error, deletion], message);
  }
  if (!(error instanceof KindError)) return error;
  return new KindError([error.message, ...logs].join("\n"), { stderr: error.stderr, cause: error });
}

/** Says where the logs are, and which are missing. */
async function exportedLogs(order: ClusterOrder, error: unknown): Promise<string> {
  const folder = logsIn(order.folder);
  mkdirSync(folder, { recursive: true });
  if (error instanceof KindError) writeFileSync(path.join(folder, "create-cluster.log"), error.stderr);
  try {
    await exportLogs(order, folder);
    return `Logs: ${folder}`;
  } catch {
    return `Logs: ${folder} (those of its nodes could not be had)`;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
