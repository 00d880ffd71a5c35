import { expect, test } from "vitest";
import { type ApiGroup, createRestMapper } from "./rest-mapper.ts";

const group = (name: string, preferredVersion: string, versions: Record<string, readonly string[]>): ApiGroup => ({
  name,
  preferredVersion,
  versions: Object.entries(versions).map(([version, kinds]) => ({
    version,
    resources: kinds.map((kind) => ({ name: `${kind.toLowerCase()}s`, singularName: "", kind })),
  })),
});

const mapper = createRestMapper([
  group("", "v1", { v1: ["Pod", "Service"] }),
  group("extensions", "v1beta1", { v1beta1: ["Deployment"] }),
  group("apps", "v1", { v1: ["Deployment"] }),
  group("apps.example.com", "v1", { v1: ["Deployment", "Widget"] }),
  group("storage.k8s.io", "v1", { v1: ["Class"] }),
  group("batch", "v2", { v1: ["Job", "Old"], v2: ["Job"] }),
]);

const resource = (name: string, inGroup = ""): string => {
  const answer = mapper.resourceFor({ group: inGroup, resource: name });
  return answer.ok ? `${answer.value.resource}.${answer.value.version}.${answer.value.group}` : answer.error;
};

test.for([
  ["pod", "", "pods.v1."],
  ["PODS", "", "pods.v1."],
  ["deployment", "", "deployments.v1beta1.extensions"],
  ["deployment", "apps", "deployments.v1.apps"],
  ["class", "storage", "classs.v1.storage.k8s.io"],
  ["job", "", "jobs.v2.batch"],
  ["old", "", "olds.v1.batch"],
  ["list", "", "lists.v1."],
  ["widgetlist", "", "widgetlists.v1.apps.example.com"],
  ["foo", "apps", "no matches for apps/, Resource=foo"],
  ["", "apps", "a resource must be present, got: apps/, Resource="],
] as const)("%s of group '%s' is %s", ([name, inGroup, expected]) => {
  expect(resource(name, inGroup)).toBe(expected);
});

test("the kind of a name is that of the version that comes first", () => {
  expect(mapper.kindFor({ group: "", resource: "deployments" })).toEqual({
    ok: true,
    value: { group: "extensions", version: "v1beta1", kind: "Deployment" },
  });
  expect(mapper.kindFor({ group: "", resource: "Pods" })).toEqual({
    ok: true,
    value: { group: "", version: "v1", kind: "Pod" },
  });
});

test("a name that two resources of one version have is ambiguous", () => {
  const resources = [
    { name: "x", singularName: "a", kind: "A" },
    { name: "y", singularName: "x", kind: "B" },
  ];
  const ambiguous = createRestMapper([{ name: "g", preferredVersion: "v1", versions: [{ version: "v1", resources }] }]);
  expect(ambiguous.resourceFor({ group: "", resource: "x" })).toEqual({
    ok: false,
    error: "/, Resource=x matches multiple resources [g/v1, Resource=x g/v1, Resource=y]",
  });
  expect(ambiguous.singularize("x")).toEqual({
    ok: false,
    error: "multiple possible singular resources ([g/v1, Resource=x g/v1, Resource=y]) found for x",
  });
});

test("a singular is looked for in all groups, and the error is that of the last", () => {
  expect(mapper.singularize("deployments")).toEqual({ ok: true, value: "deployment" });
  expect(mapper.singularize("Foo")).toEqual({ ok: false, error: "no matches for /, Resource=foo" });
});
