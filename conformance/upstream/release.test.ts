import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { buildTags, goModText, upstreamMinors, upstreamRelease } from "./release.ts";

test("a minor stands for one patch, and any other can be asked for", () => {
  expect(upstreamRelease("1.29")).toEqual({ minor: 29, text: "1.29.6" });
  expect(upstreamRelease("v1.37")).toEqual({ minor: 37, text: "1.37.0" });
  expect(upstreamRelease("1.36.1")).toEqual({ minor: 36, text: "1.36.1" });
});

test.for(["", "1", "1.2", "1.99", "2.36", "1.36.x", "1.36.3.1"])("%j is no release that can be built", (text) => {
  expect(upstreamRelease(text)).toBeUndefined();
});

test("no minor between the oldest and the newest is missing", () => {
  const first = Number(upstreamMinors[0]?.split(".")[1]);
  expect(upstreamMinors).toEqual(upstreamMinors.map((_, index) => `1.${first + index}`));
});

test("go.mod keeps what Kubernetes pins, and replaces the staging modules by their published versions", () => {
  const kubernetesGoMod = `module k8s.io/kubernetes

go 1.26.0

require (
	github.com/go-logr/logr v1.4.3
	k8s.io/api v0.0.0
	k8s.io/klog/v2 v2.140.0
	k8s.io/kube-openapi v0.0.0-20260317180543-43fb72c5454a
	k8s.io/metrics v0.0.0
)

replace (
	github.com/go-logr/logr => github.com/go-logr/logr v1.2.0
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/metrics => ./staging/src/k8s.io/metrics
)
`;
  expect(goModText(kubernetesGoMod, { minor: 36, text: "1.36.3" })).toBe(`module kubewind/conformance/upstream/oracle

go 1.26.0

require k8s.io/kubernetes v1.36.3

replace (
	k8s.io/api => k8s.io/api v0.36.3
	k8s.io/metrics => k8s.io/metrics v0.36.3
	github.com/go-logr/logr => github.com/go-logr/logr v1.2.0
)
`);
});

test("what a release cannot have in its own version is replaced once, by what stands in for it", () => {
  const kubernetesGoMod = `require (
	k8s.io/api v0.0.0
	k8s.io/cloud-provider v0.0.0
	vbom.ml/util v0.0.0-20160121211510-db5cfe13f5cc
)

replace vbom.ml/util => vbom.ml/util v0.0.0-20160121211510-db5cfe13f5cc
`;
  const replaced = (minor: number, text: string): readonly string[] =>
    goModText(kubernetesGoMod, { minor, text })
      .split("\n")
      .filter((line) => line.includes("=>"))
      .map((line) => line.trim());
  expect(replaced(19, "1.19.16")).toEqual([
    "k8s.io/api => k8s.io/api v0.19.16",
    "k8s.io/cloud-provider => k8s.io/cloud-provider v0.19.16",
    "vbom.ml/util => github.com/fvbommel/util v0.0.0-20160121211510-db5cfe13f5cc",
  ]);
  expect(replaced(27, "1.27.16")).toContain("k8s.io/cloud-provider => k8s.io/cloud-provider v0.28.15");
  expect(replaced(27, "1.27.16")).not.toContain("k8s.io/cloud-provider => k8s.io/cloud-provider v0.27.16");
});

test("a build has the tag of its own minor and of all before it", () => {
  const tags = buildTags({ minor: 31, text: "1.31.0" });
  expect(tags.filter((tag) => ["minor27", "minor28", "minor31", "minor32"].includes(tag))).toEqual([
    "minor27",
    "minor28",
    "minor31",
  ]);
});

test("every tag that the oracle's source asks for is one that the newest minor has", () => {
  const folder = new URL("oracle/", import.meta.url);
  const asked = readdirSync(folder)
    .filter((file) => file.endsWith(".go"))
    .flatMap((file) => [...readFileSync(new URL(file, folder), "utf8").matchAll(/^\/\/go:build (.+)$/gm)])
    .flatMap(([, condition = ""]) => condition.match(/\w+/g) ?? []);
  expect(asked).not.toEqual([]);
  expect(buildTags({ minor: 37, text: "1.37.0" })).toEqual(expect.arrayContaining(asked));
});
