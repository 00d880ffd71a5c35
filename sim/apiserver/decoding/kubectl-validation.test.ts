import { expect, test } from "vitest";
import { admit, deployment, horizontalPodAutoscaler, pod, rejectionOf } from "../manifests.fixture.ts";

const refusal = (errors: string): string =>
  `error: error validating data: ${errors}; if you choose to ignore these errors, turn validation off with --validate=false`;

const misspelt = deployment({ replica: 3 });

test("up to 1.24 kubectl finds the unknown field, and from 1.25 on the API server", () => {
  expect(rejectionOf(misspelt, { version: "1.24" })).toEqual({
    message: refusal('ValidationError(Deployment.spec): unknown field "replica" in io.k8s.api.apps.v1.DeploymentSpec'),
    causes: [
      {
        field: "spec.replica",
        message: 'ValidationError(Deployment.spec): unknown field "replica" in io.k8s.api.apps.v1.DeploymentSpec',
      },
    ],
  });
  expect(rejectionOf(misspelt, { version: "1.25" }).message).toBe(
    'Error from server (BadRequest): Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"',
  );
});

test("all that does not fit is told at once: unknown, missing and of another shape", () => {
  const manifest = pod({ containers: [{ image: 3, command: "sh", ports: [null] }], volumes: {}, hostNetwork: 1 });
  expect(rejectionOf(manifest, { version: "1.18" }).message).toBe(
    refusal(
      `[${[
        'ValidationError(Pod.spec.containers[0].command): invalid type for io.k8s.api.core.v1.Container.command: got "string", expected "array"',
        'ValidationError(Pod.spec.containers[0].ports): unknown object type "nil" in Pod.spec.containers[0].ports[0]',
        'ValidationError(Pod.spec.containers[0]): missing required field "name" in io.k8s.api.core.v1.Container',
        'ValidationError(Pod.spec.hostNetwork): invalid type for io.k8s.api.core.v1.PodSpec.hostNetwork: got "integer", expected "boolean"',
        'ValidationError(Pod.spec.volumes): invalid type for io.k8s.api.core.v1.PodSpec.volumes: got "map", expected "array"',
      ].join(", ")}]`,
    ),
  );
});

test.each([
  ["1.17", "autoscaling/v2beta2", { behavior: {} }, "rejected"],
  ["1.18", "autoscaling/v2beta2", { behavior: {} }, "admitted"],
  ["1.19", "autoscaling/v2beta2", { metrics: [{ type: "Resource", containerResource: {} }] }, "rejected"],
  ["1.32", "autoscaling/v2", { behavior: { scaleUp: { tolerance: "0.1" } } }, "rejected"],
  ["1.33", "autoscaling/v2", { behavior: { scaleUp: { tolerance: "0.1" } } }, "admitted"],
])("%s knows the fields that %s had then: %j", (version, apiVersion, spec, kind) => {
  expect(admit({ ...horizontalPodAutoscaler(spec), apiVersion }, { version }).kind).toBe(kind);
});

test.each([
  ["1.15", { startupProbe: {} }, 'unknown field "startupProbe" in io.k8s.api.core.v1.Container'],
  ["1.22", { lifecycle: { preStop: { x: 1 } } }, 'unknown field "x" in io.k8s.api.core.v1.Handler'],
  ["1.23", { lifecycle: { preStop: { x: 1 } } }, 'unknown field "x" in io.k8s.api.core.v1.LifecycleHandler'],
])("%s knows the fields and types of a container that there were then: %j", (version, fields, text) => {
  const manifest = pod({ containers: [{ name: "web", image: "nginx:1", ...fields }] });
  expect(rejectionOf(manifest, { version }).message).toContain(text);
});

test("a field that went is known as long as it was there", () => {
  const manifest = { ...pod(), metadata: { name: "web", clusterName: "east" } };
  expect(["1.24", "1.25"].map((version) => admit(manifest, { version }).kind)).toEqual(["admitted", "rejected"]);
});
