import type { Field } from "../../apiserver/fields/field.ts";
import { byCodeUnit } from "../../kubernetes/object.ts";
import { compileRegex } from "../../regex.ts";
import { meetsRule } from "./rules.ts";
import type { KindSchema, Schema } from "./schema.ts";

type Resolve = KindSchema["resolve"];
type Members = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value with the defaults of its schema; `null` is replaced where there is a default. */
export function withDefaults(value: unknown, schema: Schema, resolve: Resolve): unknown {
  const { items, additionalProperties, properties } = schema;
  if (Array.isArray(value)) return items ? value.map((item) => withDefaults(item, resolve(items), resolve)) : value;
  if (!isObject(value)) return value;
  if (additionalProperties !== undefined) {
    const inner = resolve(additionalProperties);
    return mapped(value, (member) => withDefaults(member, inner, resolve));
  }
  const result: Record<string, unknown> = { ...value };
  for (const [name, given] of Object.entries(properties ?? {})) {
    const inner = resolve(given);
    if ((result[name] === undefined || result[name] === null) && inner.default !== undefined)
      result[name] = inner.default;
    if (result[name] !== undefined) result[name] = withDefaults(result[name], inner, resolve);
  }
  return result;
}

const mapped = (value: Members, of: (member: unknown) => unknown): Members =>
  Object.fromEntries(Object.entries(value).map(([name, member]) => [name, of(member)]));

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
export function validate(
  value: unknown,
  schema: Schema,
  at: { readonly field: Field; readonly resolve: Resolve },
): void {
  const { field, resolve } = at;
  const invalid = (shown: unknown, rule: string): void => field.invalid(shown, `${field.path} in body ${rule}`);
  const type = typeOf(value);
  const expected = schema["int-or-string"] ? "integer,string" : schema.type;
  if (expected !== undefined && !fits(type, expected)) {
    field.invalid(type, `${field.path} in body must be of type ${expected}: ${JSON.stringify(type)}`);
    return;
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) field.notSupported(value, schema.enum.map(String));
  if (typeof value === "string") validateText(value, schema, { field, invalid });
  if (typeof value === "number") validateNumber(value, schema, invalid);
  if (Array.isArray(value)) validateList(value, schema, { field, resolve, invalid });
  if (isObject(value)) validateMembers(value, schema, { field, resolve });
}

type Invalid = (shown: unknown, rule: string) => void;

const fits = (type: string, expected: string): boolean =>
  expected.split(",").includes(type) || (type === "integer" && expected === "number");

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function validateText(value: string, schema: Schema, { field, invalid }: { field: Field; invalid: Invalid }): void {
  const length = [...value].length;
  if (schema.maxLength !== undefined && length > schema.maxLength) field.tooLong(schema.maxLength);
  if (schema.minLength !== undefined && length < schema.minLength) {
    invalid(value, `should be at least ${schema.minLength} chars long`);
  }
  if (schema.pattern === undefined) return;
  const compiled = compileRegex(schema.pattern);
  if (compiled.kind === "regex" && !compiled.regex.test(value)) invalid(value, `should match '${schema.pattern}'`);
}

function validateNumber(value: number, { minimum, maximum }: Schema, invalid: Invalid): void {
  if (maximum !== undefined && value > maximum) invalid(value, `should be less than or equal to ${maximum}`);
  if (minimum !== undefined && value < minimum) invalid(value, `should be greater than or equal to ${minimum}`);
}

type ListAt = { readonly field: Field; readonly resolve: Resolve; readonly invalid: Invalid };

function validateList(items: readonly unknown[], schema: Schema, { field, resolve, invalid }: ListAt): void {
  const { minItems = 0, maxItems = Number.MAX_SAFE_INTEGER } = schema;
  if (items.length < minItems) invalid(items.length, `should have at least ${minItems} items`);
  if (items.length > maxItems) field.tooMany(items.length, maxItems);
  const { items: inner } = schema;
  if (inner !== undefined) {
    for (const [index, item] of items.entries()) validate(item, resolve(inner), { field: field.index(index), resolve });
  }
  const { keys } = schema;
  if (keys !== undefined)
    reportRepeated(
      items.map((item) => keysOf(item, keys)),
      field,
    );
  if (schema.isSet ?? false) reportRepeated(items, field);
}

const keysOf = (item: unknown, keys: readonly string[]): unknown =>
  Object.fromEntries(keys.flatMap((key) => (isObject(item) && item[key] !== undefined ? [[key, item[key]]] : [])));

function reportRepeated(values: readonly unknown[], field: Field): void {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    const text = JSON.stringify(value);
    if (seen.has(text)) field.index(index).duplicate(value);
    seen.add(text);
  }
}

function validateMembers(
  value: Members,
  schema: Schema,
  at: { readonly field: Field; readonly resolve: Resolve },
): void {
  const { field, resolve } = at;
  for (const name of schema.required ?? []) {
    if (value[name] === undefined) field.child(name).required();
  }
  for (const name of Object.keys(value).sort(byCodeUnit)) {
    const { properties = {}, additionalProperties } = schema;
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const inner = own ?? additionalProperties;
    if (inner === undefined) continue;
    validate(value[name], resolve(inner), { field: own === undefined ? field.key(name) : field.child(name), resolve });
  }
  for (const { message, rule } of schema.validations ?? []) {
    if (!meetsRule(value, rule)) field.invalid("object", message);
  }
}
