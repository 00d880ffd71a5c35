/** A JSON Schema, as far as our documents need it. */
export type JsonSchema = {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
};

export const text = (description: string): JsonSchema => ({ type: "string", description });
export const number = (description: string): JsonSchema => ({ type: "number", description });
export const count = (description: string): JsonSchema => ({ type: "integer", minimum: 0, description });
export const list = (description: string, items: JsonSchema): JsonSchema => ({ type: "array", description, items });
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });

/** An object with all of these members; later versions of kubewind may add others. */
export const object = (description: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: "object",
  description,
  properties,
  required: Object.keys(properties),
});

const instantMembers = {
  at: number("Seconds from the scenario's zero; negative during the warm-up."),
  time: { type: "string", format: "date-time", description: "The same instant by the clock of the run." },
} as const;

/** An object that belongs to an instant. */
export const timed = (description: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema =>
  object(description, { ...instantMembers, ...properties });

/** What names an object. */
export const referenceMembers: Readonly<Record<"kind" | "namespace" | "name", JsonSchema>> = {
  kind: text("Such as Deployment."),
  namespace: text(""),
  name: text(""),
};
