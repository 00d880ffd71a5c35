/**
 * The schema of a custom resource, as far as the modelled ones need it.
 *
 * Source: the structural schemas of apiextensions v1
 */
export type StructuralSchema =
  | {
      readonly type: "object";
      readonly properties: Readonly<Record<string, StructuralSchema>>;
      readonly required?: readonly string[];
      readonly rule?: SchemaRule;
    }
  | { readonly type: "map"; readonly values: StructuralSchema }
  | { readonly type: "array"; readonly items: StructuralSchema; readonly minItems?: number }
  | {
      readonly type: "string";
      readonly minLength?: number;
      readonly enum?: readonly string[];
      readonly default?: string;
    }
  /** `format: int32`. */
  | { readonly type: "integer"; readonly minimum?: number }
  | { readonly type: "boolean" }
  /** `x-kubernetes-int-or-string` with the pattern of a quantity. */
  | { readonly type: "quantity" };

/** One of `x-kubernetes-validations`: its rule in our words, and what is said where it does not hold. */
export type SchemaRule = {
  readonly holds: (value: Readonly<Record<string, unknown>>) => boolean;
  readonly message: string;
};
