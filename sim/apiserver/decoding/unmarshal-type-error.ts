import type { Place } from "./place.ts";

type Mismatch = {
  readonly value: unknown;
  /** The Go type that the value does not fit. */
  readonly typeName: string;
  readonly isInteger: boolean;
  readonly place: Place;
};

/**
 * What Go's JSON decoder says of a value that does not fit its field.
 *
 * Source: sigs.k8s.io/json v0.0.0-20250730193827, encoding/json UnmarshalTypeError
 */
export function unmarshalTypeError({ value, typeName, isInteger, place }: Mismatch): string {
  const found = describe(value, isInteger);
  const goType = typeName.replace("extensions/", "");
  const target =
    place.struct === "" ? `Go value of type ${goType}` : `Go struct field ${goField(place)} of type ${goType}`;
  return `json: cannot unmarshal ${found} into ${target}`;
}

const goField = (place: Place): string => `${place.struct}.${place.goPath.join(".")}`;

/** A number is named only where another number would have fitted. */
function describe(value: unknown, isInteger: boolean): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return isInteger ? `number ${value}` : "number";
  return typeof value === "boolean" ? "bool" : typeof value;
}
