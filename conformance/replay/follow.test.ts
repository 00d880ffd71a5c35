import { expect, test } from "vitest";
import type { ClusterClient } from "./cluster-client.ts";
import { follow } from "./follow.ts";

type Thing = { readonly metadata: { readonly uid: string; readonly resourceVersion: string }; readonly value: number };

const thing = (uid: string, value: number): Thing => ({ metadata: { uid, resourceVersion: "1" }, value });

/** A server whose lists and watches are given one after the other; the last watch lasts until the signal. */
function scripted(
  lists: readonly (readonly Thing[] | "fails")[],
  watches: readonly (readonly [string, Thing])[][],
): ClusterClient {
  let [listed, watched] = [0, 0];
  return {
    getText: async () => "",
    get: async () => {
      const items = lists[listed++];
      if (items === undefined || items === "fails") throw new Error("refused");
      return { metadata: { resourceVersion: String(listed) }, items };
    },
    watch: async ({ onChange, signal }) => {
      for (const [type, object] of watches[watched++] ?? []) onChange(type, object);
      if (watched < watches.length) return;
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    },
  };
}

test("tells each change once, also of what changed while the connection was gone", async () => {
  const over = new AbortController();
  const told: string[] = [];
  const client = scripted(
    [[thing("a", 1)], "fails", [thing("a", 2), thing("c", 9)]],
    [
      [
        ["ADDED", thing("b", 1)],
        ["MODIFIED", thing("b", 2)],
        ["BOOKMARK", thing("", 0)],
      ],
      [["DELETED", thing("c", 9)]],
    ],
  );
  const done = Promise.withResolvers<void>();
  await follow<Thing>(client, {
    ...{ path: "/things", signal: over.signal },
    onChange: (before, after) => {
      told.push(`${(before ?? after)?.metadata.uid} ${before?.value ?? "-"} ${after?.value ?? "-"}`);
      if (told.at(-1) === "c 9 -") done.resolve();
    },
  });
  await done.promise;
  over.abort();
  // b was gone when the list could be read again.
  expect(told).toEqual(["a - 1", "b - 1", "b 1 2", "b 2 -", "a 1 2", "c - 9", "c 9 -"]);
});
