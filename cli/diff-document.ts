import type { Comparison, Side } from "../reports/diff.ts";
import { eventCounts } from "../reports/event-counts.ts";
import type { Summary } from "../sim/run.ts";
import { traceHash } from "../sim/trace/hash.ts";
import type { Cause } from "../sim/upgrade.ts";
import type { ReleaseChange } from "../sim/version.ts";

/** Two runs compared, for other programs. */
export type DiffDocument = {
  readonly schemaVersion: 1;
  readonly kind: "kubewind.dev/Diff";
  readonly isParted: boolean;
  readonly before: SideDocument;
  readonly after: SideDocument;
  /** Changes between two releases that made the difference, oldest first; null for two scenarios. */
  readonly causes: readonly Cause[] | null;
  /** The other changes between them. */
  readonly idle: readonly ReleaseChange[] | null;
};

type SideDocument = {
  readonly name: string;
  readonly kubernetes: string;
  readonly traceHash: string;
  readonly summary: Summary;
  readonly events: Readonly<Record<string, number>>;
  readonly verdicts: readonly { readonly text: string; readonly isMet: boolean; readonly because: string }[];
};

export function diffDocument({ before, after, isParted, changes }: Comparison): DiffDocument {
  return {
    schemaVersion: 1,
    kind: "kubewind.dev/Diff",
    isParted,
    before: sideDocument(before),
    after: sideDocument(after),
    causes: changes?.causes ?? null,
    idle: changes?.idle ?? null,
  };
}

const sideDocument = ({ name, run }: Side): SideDocument => ({
  name,
  kubernetes: run.kubernetes,
  traceHash: traceHash(run.trace),
  summary: run.summary,
  events: Object.fromEntries(eventCounts(run)),
  verdicts: run.verdicts.map(({ expectation, isMet, because }) => ({ text: expectation.text, isMet, because })),
});
