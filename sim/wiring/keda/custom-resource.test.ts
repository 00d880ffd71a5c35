import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createAdmission } from "../../apiserver/admission.ts";
import { fitted } from "../../apiserver/custom-resources/fitted.ts";
import { schemaFaults } from "../../apiserver/custom-resources/schema-faults.ts";
import { scaledObjectSchema } from "../../keda/custom-resource.table.ts";
import { kubernetesVersion } from "../../version.ts";
import { scaledObjectResource } from "./custom-resource.ts";

type Recorded = {
  readonly cases: readonly {
    readonly case: unknown;
    readonly answer: {
      readonly errors: readonly string[];
      readonly unknown: readonly string[];
      readonly object: unknown;
    };
  }[];
};

test("the schema prunes, fills in and refuses as the API server does", () => {
  const file = new URL("../../../fixtures/recorded/keda/custom-resource.json", import.meta.url);
  const { cases }: Recorded = JSON.parse(readFileSync(file).toString());
  expect(cases.length).toBeGreaterThan(50);
  for (const { case: given, answer } of cases) {
    const { value, unknownFields } = fitted(given, scaledObjectSchema);
    const errors = schemaFaults(value, scaledObjectSchema).map(({ field, message }) => `${field}: ${message}`);
    expect({ errors: errors.sort(), unknown: unknownFields, object: value }).toEqual({
      ...answer,
      errors: [...answer.errors].sort(),
    });
  }
});

const kubernetes = kubernetesVersion("1.36")!;
const admit = createAdmission({ kubernetes, featureGates: {} }, [scaledObjectResource]);

const manifest = (spec: object, metadata: object = {}): unknown => ({
  apiVersion: "keda.sh/v1alpha1",
  kind: "ScaledObject",
  metadata: { name: "web", ...metadata },
  spec: { scaleTargetRef: { name: "web" }, triggers: [{ type: "cron", metadata: {} }], ...spec },
});

const message = (given: unknown): unknown => {
  const answer = admit(given, "shop");
  return answer.kind === "rejected" ? answer.rejection.message : answer;
};

test("a ScaledObject is admitted with its defaults and the webhook's warnings", () => {
  const spec = { fallback: { failureThreshold: 3, replicas: 2 }, minReplicaCount: 1, cooldownPeriod: 30 };
  expect(admit(manifest(spec, { labels: { a: "b" } }), "shop")).toEqual({
    kind: "admitted",
    object: {
      kind: "ScaledObject",
      meta: { name: "web", namespace: "shop", labels: { a: "b" }, annotations: {} },
      spec: {
        scaleTargetRef: { name: "web" },
        triggers: [{ type: "cron", metadata: {} }],
        ...spec,
        fallback: { ...spec.fallback, behavior: "static" },
      },
    },
    warnings: [
      "CooldownPeriod is configured but is not relevant. CooldownPeriod is only relevant when minReplicaCount = 0 or idleReplicaCount is set",
    ],
  });
});

test.for([
  [
    manifest({ minReplicas: 1 }, { lables: {} }),
    'Error from server (BadRequest): ScaledObject in version "v1alpha1" cannot be handled as a ScaledObject: strict decoding error: unknown field "metadata.lables", unknown field "spec.minReplicas"',
  ],
  [
    manifest({ minReplicaCount: 5, maxReplicaCount: 2 }),
    'The ScaledObject "web" is invalid: spec: Invalid value: minReplicaCount must be less than or equal to maxReplicaCount',
  ],
  [
    manifest({ minReplicaCount: 1, idleReplicaCount: 1 }),
    'Error from server (Forbidden): admission webhook "vscaledobject.kb.io" denied the request: IdleReplicaCount=1 must be less than MinReplicaCount=1',
  ],
] as const)("%j is refused", ([given, text]) => {
  expect(message(given)).toBe(text);
});

test("without the definition the kind is left out", () => {
  const without = createAdmission({ kubernetes, featureGates: {} });
  expect(without(manifest({}), "shop")).toMatchObject({ kind: "ignored" });
});
