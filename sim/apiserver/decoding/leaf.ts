import { unreachable } from "../../invariant.ts";
import { goQuote } from "../../kubernetes/go-text.ts";
import { parseTimestamp } from "../../kubernetes/timestamp.ts";
import { parseQuantity } from "../../quantity/index.ts";
import type { Leaf } from "./api-type.ts";
import type { Place } from "./place.ts";
import { unmarshalTypeError } from "./unmarshal-type-error.ts";

type DecodedLeaf =
  | { readonly kind: "decoded"; readonly value: unknown }
  | { readonly kind: "refused"; readonly error: string };

/**
 * Decodes a value of a type that has its own rules. `null` gives the zero value.
 *
 * Source: apimachinery v0.36.3 pkg/api/resource, pkg/util/intstr, pkg/apis/meta/v1
 */
export function decodeLeaf(value: unknown, leaf: Leaf, place: Place): DecodedLeaf {
  switch (leaf) {
    case "resource.Quantity":
      return decodeQuantity(value);
    case "intstr.IntOrString":
      return decodeIntOrString(value, place);
    case "v1.Time":
      return decodeTime(value, "2006-01-02T15:04:05Z07:00", place);
    case "v1.MicroTime":
      return decodeTime(value, "2006-01-02T15:04:05.000000Z07:00", place);
    case "v1.FieldsV1":
      return { kind: "decoded", value };
    default:
      return unreachable(leaf);
  }
}

/** A string, or the text of any other JSON value: numbers are quantities too. */
function decodeQuantity(value: unknown): DecodedLeaf {
  const text = value === null || value === undefined ? "0" : typeof value === "string" ? value : JSON.stringify(value);
  const parsed = parseQuantity(text.trim());
  if (!parsed.ok) return { kind: "refused", error: parsed.error };
  // A zero that is written keeps its text, which tells it from one that is absent.
  const { quantity } = parsed;
  return { kind: "decoded", value: text.trim() === "0" ? { ...quantity, verbatim: "0" } : quantity };
}

function decodeIntOrString(value: unknown, place: Place): DecodedLeaf {
  if (value === null || value === undefined) return { kind: "decoded", value: 0 };
  if (typeof value === "string") return { kind: "decoded", value };
  const isInt32 = typeof value === "number" && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
  return isInt32 ? { kind: "decoded", value } : refusedAs("int32", value, place);
}

function decodeTime(value: unknown, layout: string, place: Place): DecodedLeaf {
  if (value === null || value === undefined) return { kind: "decoded", value: undefined };
  if (typeof value !== "string") return refusedAs("string", value, place);
  if (parseTimestamp(value) !== undefined) return { kind: "decoded", value };
  const [text, year] = [goQuote(value), goQuote("2006")];
  return { kind: "refused", error: `parsing time ${text} as ${goQuote(layout)}: cannot parse ${text} as ${year}` };
}

const refusedAs = (typeName: "int32" | "string", value: unknown, place: Place): DecodedLeaf => ({
  kind: "refused",
  error: unmarshalTypeError({ value, typeName, isInteger: typeName === "int32", place }),
});
