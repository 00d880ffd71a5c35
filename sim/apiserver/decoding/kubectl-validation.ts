import { goQuote } from "../../kubernetes/go-text.ts";
import { byCodeUnit } from "../../kubernetes/object.ts";
import type { Cause } from "../fields/field.ts";
import type { ApiType, ApiTypes } from "./api-type.ts";
import { requiredFields } from "./field-history.table.ts";
import { inMinors } from "./minors.ts";
import { openApiName } from "./open-api-name.ts";

/** What a manifest is compared with. */
export type OpenApiModel = {
  readonly kind: string;
  /** The Go type of the kind. */
  readonly typeName: string;
  readonly types: ApiTypes;
  readonly minor: number;
};

/**
 * What kubectl finds wrong when it compares a manifest with the OpenAPI document of a cluster up to 1.24: unknown fields,
 * missing ones, and values of another shape. A text takes any plain value, and a number any number.
 *
 * Source: kube-openapi v0.0.0-20211115234752 pkg/util/proto/validation
 */
export function kubectlFaults(manifest: unknown, model: OpenApiModel): readonly Cause[] {
  const faults: Cause[] = [];
  compare(manifest, { typeName: model.typeName, owner: openApiName(model.typeName) }, { model, path: "", faults });
  return faults;
}

type Expected = {
  readonly typeName: string;
  /** Where the OpenAPI document declares the type: the definition of a struct, or the field of one. */
  readonly owner: string;
};

type At = { readonly model: OpenApiModel; readonly path: string; readonly faults: Cause[] };

function compare(value: unknown, { typeName, owner }: Expected, at: At): void {
  const type = at.model.types(typeName);
  const declaredAt = type.kind === "struct" || type.kind === "leaf" ? openApiName(typeName) : owner;
  if (typeName === "v1.FieldsV1") return;
  const expected = shapeOf(type);
  const actual = shapeOfValue(value);
  if (isPlain(expected) ? !fits(actual, expected) : actual !== expected) {
    report(at, `invalid type for ${declaredAt}: got ${goQuote(actual)}, expected ${goQuote(expected)}`);
  } else if (type.kind === "struct") {
    compareFields(value, { name: typeName, owner: declaredAt, fields: type.fields }, at);
  } else if (type.kind === "list" && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const inner = { ...at, path: `${at.path}[${index}]` };
      if (item === null) report(at, nilText(inner));
      else compare(item, { typeName: type.element, owner }, inner);
    }
  } else if (type.kind === "map") {
    for (const [key, member] of entriesOf(value)) {
      const inner = { ...at, path: `${at.path}.${key}` };
      if (member === null) at.faults.push({ field: fieldOf(inner), message: nilText(inner) });
      else compare(member, { typeName: type.value, owner }, inner);
    }
  }
}

type Struct = {
  readonly name: string;
  readonly owner: string;
  readonly fields: ReadonlyMap<string, { readonly type: string }>;
};

function compareFields(value: unknown, { name, owner, fields }: Struct, at: At): void {
  const entries = entriesOf(value).filter(([, member]) => member !== null);
  for (const [key, member] of entries) {
    const field = fields.get(key);
    const inner = { ...at, path: `${at.path}.${key}` };
    if (!field) {
      const message = `ValidationError(${pathIn(at)}): unknown field ${goQuote(key)} in ${owner}`;
      at.faults.push({ field: fieldOf(inner), message });
    } else compare(member, { typeName: field.type, owner: `${owner}.${key}` }, inner);
  }
  for (const required of requiredOf(name, at.model.minor)) {
    if (!entries.some(([key]) => key === required))
      report(at, `missing required field ${goQuote(required)} in ${owner}`);
  }
}

const requiredOf = (typeName: string, minor: number): readonly string[] =>
  (requiredFields[typeName]?.split(";") ?? [])
    .map((entry) => inMinors(entry, minor))
    .flatMap(({ field, isIn }) => (isIn ? [field] : []));

const report = (at: At, message: string): void => {
  at.faults.push({ field: fieldOf(at), message: `ValidationError(${pathIn(at)}): ${message}` });
};

const nilText = (at: At): string => `unknown object type "nil" in ${pathIn(at)}`;

const pathIn = ({ model, path }: At): string => `${model.kind}${path}`;

const fieldOf = ({ path }: At): string => (path.startsWith(".") ? path.slice(1) : path);

type Plain = "boolean" | "integer" | "string";
type Shape = Plain | "map" | "array";

const isPlain = (shape: Shape): shape is Plain => shape !== "map" && shape !== "array";

function shapeOf(type: ApiType): Shape {
  switch (type.kind) {
    case "struct":
    case "map":
      return "map";
    case "list":
      return "array";
    case "leaf":
      return "string";
    default:
      return type.scalar === "bool" ? "boolean" : type.scalar === "string" ? "string" : "integer";
  }
}

/** In the words of kubectl, which tells whole numbers from others. */
function shapeOfValue(value: unknown): Shape | "number" {
  if (Array.isArray(value)) return "array";
  if (typeof value === "object") return "map";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value === "boolean" ? "boolean" : "string";
}

function fits(actual: Shape | "number", expected: Plain): boolean {
  if (actual === "map" || actual === "array") return false;
  return expected === "string" || actual === expected || (expected === "integer" && actual === "number");
}

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => byCodeUnit(a, b))
    : [];
