import type { StructuralSchema } from "../../kubernetes/structural-schema.ts";
import type { ClusterObject } from "../../kubernetes/workload.ts";
import type { Admission, Admit } from "../admit.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { decode } from "../decoding/decode.ts";
import { type Cause, fieldAt } from "../fields/field.ts";
import { subdomainErrors } from "../fields/names.ts";
import { toMeta } from "../objects/pod-template.ts";
import { badRequest, invalidObject } from "../rejection.ts";
import { validateObjectMeta } from "../validation/object-meta.ts";
import { fitted } from "./fitted.ts";
import { schemaFaults } from "./schema-faults.ts";

/** A kind that a CustomResourceDefinition brings into the cluster. */
export type CustomResource = {
  readonly apiVersion: string;
  readonly kind: string;
  /** Of everything but metadata and status. */
  readonly schema: StructuralSchema;
  /** Of a manifest that the schema lets through, with its defaults. */
  readonly build: (manifest: Readonly<Record<string, unknown>>, meta: ReturnType<typeof toMeta>) => ClusterObject;
  /** The part of an admission webhook that needs no other object: its denial, or what it warns of. */
  readonly review: (object: ClusterObject) => { readonly denial?: string; readonly warnings: readonly string[] };
  /** `vscaledobject.kb.io` */
  readonly webhook: string;
};

/** Takes in an object of a custom resource: strictly decoded, with defaults, valid by its schema. */
export function admitCustom(resource: CustomResource): Admit {
  return ({ manifest, reference }, { types, release }): Admission => {
    const fields = isObject(manifest) ? manifest : {};
    const { metadata, status, ...rest } = fields;
    const rejected = (rejection: ReturnType<typeof badRequest>): Admission => ({
      ...{ kind: "rejected", reference, rejection },
    });
    // Any kind whose other fields are left out tells of the metadata alone.
    const decoded = decode({ metadata }, "v1.Namespace", types);
    const fit = fitted(rest, resource.schema);
    const causes: Cause[] = [
      ...(decoded.kind === "refused" ? decoded.causes : []),
      ...fit.unknownFields.map((field) => ({ field, message: `unknown field "${field}"` })),
    ];
    if (causes.length > 0) {
      const text = `strict decoding error: ${causes.map(({ message }) => message).join(", ")}`;
      return rejected(badRequest({ ...reference, text }, causes));
    }
    const meta: Api["v1.ObjectMeta"] = (decoded.kind === "decoded" && decoded.value.metadata) || {};
    const field = fieldAt("metadata", causes, release.valueStyle);
    validateObjectMeta(meta, { nameErrors: subdomainErrors, namespace: reference.namespace }, field);
    causes.push(...schemaFaults(fit.value, resource.schema));
    if (causes.length > 0) return rejected(invalidObject(reference, causes));
    const object = resource.build(isObject(fit.value) ? fit.value : {}, toMeta(meta, reference.namespace));
    const { denial, warnings } = resource.review(object);
    if (denial === undefined) return { kind: "admitted", object, warnings };
    const message = `admission webhook "${resource.webhook}" denied the request: ${denial}`;
    return rejected({ message: `Error from server (Forbidden): ${message}`, causes: [{ field: "spec", message }] });
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
