import type { Field } from "../../apiserver/fields/field.ts";
import { byCodeUnit } from "../../kubernetes/object.ts";
import { meetsRule } from "./rules.ts";
import type { KindSchema, Schema } from "./schema.ts";

type Resolve = KindSchema["resolve"];
type Members = Readonly<Record<string, unknown>>;

/** Where a value stands. */
export type At = {
  readonly field: Field;
  /** For what upstream reports without a path. */
  readonly nowhere: Field;
  readonly resolve: Resolve;
  readonly matches: KindSchema["matches"];
};

export const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A value with the defaults of its schema. A member that is `null` is as good as absent.
 *
 * Source: apiextensions-apiserver v0.37.0 pkg/apiserver/schema/defaulting
 */
export function withDefaults(value: unknown, schema: Schema, resolve: Resolve): unknown {
  const { items, additionalProperties, properties = {} } = schema;
  if (Array.isArray(value)) return items ? value.map((item) => withDefaults(item, resolve(items), resolve)) : value;
  if (!isObject(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const inner = own ?? additionalProperties;
    if (inner === undefined) result[name] = member;
    else if (member !== null) result[name] = withDefaults(member, resolve(inner), resolve);
  }
  for (const [name, given] of Object.entries(properties)) {
    const inner = resolve(given);
    if (result[name] === undefined && inner.default !== undefined) {
      result[name] = withDefaults(inner.default, inner, resolve);
    }
  }
  return result;
}

/** The paths of fields that no schema knows. Source: apiextensions-apiserver v0.37.0 pkg/apiserver/schema/pruning */
export function unknownFields(
  value: unknown,
  schema: Schema,
  at: { readonly path: string; readonly resolve: Resolve },
): readonly string[] {
  const { path, resolve } = at;
  const { items, additionalProperties, properties } = schema;
  if (Array.isArray(value)) {
    if (items === undefined) return [];
    return value.flatMap((item, index) => unknownFields(item, resolve(items), { path: `${path}[${index}]`, resolve }));
  }
  if (!isObject(value) || (schema["preserve-unknown-fields"] ?? false)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const own = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    const inner = own ?? additionalProperties;
    const memberPath = `${path}.${name}`;
    if (inner !== undefined) return unknownFields(member, resolve(inner), { path: memberPath, resolve });
    return [memberPath];
  });
}

/**
 * Reports what does not fit a schema, with its defaults filled in.
 *
 * Source: apiextensions-apiserver v0.37.0 pkg/apiserver/validation, pkg/apiserver/schema/listtype; kube-openapi
 * pkg/validation
 */
export function validate(value: unknown, schema: Schema, at: At): void {
  const { field } = at;
  const invalid = (shown: unknown, rule: string): void => field.invalid(shown, `${field.path} in body ${rule}`);
  const isFitting = reportType(value, schema, at);
  if (schema.enum !== undefined && !schema.enum.includes(value)) field.notSupported(value, schema.enum.map(String));
  if (!isFitting) return;
  if (typeof value === "string") validateText(value, schema, { ...at, invalid });
  if (typeof value === "number") validateNumber(value, schema, { ...at, invalid });
  if (Array.isArray(value)) validateList(value, schema, { ...at, invalid });
  if (isObject(value)) validateMembers(value, schema, at);
}

/** Says of what type a value would have to be; whether it is. */
function reportType(value: unknown, schema: Schema, { field, nowhere }: At): boolean {
  const { format, type: expected } = schema;
  const type = typeOf(value);
  const report = (wanted: string, given: string): void =>
    field.invalid(given, `${field.path} in body must be of type ${wanted}: ${JSON.stringify(given)}`);
  if (schema["int-or-string"] ?? false) {
    if (type === "integer" || type === "string") return true;
    nowhere.invalid("", `${JSON.stringify(field.path)} must validate at least one schema (anyOf)`);
    report("integer", type);
    report("integer,string", type);
    if (type === "number") nowhere.invalid("", notOfFormat(undefined, field));
    return false;
  }
  if (expected === undefined || fits(type, expected)) return true;
  // Upstream looks at no list where a text has a format.
  if (expected === "string" && format !== undefined && type === "array") return true;
  const isNumber = type === "number";
  // Where there is a format, upstream compares that instead, but for texts and lists.
  if (format === undefined || type === "string" || type === "array") report(expected, type);
  else report(format, isNumber ? "float64" : type === "integer" ? "int64" : "");
  if (expected === "integer" && isNumber) nowhere.invalid("", notOfFormat(format, field));
  return false;
}

function notOfFormat(format: string | undefined, { path }: Field): string {
  const wanted = format === undefined ? "integer (default format)" : `integer with format ${format}`;
  return `Checked value must be of type ${wanted} in ${path}`;
}

type Invalid = (shown: unknown, rule: string) => void;

const fits = (type: string, expected: string): boolean =>
  type === expected || (type === "integer" && expected === "number");

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function validateText(
  value: string,
  schema: Schema,
  { field, matches, invalid }: At & { readonly invalid: Invalid },
): void {
  const length = [...value].length;
  if (schema.maxLength !== undefined && length > schema.maxLength) field.tooLong(schema.maxLength);
  if (schema.minLength !== undefined && length < schema.minLength) {
    invalid(value, `should be at least ${schema.minLength} chars long`);
  }
  if (schema.pattern !== undefined && !matches(schema.pattern, value)) {
    invalid(value, `should match '${schema.pattern}'`);
  }
}

const int32Max = 2 ** 31;

function validateNumber(
  value: number,
  schema: Schema,
  { field, nowhere, invalid }: At & { readonly invalid: Invalid },
): void {
  const { minimum, maximum, format } = schema;
  if (format === "int32" && (value < -int32Max || value >= int32Max)) {
    nowhere.invalid("", notOfFormat(format, field));
  }
  if (maximum !== undefined && value > maximum) invalid(value, `should be less than or equal to ${maximum}`);
  if (minimum !== undefined && value < minimum) invalid(value, `should be greater than or equal to ${minimum}`);
}

function validateList(
  items: readonly unknown[],
  schema: Schema,
  { invalid, ...at }: At & { readonly invalid: Invalid },
): void {
  const { field, resolve } = at;
  const { minItems = 0, maxItems = Number.MAX_SAFE_INTEGER } = schema;
  if (items.length < minItems) invalid(items.length, `should have at least ${minItems} items`);
  if (items.length > maxItems) field.tooMany(items.length, maxItems);
  const { items: inner } = schema;
  if (inner !== undefined) {
    for (const [index, item] of items.entries()) validate(item, resolve(inner), { ...at, field: field.index(index) });
  }
  reportOddKeys(items, schema.keys, field);
  if (schema.isSet ?? false) reportRepeated(items, field);
}

function reportOddKeys(items: readonly unknown[], keys: readonly string[] | undefined, field: Field): void {
  if (keys === undefined) return;
  const odd = items.findIndex((item) => item !== null && !isObject(item));
  if (odd !== -1) field.index(odd).invalid(items[odd], "must be an object for an array of list-type map");
  else {
    reportRepeated(
      items.map((item) => keysOf(item, keys)),
      field,
    );
  }
}

const keysOf = (item: unknown, keys: readonly string[]): unknown =>
  Object.fromEntries(keys.flatMap((key) => (isObject(item) && item[key] !== undefined ? [[key, item[key]]] : [])));

function reportRepeated(values: readonly unknown[], field: Field): void {
  const times = new Map<string, number>();
  for (const [index, value] of values.entries()) {
    const text = JSON.stringify(value);
    const before = times.get(text) ?? 0;
    times.set(text, before + 1);
    // What is there three times is reported once.
    if (before === 1) field.index(index).duplicate(value);
  }
}

function validateMembers(value: Members, schema: Schema, at: At): void {
  const { field, resolve } = at;
  for (const name of schema.required ?? []) {
    if (value[name] === undefined) field.child(name).required();
  }
  for (const name of Object.keys(value).sort(byCodeUnit)) {
    const { properties = {}, additionalProperties } = schema;
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const inner = own ?? additionalProperties;
    if (inner === undefined) continue;
    validate(value[name], resolve(inner), { ...at, field: field.child(name) });
  }
}

/** Reports the rules in CEL that an object does not meet. Source: apiextensions-apiserver v0.37.0 pkg/apiserver/schema/cel */
export function validateRules(
  value: unknown,
  schema: Schema,
  at: { readonly field: Field; readonly resolve: Resolve },
): void {
  const { field, resolve } = at;
  const { items, properties = {} } = schema;
  if (Array.isArray(value) && items !== undefined) {
    for (const [index, item] of value.entries())
      validateRules(item, resolve(items), { field: field.index(index), resolve });
  }
  if (!isObject(value)) return;
  for (const { message, rule } of schema.validations ?? []) {
    if (!meetsRule(value, rule)) field.invalid("object", message);
  }
  for (const name of Object.keys(value).sort(byCodeUnit)) {
    const inner = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (inner !== undefined) validateRules(value[name], resolve(inner), { field: field.child(name), resolve });
  }
}
