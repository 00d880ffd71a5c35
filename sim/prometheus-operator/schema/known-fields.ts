import type { KindSchema, SchemaOrNumber } from "./schema.ts";

/** The fields that a kind has at a place such as `["spec", "endpoints", 0]`; none for a place that has no fields. */
export function knownFieldsAt(schema: KindSchema | undefined, steps: readonly (string | number)[]): readonly string[] {
  if (schema === undefined || steps[0] !== "spec") return [];
  let found: SchemaOrNumber | undefined = schema.spec;
  for (const step of steps.slice(1)) {
    if (found === undefined) return [];
    const { items, properties, additionalProperties } = schema.resolve(found);
    found = typeof step === "number" ? items : (properties?.[step] ?? additionalProperties);
  }
  return found === undefined ? [] : Object.keys(schema.resolve(found).properties ?? {});
}
