import { goJson, goQuote } from "../../kubernetes/go-text.ts";
import { printValue, type ValueStyle } from "./go-value.ts";

/** One thing that is wrong with a manifest, with the API server's path and text. */
export type Cause = {
  /** `spec.metrics[0].resource.target.averageUtilization`; a key of a map stands in brackets: `limits[cpu]`. */
  readonly field: string;
  readonly message: string;
};

/**
 * A place in a manifest, and the report of what is wrong there.
 *
 * Each report adds one cause, in the words of upstream's error of the same name.
 * Source: apimachinery v0.36.3 pkg/util/validation/field
 */
export type Field = {
  readonly path: string;
  /** Causes so far, in the whole manifest. */
  readonly faultCount: () => number;
  readonly child: (...names: readonly string[]) => Field;
  readonly index: (position: number) => Field;
  readonly key: (key: string) => Field;
  readonly required: (detail?: string) => void;
  readonly invalid: (value: unknown, detail: string) => void;
  /** `value` is one of a closed set upstream, so it is printed as JSON. */
  readonly notSupported: (value: unknown, supported: readonly string[]) => void;
  readonly forbidden: (detail: string) => void;
  readonly duplicate: (value: unknown) => void;
  readonly notFound: (value: unknown, detail?: string) => void;
  readonly tooLong: (bytesMax: number) => void;
  readonly tooMany: (actual: number, max: number) => void;
};

/** The field `path`, whose reports go to `causes`. The empty path is the manifest itself. */
export function fieldAt(path: string, causes: Cause[], style: ValueStyle = "as-json"): Field {
  const report = (problem: string, detail: string): void => {
    causes.push({ field: path, message: detail === "" ? problem : `${problem}: ${detail}` });
  };
  return {
    path,
    faultCount: () => causes.length,
    child: (...names) => fieldAt([path, ...names].filter((name) => name !== "").join("."), causes, style),
    index: (position) => fieldAt(`${path}[${position}]`, causes, style),
    key: (key) => fieldAt(`${path}[${key}]`, causes, style),
    required: (detail = "") => report("Required value", detail),
    invalid: (value, detail) => report(`Invalid value: ${printValue(value, style)}`, detail),
    notSupported: (value, supported) =>
      report(
        `Unsupported value: ${printUnsupported(value, style)}`,
        `supported values: ${supported.map(goQuote).join(", ")}`,
      ),
    forbidden: (detail) => report("Forbidden", detail),
    duplicate: (value) => report(`Duplicate value: ${printValue(value, style)}`, ""),
    notFound: (value, detail = "") => report(`Not found: ${printValue(value, style)}`, detail),
    tooLong: (bytesMax) => report("Too long", `may not be more than ${bytesMax} bytes`),
    tooMany: (actual, max) => report(`Too many: ${actual}`, `must have at most ${max} items`),
  };
}

const printUnsupported = (value: unknown, style: ValueStyle): string =>
  style === "in-go-syntax" ? printValue(value, style) : goJson(value);

/** Reports each message as an invalid value. */
export function invalidEach(field: Field, value: unknown, messages: readonly string[]): void {
  for (const message of messages) field.invalid(value, message);
}
