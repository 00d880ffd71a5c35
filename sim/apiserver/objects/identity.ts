import { byCodeUnit } from "../../kubernetes/object.ts";
import { formatQuantity, isZero, type Quantity } from "../../quantity/index.ts";
import type { ApiTypes } from "../decoding/api-type.ts";

/**
 * Canonical JSON of a decoded value: keys sorted, quantities in canonical form, and nothing that Go holds to be zero.
 *
 * Two values that upstream's Semantic.DeepEqual finds equal have one text, as long as their quantities have one format.
 */
export function identityOf(value: unknown, typeName: string, types: ApiTypes): string {
  return JSON.stringify(canonicalValue(value, typeName, types) ?? {});
}

/** The value without zeros, or `undefined` when nothing is left. */
function canonicalValue(value: unknown, typeName: string, types: ApiTypes): unknown {
  const type = types(typeName);
  switch (type.kind) {
    case "leaf":
      if (!isQuantity(value)) return value || undefined;
      return isZero(value) ? undefined : formatQuantity({ ...value, verbatim: undefined });
    case "scalar":
      return value || undefined;
    case "list": {
      const items: readonly unknown[] = Array.isArray(value) ? value : [];
      return items.length === 0 ? undefined : items.map((item) => elementOf(item, type.element, types));
    }
    case "map": {
      const entries = entriesOf(value).map(([key, item]) => [key, elementOf(item, type.value, types)] as const);
      return entries.length === 0 ? undefined : Object.fromEntries(entries);
    }
    default: {
      const members = entriesOf(value).flatMap(([name, member]): readonly (readonly [string, unknown])[] => {
        const field = type.fields.get(name);
        if (!field) return [];
        const canonical = field.isPointer
          ? elementOf(member, field.type, types)
          : canonicalValue(member, field.type, types);
        return canonical === undefined ? [] : [[name, canonical]];
      });
      return members.length === 0 ? undefined : Object.fromEntries(members);
    }
  }
}

/** An element, or what a pointer points to: there, a zero is a value. */
function elementOf(value: unknown, typeName: string, types: ApiTypes): unknown {
  const canonical = canonicalValue(value, typeName, types);
  if (canonical !== undefined) return canonical;
  const { kind } = types(typeName);
  if (kind === "struct" || kind === "map") return {};
  return kind === "list" ? [] : isQuantity(value) ? "0" : value;
}

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === "object" && value !== null ? Object.entries(value).sort(([a], [b]) => byCodeUnit(a, b)) : [];

const isQuantity = (value: unknown): value is Quantity =>
  typeof value === "object" && value !== null && "amount" in value && "format" in value;
