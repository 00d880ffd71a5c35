import { createApiTypes } from "../../apiserver/decoding/api-type.ts";
import type { Api } from "../../apiserver/decoding/api-types.table.ts";
import { decode } from "../../apiserver/decoding/decode.ts";
import { type Cause, fieldAt } from "../../apiserver/fields/field.ts";
import { subdomainErrors } from "../../apiserver/fields/names.ts";
import type { ManifestReference } from "../../apiserver/reference.ts";
import { badRequest, invalidObject, type Rejection } from "../../apiserver/rejection.ts";
import { validateObjectMeta } from "../../apiserver/validation/object-meta.ts";
import { goQuote } from "../../kubernetes/go-text.ts";
import { byCodeUnit, type ManifestMeta } from "../../kubernetes/object.ts";
import type { MonitoringObject } from "../objects/object.ts";
import { kindSchema } from "./schema.ts";
import { isObject, unknownFields, validate, withDefaults } from "./validate.ts";

/** What becomes of a manifest of the operator's group. */
export type CustomAdmission =
  | { readonly kind: "admitted"; readonly object: MonitoringObject }
  | { readonly kind: "rejected"; readonly reference: ManifestReference; readonly rejection: Rejection }
  /** A kind or a version of which there is no schema here. */
  | { readonly kind: "unknown" };

const types = createApiTypes(36);

/** Takes a manifest through an API server that has the operator's CRDs: strictly, with defaults, checked. */
export function admitCustomResource(manifest: unknown, defaultNamespace: string): CustomAdmission {
  const fields = isObject(manifest) ? manifest : {};
  const { apiVersion, kind, metadata = {}, spec } = fields;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return { kind: "unknown" };
  const schema = kindSchema(apiVersion, kind);
  if (schema === undefined) return { kind: "unknown" };
  const given = isObject(metadata) ? metadata : {};
  const namespace = textOf(given.namespace) || defaultNamespace;
  const reference = { apiVersion, kind, namespace, name: textOf(given.name) };
  const decoded = decode(metadata, "v1.ObjectMeta", types);
  const unknown = unknownOf(fields, decoded.kind === "refused" ? decoded.causes : []).concat(
    unknownFields(spec, schema.spec, { path: "spec", resolve: schema.resolve }),
  );
  if (unknown.length > 0) return { kind: "rejected", reference, rejection: strictly(reference, unknown) };
  if (decoded.kind === "refused") {
    const causes = decoded.causes.map(({ field, message }) => ({ field: inMetadata(field), message }));
    return { kind: "rejected", reference, rejection: badRequest({ ...reference, text: decoded.text }, causes) };
  }
  const defaulted = withDefaults(spec, schema.spec, schema.resolve);
  const causes: Cause[] = [];
  const root = fieldAt("", causes);
  validateObjectMeta(decoded.value, { nameErrors: subdomainErrors, namespace }, root.child("metadata"));
  if (spec !== undefined) validate(defaulted, schema.spec, { field: root.child("spec"), resolve: schema.resolve });
  else if (schema.isSpecRequired) root.child("spec").required();
  if (causes.length > 0) return { kind: "rejected", reference, rejection: invalidObject(reference, causes) };
  const object = { kind, meta: metaOf(decoded.value, namespace), spec: defaulted ?? {} };
  // The schema has just been found to hold, and the types say the same as it does.
  return { kind: "admitted", object: object as MonitoringObject };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const topLevel: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata", "spec", "status"]);

/** Fields that no object has, and those that no metadata has. */
function unknownOf(fields: Readonly<Record<string, unknown>>, causes: readonly Cause[]): readonly string[] {
  const inMeta = causes
    .filter(({ message }) => message.startsWith("unknown field "))
    .map(({ field }) => inMetadata(field));
  return [...Object.keys(fields).filter((name) => !topLevel.has(name)), ...inMeta];
}

const inMetadata = (field: string): string => (field === "" ? "metadata" : `metadata.${field}`);

function strictly(reference: ManifestReference, unknown: readonly string[]): Rejection {
  const causes = unknown.toSorted(byCodeUnit).map((field) => ({ field, message: `unknown field ${goQuote(field)}` }));
  const text = `strict decoding error: ${causes.map(({ message }) => message).join(", ")}`;
  return badRequest({ ...reference, text }, causes);
}

const metaOf = (
  { name = "", labels = {}, annotations = {} }: Api["v1.ObjectMeta"],
  namespace: string,
): ManifestMeta => ({
  ...{ name, namespace, labels, annotations },
});
