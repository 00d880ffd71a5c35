import type { Api } from "../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../fields/field.ts";
import { labelErrors, type NameCheck, qualifiedNameErrors, utf8Length } from "../fields/names.ts";
import { validateLabels } from "./labels.ts";

type MetaRules = {
  readonly nameErrors: NameCheck;
  /** `undefined` for a kind that is in no namespace; what the manifest says is then dropped. */
  readonly namespace: string | undefined;
};

/**
 * `metadata` of an object to be created. Owner references and managed fields are taken as they are.
 *
 * Source: apimachinery v0.36.3 pkg/api/validation ValidateObjectMeta; kubernetes v1.36.3 pkg/apis/core/validation
 */
export function validateObjectMeta(meta: Api["v1.ObjectMeta"], rules: MetaRules, field: Field): void {
  const { name = "", generateName = "" } = meta;
  if (generateName !== "") {
    invalidEach(field.child("generateName"), generateName, rules.nameErrors(maskTrailingDash(generateName)));
  }
  if (name === "") field.child("name").required("name or generateName is required");
  else invalidEach(field.child("name"), name, rules.nameErrors(name));
  if (rules.namespace !== undefined) {
    invalidEach(field.child("namespace"), rules.namespace, labelErrors(rules.namespace));
  }
  validateLabels(meta.labels, field.child("labels"));
  validateAnnotations(meta.annotations, field.child("annotations"));
  validateFinalizers(meta.finalizers ?? [], field.child("finalizers"));
}

/** A generated name goes on after the prefix, so that a dash may end the prefix. */
const maskTrailingDash = (prefix: string): string =>
  prefix.length > 1 && prefix.endsWith("-") ? `${prefix.slice(0, -2)}a` : prefix;

const annotationBytesMax = 262_144;

/** Annotations: keys like those of labels, but for upper case, and a limit on all of them together. */
export function validateAnnotations(annotations: Readonly<Record<string, string>> | undefined, field: Field): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    invalidEach(field, key, qualifiedNameErrors(key.toLowerCase()));
    bytes += utf8Length(key) + utf8Length(value);
  }
  if (bytes > annotationBytesMax) field.tooLong(annotationBytesMax);
}

const standardFinalizers: readonly string[] = ["kubernetes", "orphan", "foregroundDeletion"];

function validateFinalizers(finalizers: readonly string[], field: Field): void {
  for (const finalizer of finalizers) invalidEach(field, finalizer, qualifiedNameErrors(finalizer));
  if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion")) {
    field.invalid(finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
  }
  for (const [index, finalizer] of finalizers.entries()) {
    if (!finalizer.includes("/") && !standardFinalizers.includes(finalizer)) {
      field.index(index).invalid(finalizer, "name is neither a standard finalizer name nor is it fully qualified");
    }
  }
}
