import { matches, type Selector } from "../kubernetes/label-selector.ts";
import { formatRequirement } from "../kubernetes/label-selector-requirement.ts";
import type { ManifestMeta } from "../kubernetes/object.ts";

/** The object that meets the most of a selector, and what it lacks: `which has app=api and not app=web`. */
export function mismatch(
  selector: Selector,
  candidates: readonly { readonly meta: ManifestMeta }[],
): { readonly meta: ManifestMeta; readonly differences: readonly string[] } | undefined {
  if (selector.kind === "nothing") return undefined;
  const judged = candidates.map(({ meta }) => ({
    meta,
    missing: selector.requirements.filter(
      (requirement) => !matches({ kind: "requirements", requirements: [requirement] }, meta.labels),
    ),
  }));
  const [nearest] = judged.toSorted((a, b) => a.missing.length - b.missing.length);
  if (nearest === undefined) return undefined;
  const { meta, missing } = nearest;
  const differences = missing.map((requirement) => {
    const own = meta.labels[requirement.key];
    const has = own === undefined ? `no label ${requirement.key}` : `${requirement.key}=${own}`;
    return `which has ${has} and not ${formatRequirement(requirement)}`;
  });
  return { meta, differences };
}
