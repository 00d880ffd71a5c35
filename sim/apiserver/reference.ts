import type { ApiTypes } from "./decoding/api-type.ts";
import { metadataFault } from "./decoding/decode.ts";
import { goTypeName } from "./decoding/go-type-name.ts";
import { kubectlFaults } from "./decoding/kubectl-validation.ts";
import { discover } from "./discovery/discovery.ts";
import { clusterScopedKinds } from "./discovery/served-versions.table.ts";
import { type Rejection, refusedByKubectl } from "./rejection.ts";
import type { Release } from "./release.ts";

/** What a manifest says that it is. Empty where it does not say. */
export type ManifestReference = {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty for a kind that is in no namespace. */
  readonly namespace: string;
  readonly name: string;
};

export type Recognized =
  | { readonly kind: "recognized"; readonly reference: ManifestReference }
  | { readonly kind: "custom"; readonly reference: ManifestReference; readonly group: string }
  | { readonly kind: "rejected"; readonly reference: ManifestReference; readonly rejection: Rejection };

type Context = {
  readonly defaultNamespace: string;
  readonly release: Release;
  readonly types: ApiTypes;
  /** Whether the wind tunnel knows the fields of the kind. */
  readonly isKnown: (reference: ManifestReference) => boolean;
};

/**
 * Finds out what a manifest is, as kubectl does before it sends it. Up to 1.24, kubectl also looks for fields that do not fit.
 *
 * Source: kubectl v0.36.3 pkg/validation getObjectKind, pkg/cmd/apply; cli-runtime v0.36.3 pkg/resource; client-go rest
 */
export function recognize(manifest: unknown, { defaultNamespace, release, types, isKnown }: Context): Recognized {
  const fields = isObject(manifest) ? manifest : {};
  const metadata = isObject(fields.metadata) ? fields.metadata : {};
  const [apiVersion, kind] = [text(fields.apiVersion), text(fields.kind)];
  const namespace = clusterScopedKinds.has(kind) ? "" : text(metadata.namespace) || defaultNamespace;
  const reference = { apiVersion, kind, namespace, name: text(metadata.name) };
  const rejected = (message: string, field: string): Recognized => ({
    kind: "rejected",
    reference,
    rejection: refusedByKubectl(message, field),
  });
  const typeErrors = isObject(manifest) ? typeMetaErrors(manifest) : ["invalid object to validate"];
  if (typeErrors.length > 0) return rejected(invalidData(typeErrors), "");
  const discovery = discover({ apiVersion, kind, minor: release.minor });
  if (release.fieldValidation === "by-kubectl" && discovery.kind === "served" && isKnown(reference)) {
    const causes = kubectlFaults(manifest, {
      kind,
      typeName: goTypeName(apiVersion, kind),
      types,
      minor: release.minor,
    });
    const message = invalidData(causes.map((cause) => cause.message));
    if (causes.length > 0) return { kind: "rejected", reference, rejection: { message, causes } };
  }
  if (kind === "")
    return rejected(`error: unable to decode: Object 'Kind' is missing in '${JSON.stringify(manifest)}'`, "kind");
  const fault = metadataFault(fields.metadata, types);
  if (fault) return rejected(`error: unable to decode: ${fault.message}`, fault.field);
  if (discovery.kind === "custom") return { kind: "custom", reference, group: discovery.group };
  if (discovery.kind === "unknown") return rejected(`${discovery.text}\n${discovery.advice}`, "apiVersion");
  if (reference.name !== "") return { kind: "recognized", reference };
  const prefix = text(metadata.generateName);
  if (prefix !== "")
    return rejected(`error: from ${prefix}: cannot use generate name with apply`, "metadata.generateName");
  return rejected("error: resource name may not be empty", "metadata.name");
}

/** Each error once, as Go prints several. */
function invalidData(errors: readonly string[]): string {
  const once = [...new Set(errors)];
  const remedy = "if you choose to ignore these errors, turn validation off with --validate=false";
  return `error: error validating data: ${once.length === 1 ? once[0] : `[${once.join(", ")}]`}; ${remedy}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function typeMetaErrors({ apiVersion, kind }: Readonly<Record<string, unknown>>): readonly string[] {
  const errors: string[] = [];
  if (apiVersion === undefined || apiVersion === null) errors.push("apiVersion not set");
  else if (typeof apiVersion !== "string") errors.push("apiVersion isn't string type");
  else if (apiVersion.split("/").length > 2) errors.push(`unexpected GroupVersion string: ${apiVersion}`);
  if (kind === undefined || kind === null) errors.push("kind not set");
  else if (typeof kind !== "string") errors.push("kind isn't string type");
  return errors;
}
