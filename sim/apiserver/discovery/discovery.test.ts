import { expect, test } from "vitest";
import { discover, servesKind } from "./discovery.ts";
import { servedVersions } from "./served-versions.table.ts";

const on = (minor: number, apiVersion: string, kind: string): unknown => discover({ apiVersion, kind, minor });

const served = { kind: "served" };

test.each([
  ["apps/v1", "Deployment", 8, 9, undefined],
  ["apps/v1beta2", "Deployment", 7, 8, 15],
  ["apps/v1beta1", "StatefulSet", 4, 5, 15],
  ["autoscaling/v1", "HorizontalPodAutoscaler", 1, 2, undefined],
  ["autoscaling/v2beta1", "HorizontalPodAutoscaler", 7, 8, 24],
  ["autoscaling/v2beta2", "HorizontalPodAutoscaler", 11, 12, 25],
  ["autoscaling/v2", "HorizontalPodAutoscaler", 22, 23, undefined],
  ["batch/v1beta1", "CronJob", 7, 8, 24],
  ["batch/v1", "CronJob", 20, 21, undefined],
  ["extensions/v1beta1", "Ingress", 0, 1, 21],
  ["networking.k8s.io/v1beta1", "Ingress", 13, 14, 21],
  ["policy/v1beta1", "PodDisruptionBudget", 4, 5, 24],
  ["policy/v1", "PodDisruptionBudget", 20, 21, undefined],
])("%s %s is served from its first release to its last", (apiVersion, kind, before, first, last) => {
  expect(on(before, apiVersion, kind)).toMatchObject({ kind: "unknown" });
  expect(on(first, apiVersion, kind)).toEqual(served);
  expect(on(last ?? 37, apiVersion, kind)).toEqual(served);
  if (last !== undefined) expect(on(last + 1, apiVersion, kind)).toMatchObject({ kind: "unknown" });
});

test("each line of the table spans releases in order", () => {
  const backwards = servedVersions.filter(([, first, last]) => last !== undefined && last < first);
  expect(backwards).toEqual([]);
});

test("no kind of an API version is served by two lines at once", () => {
  const twice = servedVersions.flatMap(([apiVersion, first, last = 99, kinds], index) =>
    servedVersions.slice(index + 1).flatMap(([otherVersion, otherFirst, otherLast = 99, otherKinds]) => {
      if (otherVersion !== apiVersion || otherFirst > last || first > otherLast) return [];
      return kinds.split(" ").filter((kind) => otherKinds.split(" ").includes(kind));
    }),
  );
  expect(twice).toEqual([]);
});

test.each([
  [
    "autoscaling/v2beta2",
    "HorizontalPodAutoscaler",
    'Kubernetes 1.12 to 1.25 served it, and 1.36 does not. Write "apiVersion: autoscaling/v2". The fields are the same.',
  ],
  [
    "extensions/v1beta1",
    "Ingress",
    'Kubernetes 1.1 to 1.21 served it, and 1.36 does not. Write "apiVersion: networking.k8s.io/v1".',
  ],
  [
    "policy/v1beta1",
    "PodSecurityPolicy",
    "Kubernetes 1.10 to 1.24 served it, and 1.36 does not. Nothing takes its place.",
  ],
  ["apps/v1", "Deploymnt", 'Did you mean "Deployment"?'],
  ["apps/v1", "deployment", 'Did you mean "Deployment"?'],
  ["autoscaling/v1", "HPA", "Kubernetes 1.36 has no such kind."],
  ["v1", "Deployment", 'Kubernetes 1.36 serves it as "apps/v1".'],
  ["app/v1", "Deployment", 'Kubernetes 1.36 serves it as "apps/v1".'],
  ["networking.k8s.o/v1", "Ingress", 'Kubernetes 1.36 serves it as "networking.k8s.io/v1".'],
  ["autoscaling/v3", "HorizontalPodAutoscaler", 'Kubernetes 1.36 serves it as "autoscaling/v2" and "autoscaling/v1".'],
])("%s %s comes with advice", (apiVersion, kind, advice) => {
  expect(on(36, apiVersion, kind)).toEqual({
    kind: "unknown",
    text: `no matches for kind "${kind}" in version "${apiVersion}"`,
    advice,
  });
});

test.each([
  ["monitoring.coreos.com/v1", "ServiceMonitor", "monitoring.coreos.com"],
  ["argoproj.io/v1alpha1", "Rollout", "argoproj.io"],
  ["autoscaling.k8s.io/v1", "VerticalPodAutoscaler", "autoscaling.k8s.io"],
])("%s %s is a custom one", (apiVersion, kind, group) => {
  expect(on(36, apiVersion, kind)).toEqual({ kind: "custom", group });
});

test("a REST mapper finds a kind in any served version of its group", () => {
  expect(servesKind("apps", "StatefulSet", 36)).toBe(true);
  expect(servesKind("", "ReplicationController", 36)).toBe(true);
  expect(servesKind("extensions", "Deployment", 36)).toBe(false);
  expect(servesKind("extensions", "Deployment", 15)).toBe(true);
  expect(servesKind("example.com", "Foo", 36)).toBe(false);
});
