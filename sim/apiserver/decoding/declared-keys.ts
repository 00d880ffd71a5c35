import type { ApiTypes } from "./api-type.ts";

/** The value with the names of fields in the case of their declaration, and without unknown fields. */
export function keysAsDeclared(value: unknown, typeName: string, types: ApiTypes): unknown {
  const type = types(typeName);
  if (type.kind === "list" && Array.isArray(value)) {
    return value.map((item) => keysAsDeclared(item, type.element, types));
  }
  if (type.kind !== "struct" || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const declared = new Map([...type.fields].map(([name, field]) => [name.toLowerCase(), { name, type: field.type }]));
  const renamed: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const field = declared.get(key.toLowerCase());
    if (field) renamed[field.name] = keysAsDeclared(member, field.type, types);
  }
  return renamed;
}
