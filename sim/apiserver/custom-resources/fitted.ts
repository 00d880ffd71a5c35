import { byCodeUnit } from "../../kubernetes/object.ts";
import type { StructuralSchema } from "../../kubernetes/structural-schema.ts";

/** A value with its defaults, without what its schema does not know. */
export type Fitted = {
  readonly value: unknown;
  /** `spec.triggers[0].foo`, in order. */
  readonly unknownFields: readonly string[];
};

/**
 * Prunes unknown fields and null, then fills in defaults.
 *
 * Source: apiextensions-apiserver v0.36.3 pkg/apiserver/customresource_handler.go schemaCoercingDecoder, schema/pruning, schema/defaulting
 */
export function fitted(value: unknown, schema: StructuralSchema): Fitted {
  const unknownFields: string[] = [];
  const fitTo = (given: unknown, by: StructuralSchema, path: string): unknown => {
    if (by.type === "array" && Array.isArray(given)) {
      return given.map((each, index) => fitTo(each, by.items, `${path}[${index}]`));
    }
    if (!isObject(given)) {
      // A list where an object stands is pruned item by item, under the object's own path.
      if (Array.isArray(given) && by.type === "object") return given.map((each) => fitTo(each, by, path));
      return given;
    }
    if (by.type === "map")
      return mapped(given, (each, key) => (each === null ? undefined : fitTo(each, by.values, `${path}.${key}`)));
    if (by.type !== "object") {
      unknownFields.push(...Object.keys(given).map((key) => `${path}.${key}`));
      return {};
    }
    const known = mapped(given, (each, key) => {
      const property = by.properties[key];
      const place = path === "" ? key : `${path}.${key}`;
      if (property === undefined) unknownFields.push(place);
      return property === undefined || each === null ? undefined : fitTo(each, property, place);
    });
    return withDefaults(known, by.properties);
  };
  const result = fitTo(value, schema, "");
  return { value: result, unknownFields: unknownFields.sort(byCodeUnit) };
}

function withDefaults(
  value: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, StructuralSchema>>,
): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(properties).flatMap(([name, property]) =>
    property.type === "string" && property.default !== undefined && value[name] === undefined
      ? [[name, property.default] as const]
      : [],
  );
  return { ...value, ...Object.fromEntries(defaults) };
}

/** Without what became of nothing. */
const mapped = (
  value: Readonly<Record<string, unknown>>,
  change: (each: unknown, key: string) => unknown,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, change(each, key)] as const)
      .filter(([, each]) => each !== undefined),
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
