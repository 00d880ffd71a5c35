import type { Admission } from "./admit.ts";
import { admitCustom, type CustomResource } from "./custom-resources/custom-resource.ts";
import { createApiTypes } from "./decoding/api-type.ts";
import { kinds } from "./kinds.ts";
import { type ManifestReference, recognize } from "./reference.ts";
import { type AdmissionSettings, releaseOf } from "./release.ts";

export type { Admission } from "./admit.ts";
export type { ManifestReference } from "./reference.ts";
export type { Rejection } from "./rejection.ts";
export type { AdmissionSettings } from "./release.ts";

/**
 * What kubectl and an API server do to a manifest when it is applied for the first time: they find its kind, decode it
 * strictly, fill in defaults, convert it to the hub version, and validate it. What is admitted is what a reader of the hub
 * version gets back, after the HPA was stored in the version in which the release stores it.
 *
 * A manifest is one plain value of JSON; status and what the cluster itself writes into metadata are left out. Of the kinds of
 * other APIs it takes in those of the definitions that are installed.
 */
export function createAdmission(
  settings: AdmissionSettings,
  installed: readonly CustomResource[] = [],
): (manifest: unknown, defaultNamespace: string) => Admission {
  const release = releaseOf(settings);
  const cluster = { release, types: createApiTypes(release.minor) };
  return (manifest, defaultNamespace) => {
    const recognized = recognize(manifest, { defaultNamespace, isKnown, ...cluster });
    const { reference } = recognized;
    if (recognized.kind === "rejected") return recognized;
    if (recognized.kind === "custom") {
      const resource = installed.find((each) => keyOf(each) === keyOf(reference));
      if (resource !== undefined) return admitCustom(resource)({ manifest, reference }, cluster);
      const because = `"${recognized.group}" is an API of its own, which the wind tunnel does not have`;
      return { kind: "ignored", reference, because };
    }
    const admit = kinds.get(keyOf(reference));
    if (!admit) {
      return {
        kind: "ignored",
        reference,
        because: `the wind tunnel does not act on objects of kind ${reference.kind}`,
      };
    }
    return admit({ manifest, reference }, cluster);
  };
}

const keyOf = ({ apiVersion, kind }: Pick<ManifestReference, "apiVersion" | "kind">): string => `${apiVersion} ${kind}`;

const isKnown = (reference: ManifestReference): boolean => kinds.has(keyOf(reference));
