import { rfc3339 } from "../reports/clock.ts";
import { secondsFrom } from "../reports/series.ts";
import type { Explanation } from "../sim/hpa/explanation.ts";
import type { ObjectReference } from "../sim/kubernetes/object.ts";
import type { SimTime } from "../sim/units.ts";
import type { Pass } from "./last-passes.ts";

/** An instant: seconds from the scenario's zero, and the same as RFC 3339. */
type Instant = { readonly at: number; readonly time: string };

/** Explained passes for other programs. Instants are as in the document of a run; a ratio that is not finite is null. */
export type ExplanationDocument = {
  readonly schemaVersion: 1;
  readonly kind: "kubewind.dev/Explanation";
  readonly passes: readonly PassDocument[];
};

type PassDocument = Instant & { readonly hpa: ObjectReference } & Omit<Explanation, "path"> & {
    readonly path: (Omit<NonNullable<Explanation["path"]>, "heldBy"> & { readonly heldBy: Instant | null }) | null;
  };

export function explanationDocument(passes: readonly Pass[], zero: SimTime): ExplanationDocument {
  const instant = (at: SimTime): Instant => ({ at: secondsFrom(zero, at), time: rfc3339(at) });
  return {
    schemaVersion: 1,
    kind: "kubewind.dev/Explanation",
    passes: passes.map(({ hpa, at, explanation }) => {
      const { path, ...rest } = explanation;
      const heldBy = path?.heldBy === undefined ? null : instant(path.heldBy);
      return { hpa, ...instant(at), ...rest, path: path === undefined ? null : { ...path, heldBy } };
    }),
  };
}
