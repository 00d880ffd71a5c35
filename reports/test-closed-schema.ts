import type { JsonSchema } from "./schema-parts.ts";

/** The schema with no other members allowed, so that none of ours goes undescribed. */
export function closed(schema: JsonSchema): Record<string, unknown> {
  const { properties, items, anyOf, ...rest } = schema;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, closed(member)])),
      additionalProperties: false,
    }),
    ...(items && { items: closed(items) }),
    ...(anyOf && { anyOf: anyOf.map(closed) }),
  };
}
