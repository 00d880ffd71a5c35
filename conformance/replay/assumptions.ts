import type { Guess } from "./as-seen.ts";

/** What is taken to hold of a recorded run where the record leaves it open. */
export type Assumption = Guess & {
  /** What a request cost, as a factor of what the scenario states. */
  readonly cost: number;
};

/**
 * From the plainest one on.
 *
 * When metrics-server scraped, and when a kubelet looked, is known to some tenths of a second; that decides whether a sync reads a
 * sample already, and how much of a step is in it. The workload spends what is stated to within a few percent, and kube-proxy draws
 * a pod for each connection, so that the pods of one sync have a few percent more or less than their share.
 */
export const assumptions: readonly Assumption[] = [1, 0.98, 1.02, 0.96, 1.04].flatMap((cost) =>
  [0.5, 0, 1].flatMap((scrapes) => [0.5, 0, 1].map((looks) => ({ cost, scrapes, looks }))),
);

/** What is not the plainest in it, in words; empty for the plainest. */
export function assumptionText({ cost, scrapes, looks }: Assumption): string {
  const instants = (what: string, share: number): readonly string[] =>
    share === 0.5 ? [] : [`${what} as ${share < 0.5 ? "early" : "late"} as they can have been`];
  const percent = Math.round(Math.abs(cost - 1) * 100);
  return [
    ...instants("scrapes", scrapes),
    ...instants("looks of the kubelet", looks),
    ...(percent === 0 ? [] : [`requests that cost ${percent} % ${cost > 1 ? "more" : "less"}`]),
  ].join(", ");
}
