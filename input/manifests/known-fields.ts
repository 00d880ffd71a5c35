import { type ApiTypes, createApiTypes } from "../../sim/apiserver/decoding/api-type.ts";
import { goTypeName } from "../../sim/apiserver/decoding/go-type-name.ts";
import type { StructuralSchema } from "../../sim/kubernetes/structural-schema.ts";
import { scaledObjectResource } from "../../sim/wiring/keda/custom-resource.ts";
import { nearestName } from "../nearest-name.ts";
import { parsePath } from "../set/path.ts";
import { quote } from "../visible-text.ts";

export type UnknownField = {
  readonly apiVersion: string;
  readonly kind: string;
  /** The minor of Kubernetes. */
  readonly minor: number;
  /** `spec.template.spec.containers[0].imagee` */
  readonly field: string;
};

/** Advice about a field that the API does not know: the nearest one of its neighbours, or all of them if they are few. */
export function adviceForUnknownField({ apiVersion, kind, minor, field }: UnknownField): string | undefined {
  const steps = parsePath(field) ?? [];
  const before = steps.slice(0, -1);
  const { schema } = [scaledObjectResource].find((each) => each.apiVersion === apiVersion && each.kind === kind) ?? {};
  const known =
    schema === undefined || before[0] === "metadata"
      ? fieldsAt(createApiTypes(minor), schema === undefined ? goTypeName(apiVersion, kind) : "v1.Namespace", before)
      : fieldsIn(schema, before);
  const near = nearestName(String(steps.at(-1) ?? ""), known);
  if (near !== undefined) return `Did you mean ${quote(near)}?`;
  return known.length > 0 && known.length <= listedMax ? `Known here: ${known.join(", ")}.` : undefined;
}

const listedMax = 15;

function fieldsAt(types: ApiTypes, typeName: string, steps: readonly (string | number)[]): readonly string[] {
  let name: string | undefined = typeName;
  for (const step of steps) {
    name = name === undefined ? undefined : typeBelow(types, name, step);
  }
  if (name === undefined) return [];
  const type = types(name);
  return type.kind === "struct" ? [...type.fields.keys()] : [];
}

/** The same, of a custom resource. */
function fieldsIn(schema: StructuralSchema, steps: readonly (string | number)[]): readonly string[] {
  let found: StructuralSchema | undefined = schema;
  for (const step of steps) {
    if (found?.type === "object") found = found.properties[String(step)];
    else if (found?.type === "array") found = found.items;
    else found = found?.type === "map" ? found.values : undefined;
  }
  return found?.type === "object" ? Object.keys(found.properties) : [];
}

function typeBelow(types: ApiTypes, name: string, step: string | number): string | undefined {
  const type = types(name);
  if (type.kind === "struct") return type.fields.get(String(step))?.type;
  if (type.kind === "list") return type.element;
  return type.kind === "map" ? type.value : undefined;
}
