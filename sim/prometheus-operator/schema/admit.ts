import { createApiTypes } from "../../apiserver/decoding/api-type.ts";
import type { Api } from "../../apiserver/decoding/api-types.table.ts";
import { decode } from "../../apiserver/decoding/decode.ts";
import { type Cause, type Field, fieldAt } from "../../apiserver/fields/field.ts";
import { subdomainErrors } from "../../apiserver/fields/names.ts";
import type { ManifestReference } from "../../apiserver/reference.ts";
import { badRequest, invalidObject, type Rejection } from "../../apiserver/rejection.ts";
import { validateObjectMeta } from "../../apiserver/validation/object-meta.ts";
import { goQuote } from "../../kubernetes/go-text.ts";
import { byCodeUnit, type ManifestMeta } from "../../kubernetes/object.ts";
import type { MonitoringObject } from "../objects/object.ts";
import type { KindSchema, MonitoringSchemas } from "./schema.ts";
import { isObject, unknownFields, validate, validateRules, withDefaults } from "./validate.ts";

/** What becomes of a manifest of the operator's group. */
export type CustomAdmission =
  | { readonly kind: "admitted"; readonly object: MonitoringObject }
  | { readonly kind: "rejected"; readonly reference: ManifestReference; readonly rejection: Rejection }
  /** A kind or a version of which there is no schema here. */
  | { readonly kind: "unknown" };

/** What custom resources are admitted by. */
export type AdmissionSettings = {
  readonly schemas: MonitoringSchemas;
  /** For manifests without one. */
  readonly namespace: string;
};

const types = createApiTypes(36);

/** Takes a manifest through an API server that has the operator's CRDs: strictly, with defaults, checked. */
export function admitCustomResource(
  manifest: unknown,
  { schemas, namespace: defaultNamespace }: AdmissionSettings,
): CustomAdmission {
  const fields = isObject(manifest) ? manifest : {};
  const { apiVersion, kind, metadata = {}, spec } = fields;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return { kind: "unknown" };
  const schema = schemas(apiVersion, kind);
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
  const defaulted = spec === null ? undefined : withDefaults(spec, schema.spec, schema.resolve);
  const causes: Cause[] = [];
  const root = fieldAt("", causes);
  validateObjectMeta(decoded.value, { nameErrors: subdomainErrors, namespace }, root.child("metadata"));
  validateSpec(defaulted, schema, { root, causes });
  if (causes.length > 0) return { kind: "rejected", reference, rejection: invalidObject(reference, causes) };
  const object = { kind, meta: metaOf(decoded.value, namespace), spec: defaulted ?? {} };
  // The schema has just been found to hold, and the types say the same as it does.
  return { kind: "admitted", object: object as MonitoringObject };
}

type Report = { readonly root: Field; readonly causes: Cause[] };

/** Rules in CEL are looked at only where the object is otherwise of the right shape. */
function validateSpec(spec: unknown, schema: KindSchema, { root, causes }: Report): void {
  const { resolve, matches } = schema;
  const at = { field: root.child("spec"), nowhere: fieldAt(noPath, causes), resolve, matches };
  if (spec !== undefined) validate(spec, schema.spec, at);
  else if (schema.isSpecRequired) at.field.required();
  if (!schema.hasRules) return;
  if (causes.some(({ message }) => blocking.test(message))) causes.push(unchecked);
  else validateRules(spec, schema.spec, at);
}

const blocking =
  /^(Unsupported value|Required value|Too long|Too many)|in body must be of type [a-z0-9,-]+: "[a-z0-9]*"$/;

/** What upstream prints for a path that there is none. */
const noPath = "<nil>";

const unchecked: Cause = {
  field: noPath,
  message:
    "Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing " +
    "errors to complete validation",
};

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
