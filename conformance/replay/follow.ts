import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterClient } from "./cluster-client.ts";

/** An object as every API server tells it, as far as a follower needs it. */
type Listed = { readonly metadata: { readonly uid: string; readonly resourceVersion: string } };

/** Hears of an object before and after a change; `after` is undefined when it is gone. */
export type OnChange<Object> = (before: Object | undefined, after: Object | undefined) => void;

/** How long a broken connection is left alone. */
const pauseMs = 200;

/**
 * Follows the objects of a path until the signal comes: lists them, watches from there, and begins anew when the watch ends.
 *
 * Resolves when the first list has been read. A server that cannot be reached is asked again; what changed meanwhile is told at the
 * next list, as one change.
 */
export async function follow<Object>(
  client: ClusterClient,
  {
    path,
    signal,
    onChange,
  }: { readonly path: string; readonly signal: AbortSignal; readonly onChange: OnChange<Object> },
): Promise<void> {
  const known = new Map<string, unknown>();
  const tell = (uid: string, after: unknown): void => {
    const before = known.get(uid);
    if (after === undefined) known.delete(uid);
    else known.set(uid, after);
    onChange(before as Object | undefined, after as Object | undefined);
  };

  const list = async (): Promise<string> => {
    const answer = (await client.get(path)) as {
      readonly metadata: { readonly resourceVersion: string };
      readonly items: readonly Listed[];
    };
    const present = new Set(answer.items.map(({ metadata }) => metadata.uid));
    for (const uid of [...known.keys()]) if (!present.has(uid)) tell(uid, undefined);
    for (const item of answer.items) tell(item.metadata.uid, item);
    return answer.metadata.resourceVersion;
  };

  const watchFrom = (resourceVersion: string): Promise<void> =>
    client.watch({
      ...{ path, resourceVersion, signal },
      onChange: (type, object) => {
        const { metadata } = object as Listed;
        if (type === "ADDED" || type === "MODIFIED") tell(metadata.uid, object);
        if (type === "DELETED") tell(metadata.uid, undefined);
      },
    });

  const goOn = async (from: string): Promise<void> => {
    let resourceVersion: string | undefined = from;
    while (!signal.aborted) {
      if (resourceVersion !== undefined) await watchFrom(resourceVersion);
      if (signal.aborted) return;
      await sleep(pauseMs);
      resourceVersion = await list().catch(() => undefined);
    }
  };

  void goOn(await list());
}
