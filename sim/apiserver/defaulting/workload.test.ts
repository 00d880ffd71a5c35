import { expect, test } from "vitest";
import type { Deployment } from "../../kubernetes/workload.ts";
import { admitted, causesOf, container, deployment, rejectionOf } from "../manifests.fixture.ts";

const unlimited = 2 ** 31 - 1;

const inVersion = (apiVersion: string): Deployment =>
  admitted("Deployment", { ...deployment(), apiVersion }, { version: "1.15" });

test.each([
  ["apps/v1", { percent: 25 }, 10, 600, {}],
  ["apps/v1beta2", { percent: 25 }, 10, 600, {}],
  ["apps/v1beta1", { percent: 25 }, 2, 600, { app: "web" }],
  ["extensions/v1beta1", { count: 1 }, unlimited, unlimited, { app: "web" }],
])("a Deployment of %s has the defaults of that version", (apiVersion, step, revisions, deadline, labels) => {
  const { strategy, revisionHistoryLimit, progressDeadlineSeconds, meta } = inVersion(apiVersion);
  expect({ strategy, revisionHistoryLimit, progressDeadlineSeconds, labels: meta.labels }).toEqual({
    strategy: { type: "RollingUpdate", maxSurge: step, maxUnavailable: step },
    revisionHistoryLimit: revisions,
    progressDeadlineSeconds: deadline,
    labels,
  });
});

const withoutSelector = (apiVersion: string, kind = "Deployment"): unknown => ({
  apiVersion,
  kind,
  metadata: { name: "web", labels: { team: "shop" } },
  spec: { template: { metadata: { labels: { app: "web" } }, spec: { containers: [container()] } } },
});

test.each([
  ["apps/v1beta1", "Deployment"],
  ["extensions/v1beta1", "Deployment"],
  ["extensions/v1beta1", "ReplicaSet"],
] as const)("the selector of %s %s is that of the template's labels", (apiVersion, kind) => {
  const object = admitted(kind, withoutSelector(apiVersion, kind), { version: "1.11" });
  expect([object.selector, object.meta.labels]).toEqual([{ matchLabels: { app: "web" } }, { team: "shop" }]);
});

test("in apps/v1beta2 and apps/v1 the selector has to be there", () => {
  const missing = (version: string): string =>
    rejectionOf(withoutSelector(`apps/${version}`), { version: "1.15" })
      .causes.map(({ message }) => message)
      .join();
  expect([missing("v1beta2"), missing("v1")]).toEqual([
    'ValidationError(Deployment.spec): missing required field "selector" in io.k8s.api.apps.v1beta2.DeploymentSpec',
    'ValidationError(Deployment.spec): missing required field "selector" in io.k8s.api.apps.v1.DeploymentSpec',
  ]);
});

test("up to 1.16 half a rolling update in another strategy cannot be converted, but where it has defaults", () => {
  const strategy = { type: "Recreate", rollingUpdate: { maxSurge: 1 } };
  const refusal = (apiVersion: string, version: string): string =>
    rejectionOf({ ...deployment({ strategy }), apiVersion }, { version }).message;
  const forbidden =
    "The Deployment \"web\" is invalid: spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'";
  expect(refusal("apps/v1", "1.16")).toBe(
    'Error from server (BadRequest): Deployment in version "v1" cannot be handled as a Deployment: expected pointer, but got nil',
  );
  expect([refusal("apps/v1", "1.17"), refusal("extensions/v1beta1", "1.15")]).toEqual([forbidden, forbidden]);
});

test("1.28 drops what makes a sidecar of an init container, as its gate is off", () => {
  const manifest = deployment({}, { initContainers: [container({ name: "proxy", restartPolicy: "Always" })] });
  const isSidecar = (version: string): unknown =>
    admitted("Deployment", manifest, { version }).template.spec.initContainers[0]?.restartPolicyAlways;
  expect([isSidecar("1.28"), isSidecar("1.29")]).toEqual([false, true]);
});

test("a Namespace is labelled with its name since 1.21", () => {
  const manifest = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };
  const labelsIn = (version: string): unknown => admitted("Namespace", manifest, { version }).meta.labels;
  expect([labelsIn("1.20"), labelsIn("1.21")]).toEqual([{}, { "kubernetes.io/metadata.name": "shop" }]);
});

test("faults are told in the words of the release", () => {
  const manifest = { ...deployment({ minReadySeconds: 600 }), metadata: { name: "Web" } };
  const pattern =
    "subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  expect(["1.11", "1.19", "1.20"].map((version) => causesOf(manifest, { version }))).toEqual([
    [
      `metadata.name: Invalid value: "Web": a DNS-1123 ${pattern}`,
      "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds.",
    ],
    [
      `metadata.name: Invalid value: "Web": a DNS-1123 ${pattern}`,
      "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds",
    ],
    [
      `metadata.name: Invalid value: "Web": a lowercase RFC 1123 ${pattern}`,
      "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds",
    ],
  ]);
});
