import { type SimTime, simTime } from "../../sim/units.ts";
import type { ClusterClient } from "./cluster-client.ts";

/** An error that a component logged: what klog prints after its header. */
export type LoggedError = { readonly at: SimTime; readonly text: string };

/** Reads what some pods log, also of those that are gone by the end if they were asked often enough. */
export type LogReader = {
  readonly read: () => Promise<void>;
  /** In order of pods and lines. */
  readonly errors: () => readonly LoggedError[];
};

export function createLogReader(
  client: ClusterClient,
  { namespace, selector }: { readonly namespace: string; readonly selector: string },
): LogReader {
  const texts = new Map<string, string>();
  return {
    read: async () => {
      const path = `/api/v1/namespaces/${namespace}/pods`;
      const list = (await client.get(`${path}?labelSelector=${encodeURIComponent(selector)}`)) as {
        readonly items: readonly { readonly metadata: { readonly name: string } }[];
      };
      for (const { metadata } of list.items) {
        // A container that is still being created has no log.
        const text = await client.getText(`${path}/${metadata.name}/log?timestamps=true`).catch(() => undefined);
        if (text !== undefined) texts.set(metadata.name, text);
      }
    },
    errors: () => [...texts.values()].flatMap((text) => text.split("\n").flatMap(loggedError)),
  };
}

/** `2026-11-21T19:51:42.123456789Z E1121 19:51:42.123456       1 scraper.go:149] "Failed to scrape node" err="…"` */
export function loggedError(line: string): readonly LoggedError[] {
  const [, time, text] = /^(\S+) E\d{4} \S+ +\d+ [^\]]+\] (.*)$/.exec(line) ?? [];
  if (time === undefined || text === undefined) return [];
  return [{ at: simTime(Date.parse(time) * 1000), text }];
}
