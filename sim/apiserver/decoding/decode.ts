import { goQuote } from "../../kubernetes/go-text.ts";
import { byCodeUnit } from "../../kubernetes/object.ts";
import type { Cause } from "../fields/field.ts";
import type { ApiField, ApiType, ApiTypes, Scalar } from "./api-type.ts";
import type { Api } from "./api-types.table.ts";
import { decodeLeaf } from "./leaf.ts";
import type { Place } from "./place.ts";
import { unmarshalTypeError } from "./unmarshal-type-error.ts";

/** A manifest in the shape of its Go type, or what the API server's strict decoder says about it. */
export type Decoded<Value> =
  | { readonly kind: "decoded"; readonly value: Value }
  | { readonly kind: "refused"; readonly text: string; readonly causes: readonly Cause[] };

/**
 * Decodes a manifest as the type `name`, as `fieldValidation=Strict` does.
 *
 * The first value of a wrong type is refused; only when there is none, all unknown fields are. Keys are taken in sorted
 * order, in which kubectl sends them. `null` counts as absent.
 * Source: sigs.k8s.io/json v0.0.0-20250730193827 UnmarshalStrict; apimachinery v0.36.3 pkg/runtime/serializer/json
 */
export function decode<Name extends keyof Api>(manifest: unknown, name: Name, types: ApiTypes): Decoded<Api[Name]> {
  const state: State = { types, unknownFields: [], wrongType: undefined, refusal: undefined };
  const value = decodeValue(manifest, name, { struct: "", goPath: [], path: "" }, state);
  const error = state.refusal ?? state.wrongType;
  if (error) return { kind: "refused", text: error.message, causes: [error] };
  if (state.unknownFields.length > 0) {
    const causes = state.unknownFields.map((field) => ({ field, message: `unknown field ${goQuote(field)}` }));
    return { kind: "refused", text: `strict decoding error: ${causes.map((c) => c.message).join(", ")}`, causes };
  }
  // The walk over the schema has just given the value the shape of the type, which no checker can see.
  return { kind: "decoded", value: value as Api[Name] };
}

/**
 * What is wrong with the types in a manifest's metadata, which kubectl decodes before all else. Unknown fields pass.
 *
 * Source: cli-runtime v0.36.3 pkg/resource metadataValidatingDecoder
 */
export function metadataFault(metadata: unknown, types: ApiTypes): Cause | undefined {
  const state: State = { types, unknownFields: [], wrongType: undefined, refusal: undefined };
  decodeValue(
    metadata,
    "v1.ObjectMeta",
    { struct: "metadataOnlyObject", goPath: ["metadata"], path: "metadata" },
    state,
  );
  return state.refusal ?? state.wrongType;
}

/** Upstream stops collecting there. */
const unknownFieldsMax = 100;

type State = {
  readonly types: ApiTypes;
  readonly unknownFields: string[];
  /** The first value of a wrong type. Decoding goes on. */
  wrongType: Cause | undefined;
  /** What a type that decodes itself has refused. Decoding ends. */
  refusal: Cause | undefined;
};

function decodeValue(value: unknown, typeName: string, place: Place, state: State): unknown {
  if (state.refusal) return undefined;
  const type = state.types(typeName);
  if (type.kind === "leaf") {
    const leaf = decodeLeaf(value, type.leaf, place);
    if (leaf.kind === "refused") state.refusal = { field: place.path, message: leaf.error };
    return leaf.kind === "refused" ? undefined : leaf.value;
  }
  if (value === null || value === undefined) return zero(type);
  if (type.kind === "struct" && isObject(value)) return decodeStruct(value, { type, typeName }, { place, state });
  if (type.kind === "map" && isObject(value)) return decodeMap(value, type.value, { place, state });
  if (type.kind === "list" && Array.isArray(value)) {
    return value.map((item, index) =>
      decodeValue(item, type.element, { ...place, path: `${place.path}[${index}]` }, state),
    );
  }
  if (type.kind === "scalar" && isScalar(value, type.scalar)) return value;
  state.wrongType ??= {
    field: place.path,
    message: unmarshalTypeError({ value, typeName, isInteger: isInteger(type), place }),
  };
  return zero(type);
}

type At = { readonly place: Place; readonly state: State };
type StructType = {
  readonly type: { readonly fields: ReadonlyMap<string, ApiField> };
  readonly typeName: string;
};

function decodeStruct(value: Readonly<Record<string, unknown>>, { type, typeName }: StructType, at: At): unknown {
  const decoded: Record<string, unknown> = {};
  const struct = typeName.slice(typeName.lastIndexOf(".") + 1);
  for (const name of Object.keys(value).sort(byCodeUnit)) {
    const field = type.fields.get(name);
    const path = at.place.path === "" ? name : `${at.place.path}.${name}`;
    if (!field) {
      if (value[name] !== undefined && at.state.unknownFields.length < unknownFieldsMax) {
        at.state.unknownFields.push(path);
      }
      continue;
    }
    if (value[name] === undefined || (value[name] === null && (field.isPointer || field.type !== intOrString)))
      continue;
    const place = { struct, goPath: [...at.place.goPath, ...field.embedding, name], path };
    const member = decodeValue(value[name], field.type, place, at.state);
    if (member !== undefined) decoded[name] = member;
  }
  return decoded;
}

const intOrString = "intstr.IntOrString";

function decodeMap(value: Readonly<Record<string, unknown>>, elementType: string, { place, state }: At): unknown {
  const entries = Object.keys(value)
    .sort(byCodeUnit)
    .map((key): readonly [string, unknown] => [
      key,
      decodeValue(value[key], elementType, { ...place, path: `${place.path}[${key}]` }, state),
    ]);
  return Object.fromEntries(entries);
}

/** What Go leaves where `null` stands: an absent field, but an empty element of a list or a map. */
function zero(type: ApiType): unknown {
  switch (type.kind) {
    case "struct":
    case "map":
      return {};
    case "list":
      return [];
    case "scalar":
      return type.scalar === "string" ? "" : type.scalar === "bool" ? false : 0;
    default:
      return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isInteger = (type: ApiType): boolean =>
  type.kind === "scalar" && (type.scalar === "int32" || type.scalar === "int64");

function isScalar(value: unknown, scalar: Scalar): boolean {
  if (scalar === "string") return typeof value === "string";
  if (scalar === "bool") return typeof value === "boolean";
  if (typeof value !== "number" || !Number.isInteger(value)) return false;
  const limit = scalar === "int32" ? 2 ** 31 : 2 ** 63;
  return value >= -limit && value < limit;
}
