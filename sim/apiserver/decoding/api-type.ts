import { invariant } from "../../invariant.ts";
import { apiFieldChanges } from "./api-field-changes-1.37.table.ts";
import type { ApiFields } from "./api-fields.ts";
import { apiFields } from "./api-fields-1.36.table.ts";

/** How a value of a Go type is written in JSON. Inner types are named. */
export type ApiType =
  | { readonly kind: "struct"; readonly fields: ReadonlyMap<string, ApiField> }
  | { readonly kind: "list"; readonly element: string }
  | { readonly kind: "map"; readonly value: string }
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | { readonly kind: "leaf"; readonly leaf: Leaf };

export type Scalar = "string" | "bool" | "int32" | "int64";

/** Types that decode themselves. */
export type Leaf = "resource.Quantity" | "intstr.IntOrString" | "v1.Time" | "v1.MicroTime" | "v1.FieldsV1";

export type ApiField = {
  readonly type: string;
  /** Whether the zero value differs from an absent one. */
  readonly isPointer: boolean;
  /** Go names of the embedded structs that the field stands in; Go's decoder prints them in its errors. */
  readonly embedding: readonly string[];
};

/** Finds a type by its Go name: `v1.PodSpec`, `[]v1.Container`, `int32`. */
export type ApiTypes = (name: string) => ApiType;

/** The types of Kubernetes 1.`minor`. */
export function createApiTypes(minor: number): ApiTypes {
  const changes: ApiFields = minor >= 37 ? apiFieldChanges : { structs: {}, aliases: {} };
  const found = new Map<string, ApiType>();
  return function typeOf(name: string): ApiType {
    const known = found.get(name);
    if (known) return known;
    const struct = changes.structs[name] ?? apiFields.structs[name];
    const alias = changes.aliases[name] ?? apiFields.aliases[name];
    const type = struct !== undefined ? structType(struct) : alias !== undefined ? typeOf(alias) : unnamedType(name);
    found.set(name, type);
    return type;
  };
}

function structType(fields: string): ApiType {
  return {
    kind: "struct",
    fields: new Map(
      fields
        .split(";")
        .filter((text) => text !== "")
        .map(parseField),
    ),
  };
}

function parseField(text: string): readonly [string, ApiField] {
  const [declaration = "", embedding = ""] = text.split("<");
  const [name = "", type = ""] = declaration.split(" ");
  const isPointer = type.startsWith("*");
  return [
    name,
    {
      type: isPointer ? type.slice(1) : type,
      isPointer,
      embedding: embedding === "" ? [] : embedding.split("."),
    },
  ];
}

const scalars: ReadonlyMap<string, Scalar> = new Map([
  ["string", "string"],
  ["bool", "bool"],
  ["int32", "int32"],
  ["int64", "int64"],
]);

const leaves: ReadonlySet<string> = new Set<Leaf>([
  "resource.Quantity",
  "intstr.IntOrString",
  "v1.Time",
  "v1.MicroTime",
  "v1.FieldsV1",
]);

const isLeaf = (name: string): name is Leaf => leaves.has(name);

function unnamedType(name: string): ApiType {
  if (name.startsWith("[]")) return { kind: "list", element: name.slice(2) };
  const map = /^map\[[^\]]+\](.+)$/.exec(name);
  if (map?.[1] !== undefined) return { kind: "map", value: map[1] };
  if (isLeaf(name)) return { kind: "leaf", leaf: name };
  const scalar = scalars.get(name);
  invariant(scalar !== undefined, `every type of the API is known, ${name} too`);
  return { kind: "scalar", scalar };
}
