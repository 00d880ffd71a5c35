import { invariant } from "../../invariant.ts";
import type { Regex } from "../../prometheus/promql/matcher.ts";
import { compileRegex } from "../../regex.ts";
import { monitoringSchemas } from "./monitoring-schema.table.ts";

/** What a value of a custom resource may be, as its CRD says. */
export type Schema = {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly format?: string;
  readonly properties?: Readonly<Record<string, SchemaOrNumber>>;
  readonly required?: readonly string[];
  readonly items?: SchemaOrNumber;
  readonly additionalProperties?: SchemaOrNumber;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly "int-or-string"?: boolean;
  readonly "preserve-unknown-fields"?: boolean;
  readonly validations?: readonly { readonly message: string; readonly rule: string }[];
  /** The fields that tell the items of a list apart. */
  readonly keys?: readonly string[];
  /** No item may be there twice. */
  readonly isSet?: boolean;
};

/** A schema, or the number of a shared one. */
export type SchemaOrNumber = Schema | number;

/** Schemas as JSON. */
export type SchemaTable = {
  readonly kinds: Readonly<
    Record<
      string,
      {
        readonly apiVersion: string;
        readonly isSpecRequired: boolean;
        readonly hasRules: boolean;
        readonly spec: string;
      }
    >
  >;
  readonly schemas: Readonly<Record<number, string>>;
};

/** The schemas of one kind. */
export type KindSchema = {
  readonly spec: Schema;
  readonly isSpecRequired: boolean;
  /** Whether there are rules in CEL anywhere. */
  readonly hasRules: boolean;
  /** The schema that stands at a place. */
  readonly resolve: (given: SchemaOrNumber) => Schema;
  /** Whether a text has a part that a pattern describes. */
  readonly matches: (pattern: string, text: string) => boolean;
};

/** What a kind of the operator holds; `undefined` for an apiVersion or a kind that is none of them. */
export type MonitoringSchemas = (apiVersion: string, kind: string) => KindSchema | undefined;

/** The schemas of all kinds. Each is read from the table, and each pattern compiled, when it is asked for first. */
export function createMonitoringSchemas(): MonitoringSchemas {
  const read = new Map<number, Schema>();
  const resolve = (given: SchemaOrNumber): Schema => {
    if (typeof given !== "number") return given;
    const known = read.get(given);
    if (known !== undefined) return known;
    const text = monitoringSchemas.schemas[given];
    invariant(text !== undefined, "every number in the table stands for a schema");
    const schema: Schema = JSON.parse(text);
    read.set(given, schema);
    return schema;
  };
  const patterns = new Map<string, Regex>();
  const matches = (pattern: string, text: string): boolean => {
    const known = patterns.get(pattern);
    if (known !== undefined) return known.test(text);
    const compiled = compileRegex(pattern);
    invariant(compiled.kind === "regex", "every pattern in the table compiles");
    patterns.set(pattern, compiled.regex);
    return compiled.regex.test(text);
  };
  return (apiVersion, kind) => {
    const found = Object.hasOwn(monitoringSchemas.kinds, kind) ? monitoringSchemas.kinds[kind] : undefined;
    if (found === undefined || found.apiVersion !== apiVersion) return undefined;
    const { isSpecRequired, hasRules } = found;
    const spec: SchemaOrNumber = JSON.parse(found.spec);
    return { spec: resolve(spec), isSpecRequired, hasRules, resolve, matches };
  };
}
