import type { ApiTypes } from "./decoding/api-type.ts";
import { metadataFault } from "./decoding/decode.ts";
import { discover } from "./discovery/discovery.ts";
import { clusterScopedKinds } from "./discovery/served-versions.table.ts";
import { type Rejection, refusedByKubectl } from "./rejection.ts";

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

type Context = { readonly defaultNamespace: string; readonly minor: number; readonly types: ApiTypes };

/**
 * Finds out what a manifest is, as kubectl does before it sends it.
 *
 * Source: kubectl v0.36.3 pkg/validation getObjectKind, pkg/cmd/apply; cli-runtime v0.36.3 pkg/resource; client-go rest
 */
export function recognize(manifest: unknown, { defaultNamespace, minor, types }: Context): Recognized {
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
  if (typeErrors.length > 0) {
    const errors = typeErrors.length === 1 ? typeErrors[0] : `[${typeErrors.join(", ")}]`;
    const remedy = "if you choose to ignore these errors, turn validation off with --validate=false";
    return rejected(`error: error validating data: ${errors}; ${remedy}`, "");
  }
  if (kind === "")
    return rejected(`error: unable to decode: Object 'Kind' is missing in '${JSON.stringify(manifest)}'`, "kind");
  const fault = metadataFault(fields.metadata, types);
  if (fault) return rejected(`error: unable to decode: ${fault.message}`, fault.field);
  const discovery = discover({ apiVersion, kind, minor });
  if (discovery.kind === "custom") return { kind: "custom", reference, group: discovery.group };
  if (discovery.kind === "unknown") return rejected(`${discovery.text}\n${discovery.advice}`, "apiVersion");
  if (reference.name !== "") return { kind: "recognized", reference };
  const prefix = text(metadata.generateName);
  if (prefix !== "")
    return rejected(`error: from ${prefix}: cannot use generate name with apply`, "metadata.generateName");
  return rejected("error: resource name may not be empty", "metadata.name");
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
