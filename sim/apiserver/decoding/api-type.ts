import { invariant } from "../../invariant.ts";
import { apiFieldChanges } from "./api-field-changes-1.37.table.ts";
import { apiFields } from "./api-fields-1.36.table.ts";
import { fieldHistory } from "./field-history.table.ts";
import { inMinors } from "./minors.ts";
import { retiredApiFields } from "./retired-api-fields.table.ts";

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

/** The types of Kubernetes 1.`minor`. Each is read from the tables when it is asked for. */
export function createApiTypes(minor: number): ApiTypes {
  const found = new Map<string, ApiType>();
  return function typeOf(name: string): ApiType {
    const known = found.get(name);
    if (known) return known;
    const struct = declaredStruct(name, minor);
    const alias = apiFieldChanges.aliases[name] ?? apiFields.aliases[name] ?? retiredApiFields.aliases[name];
    const type =
      struct !== undefined
        ? structType(struct, changesOf(name, minor))
        : alias !== undefined
          ? typeOf(alias)
          : unnamedType(name);
    found.set(name, type);
    return type;
  };
}

/** The fields as 1.36 declared them, or as the last release did that knew the type. Empty for one that went without a trace. */
function declaredStruct(name: string, minor: number): string | undefined {
  const changed = minor >= 37 ? apiFieldChanges.structs[name] : undefined;
  const declared = changed ?? apiFields.structs[name] ?? retiredApiFields.structs[name];
  return declared ?? (fieldHistory[name] === undefined ? undefined : "");
}

type Changes = { readonly missing: ReadonlySet<string>; readonly gone: readonly string[] };

/** What the fields of a type have to be told apart by: those that this release has not yet, and those that went after it. */
function changesOf(name: string, minor: number): Changes {
  const missing = new Set<string>();
  const gone: string[] = [];
  for (const entry of fieldHistory[name]?.split(";") ?? []) {
    const { field, isIn, rest } = inMinors(entry, minor);
    if (rest === "") {
      if (!isIn) missing.add(field);
    } else if (isIn) gone.push(`${field} ${rest}`);
  }
  return { missing, gone };
}

function structType(declared: string, { missing, gone }: Changes): ApiType {
  const texts = declared.split(";").filter((text) => text !== "");
  const present = texts.map(parseField).filter(([name]) => !missing.has(name));
  return { kind: "struct", fields: new Map([...present, ...gone.map(parseField)]) };
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
