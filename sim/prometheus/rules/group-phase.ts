import type { RuleGroup } from "./rule.ts";
import { xxhash64 } from "./xxhash.ts";

/** The UTF-8 of a text. */
function utf8(text: string): readonly number[] {
  return [...unescapedPercent(encodeURIComponent(text))];
}

function* unescapedPercent(text: string): Generator<number> {
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "%") yield text.charCodeAt(at);
    else {
      yield Number.parseInt(text.slice(at + 1, at + 3), 16);
      at += 2;
    }
  }
}

const lengthMax = 255;

/** A text and its length before it, as Prometheus keeps labels. Source: prometheus v0.315.0 model/labels/labels_stringlabels.go */
function sized(text: string): readonly number[] {
  const bytes = utf8(text);
  const size = bytes.length < lengthMax ? [bytes.length] : [255, ...[0, 8, 16].map((by) => (bytes.length >> by) & 255)];
  return [...size, ...bytes];
}

/** The hash from which a group's place in its interval comes. Source: prometheus v0.315.0 rules/group.go (hash) */
export const groupHash = ({ name, file }: Pick<RuleGroup, "name" | "file">): bigint =>
  xxhash64(Uint8Array.from([...sized("file"), ...sized(file), ...sized("name"), ...sized(name)]));

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
