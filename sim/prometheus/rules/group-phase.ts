import { hashLabels } from "../hash.ts";
import type { RuleGroup } from "./rule.ts";

/** The hash from which a group's place in its interval comes. Source: prometheus v0.315.0 rules/group.go (hash) */
export const groupHash = ({ name, file }: Pick<RuleGroup, "name" | "file">): bigint =>
  hashLabels({
    pairs: [
      ["file", file],
      ["name", name],
    ],
  });

/**
 * When a group is due for the last time at or before an instant, both in microseconds since the epoch.
 *
 * `jitter` is added to the hash: 0 gives what upstream gives, other numbers other phases.
 * Source: prometheus v0.315.0 rules/group.go (EvalTimestamp)
 */
export function lastDueAt(group: Pick<RuleGroup, "name" | "file" | "intervalMs">, now: number, jitter: bigint): number {
  const interval = BigInt(group.intervalMs) * 1_000_000n;
  const offset = (groupHash(group) + jitter) % interval;
  const adjusted = BigInt(now) * 1000n - offset;
  return Number((adjusted - (adjusted % interval) + offset) / 1000n);
}
