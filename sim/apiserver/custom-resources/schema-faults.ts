import { goJson, goQuote } from "../../kubernetes/go-text.ts";
import type { StructuralSchema } from "../../kubernetes/structural-schema.ts";
import type { Cause } from "../fields/field.ts";

/** What a schema finds wrong. `blocks` where rules are not looked at any more. */
type Found = { readonly causes: Cause[]; blocks: boolean };

/**
 * What is wrong with a value by its schema, in the words of the API server.
 *
 * In the order of the schema; upstream's is that of a Go map.
 * Source: apiextensions-apiserver v0.36.3 pkg/apiserver/validation; kube-openapi pkg/validation/validate
 */
export function schemaFaults(value: unknown, schema: StructuralSchema): readonly Cause[] {
  const found: Found = { causes: [], blocks: false };
  check(value, schema, { path: "", found });
  if (found.blocks) {
    const remedy = "correct the existing errors to complete validation";
    const text = `some validation rules were not checked because the object was invalid; ${remedy}`;
    found.causes.push({ field: "<nil>", message: `Invalid value: null: ${text}` });
  } else {
    checkRules(value, schema, { path: "", found });
  }
  return found.causes;
}

type At = { readonly path: string; readonly found: Found };

function check(value: unknown, schema: StructuralSchema, at: At): void {
  const fault = typeFault(value, schema);
  if (fault !== undefined) {
    at.found.blocks = true;
    report(at, goQuote(fault.given), `${at.path} in body must be of type ${fault.wanted}: ${goQuote(fault.given)}`);
  }
  switch (schema.type) {
    case "object":
      if (isObject(value)) checkObject(value, schema, at);
      return;
    case "map":
      if (isObject(value)) {
        for (const [key, each] of Object.entries(value)) check(each, schema.values, below(at, key));
      }
      return;
    case "array":
      if (Array.isArray(value)) checkArray(value, schema, at);
      return;
    case "string":
      checkString(value, schema, at);
      return;
    case "integer":
      if (typeof value === "number") checkInteger(value, schema, at);
      return;
    case "quantity":
      checkQuantity(value, at);
      return;
    case "boolean":
      return;
  }
}

const below = (at: At, key: string): At => ({ ...at, path: at.path === "" ? key : `${at.path}.${key}` });

function report({ path, found }: At, value: string, detail: string): void {
  found.causes.push({ field: path, message: `Invalid value: ${value}: ${detail}` });
}

/** Where the path itself stands in the text, upstream has no field. */
function reportWithoutField({ found }: At, detail: string): void {
  found.causes.push({ field: "<nil>", message: `Invalid value: "": ${detail}` });
}

type TypeFault = { readonly wanted: string; readonly given: string };

/** An integer has the format int32, which stands in its place unless the value is a text or a list. */
function typeFault(value: unknown, { type }: StructuralSchema): TypeFault | undefined {
  const { name, format } = describe(value);
  switch (type) {
    case "integer":
      if (name === "integer" || (typeof value === "number" && Number.isInteger(value))) return undefined;
      return name === "string" || name === "array" || name === "null"
        ? { wanted: "integer", given: name }
        : { wanted: "int32", given: format };
    case "quantity":
      return name === "integer" || name === "string" ? undefined : { wanted: "integer,string", given: name };
    case "map":
      return name === "object" ? undefined : { wanted: "object", given: name };
    default:
      return name === type ? undefined : { wanted: type, given: name };
  }
}

/** Type and format of a value as they are told. */
function describe(value: unknown): { readonly name: string; readonly format: string } {
  if (value === null || value === undefined) return { name: "null", format: "" };
  if (Array.isArray(value)) return { name: "array", format: "" };
  if (typeof value === "number") {
    return Number.isInteger(value) ? { name: "integer", format: "int64" } : { name: "number", format: "float64" };
  }
  return { name: typeof value, format: "" };
}

type Schema<Type extends StructuralSchema["type"]> = Extract<StructuralSchema, { readonly type: Type }>;

function checkObject(value: Readonly<Record<string, unknown>>, schema: Schema<"object">, at: At): void {
  for (const [name, property] of Object.entries(schema.properties)) {
    if (value[name] !== undefined) check(value[name], property, below(at, name));
  }
  for (const name of schema.required ?? []) {
    if (value[name] !== undefined) continue;
    at.found.blocks = true;
    at.found.causes.push({ field: below(at, name).path, message: "Required value" });
  }
}

function checkArray(value: readonly unknown[], { items, minItems = 0 }: Schema<"array">, at: At): void {
  for (const [index, each] of value.entries()) check(each, items, { ...at, path: `${at.path}[${index}]` });
  if (value.length < minItems) {
    report(at, String(value.length), `${at.path} in body should have at least ${minItems} items`);
  }
}

function checkString(value: unknown, schema: Schema<"string">, at: At): void {
  if (typeof value === "string" && value.length < (schema.minLength ?? 0)) {
    report(at, goQuote(value), `${at.path} in body should be at least ${schema.minLength} chars long`);
  }
  if (schema.enum === undefined || value === null || schema.enum.some((each) => each === value)) return;
  at.found.blocks = true;
  const supported = schema.enum.map(goQuote).join(", ");
  at.found.causes.push({
    field: at.path,
    message: `Unsupported value: ${goJson(value)}: supported values: ${supported}`,
  });
}

const int32 = { min: -(2 ** 31), max: 2 ** 31 - 1 } as const;

function checkInteger(value: number, { minimum }: Schema<"integer">, at: At): void {
  if (!Number.isInteger(value) || value < int32.min || value > int32.max) {
    reportWithoutField(at, `Checked value must be of type integer with format int32 in ${at.path}`);
  }
  if (minimum !== undefined && value < minimum) {
    report(at, String(value), `${at.path} in body should be greater than or equal to ${minimum}`);
  }
}

const quantityPattern =
  "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

const isQuantity = new RegExp(quantityPattern);

function checkQuantity(value: unknown, at: At): void {
  if (typeof value === "string" && !isQuantity.test(value)) {
    report(at, goQuote(value), `${at.path} in body should match '${quantityPattern}'`);
  }
  const { name } = describe(value);
  if (name === "integer" || name === "string") return;
  reportWithoutField(at, `${goQuote(at.path)} must validate at least one schema (anyOf)`);
  report(at, goQuote(name), `${at.path} in body must be of type integer: ${goQuote(name)}`);
  if (name === "number") {
    reportWithoutField(at, `Checked value must be of type integer (default format) in ${at.path}`);
  }
}

/** Rules of objects, which are looked at only where nothing hinders them. */
function checkRules(value: unknown, schema: StructuralSchema, at: At): void {
  if (schema.type !== "object" || !isObject(value)) return;
  for (const [name, property] of Object.entries(schema.properties)) {
    if (value[name] !== undefined) checkRules(value[name], property, below(at, name));
  }
  if (schema.rule === undefined || schema.rule.holds(value)) return;
  at.found.causes.push({ field: at.path, message: `Invalid value: ${schema.rule.message}` });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
