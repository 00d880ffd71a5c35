import { expect, test } from "vitest";
import { printFamilies } from "../../exposition-format/print.ts";
import { invariant } from "../../invariant.ts";
import { kubernetesVersion } from "../../version.ts";
import { etcdFamilies } from "./etcd.ts";
import { objectCountFamilies } from "./object-counts.ts";

const counts = [
  { group: "", resource: "pods", count: 3 },
  { group: "apps", resource: "deployments", count: 1 },
];

function textIn(release: string): string {
  const version = kubernetesVersion(release);
  invariant(version !== undefined, "the release is modelled");
  return printFamilies(objectCountFamilies(counts, version));
}

const number = "Number of stored objects at the time of last check split by kind.";

test("1.30 counts stored objects by resource and group in one label", () => {
  expect(
    textIn("1.30"),
  ).toBe(`# HELP apiserver_storage_objects [STABLE] ${number} In case of a fetching error, the value will be -1.
# TYPE apiserver_storage_objects gauge
apiserver_storage_objects{resource="deployments.apps"} 1
apiserver_storage_objects{resource="pods"} 3
`);
});

test.for([
  ["1.15", ["etcd_object_counts"]],
  ["1.22", ["apiserver_storage_objects", "etcd_object_counts"]],
  ["1.23", ["apiserver_storage_objects"]],
  ["1.36", ["apiserver_resource_objects", "apiserver_storage_objects"]],
  ["1.37", ["apiserver_resource_objects"]],
] as const)("%s has %j", ([release, names]) => {
  expect(textIn(release).match(/(?<=^# TYPE )\S+/gm)).toEqual(names);
});

test("what is deprecated says since when", () => {
  expect(textIn("1.36")).toContain("[STABLE] (Deprecated since 1.34.0) [DEPRECATED, consider using");
  expect(textIn("1.34")).toContain("[STABLE] [DEPRECATED, consider using");
});

test("the newest name has group and resource apart", () => {
  expect(textIn("1.37")).toContain('apiserver_resource_objects{group="apps",resource="deployments"} 1\n');
});

test("an etcd of one member leads itself", () => {
  expect(printFamilies(etcdFamilies).match(/^etcd.*$/gm)).toEqual([
    "etcd_server_has_leader 1",
    "etcd_server_is_leader 1",
    "etcd_server_is_learner 0",
    "etcd_server_leader_changes_seen_total 1",
  ]);
});
