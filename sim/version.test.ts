import { expect, test } from "vitest";
import {
  clusterKubernetes,
  defaultKubernetes,
  kubernetesVersion,
  modelledKubernetes,
  type VersionHistory,
  valueIn,
} from "./version.ts";

test.for([
  ["1.36", { minor: 36, patch: 3, text: "1.36.3" }],
  ["v1.36", { minor: 36, patch: 3, text: "1.36.3" }],
  ["1.36.0", { minor: 36, patch: 0, text: "1.36.0" }],
  ["v1.36.2", { minor: 36, patch: 2, text: "1.36.2" }],
  ["1.37", { minor: 37, patch: 0, text: "1.37.0" }],
] as const)("reads %s", ([text, version]) => {
  expect(kubernetesVersion(text)).toEqual(version);
});

test.for([
  "",
  "1",
  "1.",
  "1.10",
  "1.35.5",
  "1.38",
  "1.36.4",
  "1.37.12",
  "2.36",
  "1.36.",
  "1.36.3-rc.0",
  " 1.36",
  "V1.36",
  "1.36.3.1",
  "latest",
])("knows no version %j", (text) => {
  expect(kubernetesVersion(text)).toBeUndefined();
});

test("the versions that can be asked for can be read, the default among them", () => {
  const minors = (from: number): readonly string[] =>
    Array.from({ length: 38 - from }, (_, index) => `1.${from + index}`);
  expect([modelledKubernetes, clusterKubernetes]).toEqual([minors(11), minors(11)]);
  expect(clusterKubernetes).toContain(defaultKubernetes);
  expect(modelledKubernetes.filter((text) => kubernetesVersion(text) === undefined)).toEqual([]);
});

test("a behaviour changes with the release that brought the change, backported patches included", () => {
  const change = (since: string): VersionHistory<string>["changes"][number] => ({
    since,
    value: since,
    what: "",
    source: "",
  });
  const history: VersionHistory<string> = {
    initially: "first",
    changes: [change("1.36.2"), change("1.37.0"), change("1.37.1")],
  };
  const held = [
    { minor: 36, patch: 1 },
    { minor: 36, patch: 2 },
    { minor: 36, patch: 9 },
    { minor: 37, patch: 0 },
    { minor: 37, patch: 1 },
  ].map((version) => valueIn(history, { ...version, text: "" }));
  expect(held).toEqual(["first", "1.36.2", "1.36.2", "1.37.0", "1.37.1"]);
});
