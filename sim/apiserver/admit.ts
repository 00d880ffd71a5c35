import type { ClusterObject } from "../kubernetes/workload.ts";
import type { Api } from "./decoding/api-types.table.ts";
import { decode } from "./decoding/decode.ts";
import { type Cause, type Field, fieldAt } from "./fields/field.ts";
import type { NameCheck } from "./fields/names.ts";
import type { Cluster } from "./objects/pod-template.ts";
import type { ManifestReference } from "./reference.ts";
import { badRequest, invalidObject, type Rejection } from "./rejection.ts";
import { inWordsOf } from "./validation/earlier-texts.ts";
import { validateObjectMeta } from "./validation/object-meta.ts";
import { deprecationWarnings, toldIn } from "./warnings/warnings-of-release.ts";

/** What becomes of a manifest. */
export type Admission =
  | { readonly kind: "admitted"; readonly object: ClusterObject; readonly warnings: readonly string[] }
  /** A kind that exists, but that the wind tunnel does not act on. */
  | { readonly kind: "ignored"; readonly reference: ManifestReference; readonly because: string }
  | { readonly kind: "rejected"; readonly reference: ManifestReference; readonly rejection: Rejection };

type Submitted = { readonly manifest: unknown; readonly reference: ManifestReference };

/** Takes one manifest all the way. */
export type Admit = (submitted: Submitted, cluster: Cluster) => Admission;

/** How objects of one kind are taken in, from one API version. */
export type KindRules<Manifest, Hub> = {
  readonly nameErrors: NameCheck;
  /** Why the manifest cannot be converted, though it can be decoded. */
  readonly unconvertible?: (manifest: Manifest, cluster: Cluster) => string | undefined;
  /** Defaults, and the conversion to the hub version. */
  readonly prepare: (manifest: Manifest, cluster: Cluster) => Hub;
  /** What is set aside in the cluster; its faults are reported alone, before all others. The field is the manifest. */
  readonly allocate?: (hub: Hub, field: Field) => void;
  /** Everything but the metadata. The field is the manifest. */
  readonly validate: (hub: Hub, field: Field, cluster: Cluster) => void;
  readonly warn: (hub: Hub) => readonly string[];
  readonly build: (placed: Placed<Hub>, cluster: Cluster) => ClusterObject;
};

/** A prepared and valid manifest. */
type Placed<Hub> = { readonly manifest: Hub; readonly namespace: string };

type WithMetadata = { readonly metadata?: Api["v1.ObjectMeta"] };

/** Admits manifests of the Go type `goType`. Source: the order of steps: kubernetes v1.36.3, apiserver pkg/registry/rest BeforeCreate */
export function admitAs<Name extends keyof Api, Hub extends WithMetadata>(
  goType: Name,
  rules: KindRules<Api[Name], Hub>,
): Admit {
  return ({ manifest, reference }, cluster) => {
    const decoded = decode(manifest, goType, cluster.types);
    if (decoded.kind === "refused") {
      const rejection = badRequest({ ...reference, text: decoded.text }, decoded.causes);
      return { kind: "rejected", reference, rejection };
    }
    const unconvertible = rules.unconvertible?.(decoded.value, cluster);
    if (unconvertible !== undefined) {
      return { kind: "rejected", reference, rejection: badRequest({ ...reference, text: unconvertible }, []) };
    }
    const hub = rules.prepare(decoded.value, cluster);
    const causes: Cause[] = [];
    const root = fieldAt("", causes, cluster.release.valueStyle);
    const { namespace } = reference;
    rules.allocate?.(hub, root);
    if (causes.length === 0) {
      const metaRules = { nameErrors: rules.nameErrors, namespace: namespace === "" ? undefined : namespace };
      validateObjectMeta(hub.metadata ?? {}, metaRules, root.child("metadata"));
      rules.validate(hub, root, cluster);
    }
    const { minor } = cluster.release;
    if (causes.length > 0) {
      return { kind: "rejected", reference, rejection: invalidObject(reference, inWordsOf(minor, causes)) };
    }
    const warnings = [...deprecationWarnings(reference.apiVersion, minor), ...toldIn(minor, rules.warn(hub))];
    return { kind: "admitted", object: rules.build({ manifest: hub, namespace }, cluster), warnings };
  };
}
