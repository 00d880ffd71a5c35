import fc, { type Arbitrary } from "fast-check";
import {
  createMonitoringSchemas,
  type KindSchema,
  type SchemaOrNumber,
} from "../../sim/prometheus-operator/schema/schema.ts";
import type { Manifest } from "./operator-case.ts";

const group = "monitoring.coreos.com";
const kinds: readonly (readonly [kind: string, version: string])[] = [
  ...(["ServiceMonitor", "PodMonitor", "Probe", "PrometheusRule", "Prometheus", "Alertmanager"] as const).map(
    (kind) => [kind, "v1"] as const,
  ),
  ["ScrapeConfig", "v1alpha1"],
];

const schemas = createMonitoringSchemas();

/** Manifests that mostly fit the schema of their kind, of any kind. */
export const anyManifest: Arbitrary<Manifest> = fc.constantFrom(...kinds).chain(([kind, version]) => {
  const apiVersion = `${group}/${version}`;
  const schema = schemas(apiVersion, kind);
  if (schema === undefined) throw new Error(`${kind} has a schema`);
  const { spec, resolve } = schema;
  return anyValue(spec, { resolve, depth: 0 }).map((given) => ({
    ...{ apiVersion, kind, metadata: { name: "x" } },
    // What fits the schema mostly is left as it is where it does not, so that it is refused.
    spec: given as Readonly<Record<string, unknown>>,
  }));
});

const odd = fc.constantFrom<unknown>(null, "x", 1, 1.5, true, [], {}, -1, ["a"], { a: 1 });
const texts = fc.constantFrom("a", "", "b c", "30s", "1m", "http://a.b", "10MB", "0", "/a", "x".repeat(70));
const numbers = fc.constantFrom(0, 1, 5, 70_000, -1, 2 ** 31, 2 ** 40);

type At = { readonly resolve: KindSchema["resolve"]; readonly depth: number };

function anyValue(given: SchemaOrNumber, at: At): Arbitrary<unknown> {
  const fitting = fittingValue(given, at);
  return at.depth === 0 ? fitting : fc.oneof({ weight: 60, arbitrary: fitting }, { weight: 1, arbitrary: odd });
}

function fittingValue(given: SchemaOrNumber, { resolve, depth }: At): Arbitrary<unknown> {
  const schema = resolve(given);
  const below = { resolve, depth: depth + 1 };
  if (schema.enum !== undefined) return fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...schema.enum) }, texts);
  if (schema["int-or-string"] ?? false) return fc.constantFrom<unknown>("1", 1, "100m", "abc", 8080);
  switch (schema.type) {
    case "integer":
    case "number":
      return numbers;
    case "boolean":
      return fc.boolean();
    case "array": {
      const { items } = schema;
      return fc.array(items === undefined ? texts : fc.constant(items).chain((item) => anyValue(item, below)), {
        maxLength: depth > 6 ? 0 : 2,
      });
    }
    case "object": {
      const { properties = {}, required = [], additionalProperties } = schema;
      if (additionalProperties !== undefined) {
        return fc.dictionary(fc.constantFrom("a", "b.c/d"), anyValue(additionalProperties, below), { maxKeys: 2 });
      }
      const members = Object.entries(properties).map(
        ([name, inner]) => [name, member(inner, { ...below, isRequired: required.includes(name) })] as const,
      );
      const unknown = fc.constantFrom(...Array.from({ length: 40 }, () => undefined), 1);
      return fc.record({ ...Object.fromEntries(members), unknownField: unknown }).map(withoutUndefined);
    }
    default:
      return texts;
  }
}

/** Deep down there is only what has to be. */
function member(
  given: SchemaOrNumber,
  { resolve, depth, isRequired }: At & { readonly isRequired: boolean },
): Arbitrary<unknown> {
  const share = isRequired ? 19 : depth > 8 ? 0 : 1;
  return fc
    .integer({ min: 0, max: isRequired ? 19 : depth < 2 ? 5 : 3 })
    .chain((drawn) => (drawn < share ? anyValue(given, { resolve, depth }) : fc.constant(undefined)));
}

const withoutUndefined = (given: object): unknown => JSON.parse(JSON.stringify(given));
