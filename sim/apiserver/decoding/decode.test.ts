import fc from "fast-check";
import { expect, test } from "vitest";
import { createApiTypes } from "./api-type.ts";
import { decode, metadataFault } from "./decode.ts";

const types = createApiTypes(36);

const causesOf = (manifest: unknown): unknown => {
  const decoded = decode(manifest, "v1.Deployment", types);
  return decoded.kind === "refused" ? decoded.causes : decoded;
};

test("a wrong type hides unknown fields, and the first in the order of keys is reported", () => {
  expect(causesOf({ spec: { zeta: 1, replicas: "3", minReadySeconds: true } })).toEqual([
    {
      field: "spec.minReadySeconds",
      message: "json: cannot unmarshal bool into Go struct field DeploymentSpec.spec.minReadySeconds of type int32",
    },
  ]);
});

test("null is absent, and an absent element is empty", () => {
  const spec = { replicas: null, strategy: null, template: { spec: { containers: [null] } } };
  expect(decode({ spec }, "v1.Deployment", types)).toEqual({
    kind: "decoded",
    value: { spec: { template: { spec: { containers: [{}] } } } },
  });
});

test("names of fields are told apart by case", () => {
  expect(causesOf({ spec: { Replicas: 3 } })).toEqual([
    { field: "spec.Replicas", message: 'unknown field "spec.Replicas"' },
  ]);
});

test("a field that came with 1.37 is unknown before", () => {
  const manifest = { spec: { evictionResponders: [{ name: "a" }] } };
  const known = [36, 37].map((minor) => decode(manifest, "v1.Pod", createApiTypes(minor)).kind);
  expect(known).toEqual(["refused", "decoded"]);
});

test("only types matter in the metadata that kubectl decodes", () => {
  expect(metadataFault({ name: "web", nonsense: 1 }, types)).toBeUndefined();
  expect(metadataFault({ name: 1 }, types)).toEqual({
    field: "metadata.name",
    message: "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string",
  });
});

test("whatever the manifest is, decoding ends with a value or with causes", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (manifest) => {
      const decoded = decode({ spec: manifest }, "v1.Pod", types);
      expect(decoded.kind === "decoded" || decoded.causes.length > 0).toBe(true);
    }),
  );
});
