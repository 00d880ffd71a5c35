import { expect, test } from "vitest";
import { mappingError } from "./rest-mapper.ts";

// Texts: k8s.io/apimachinery v0.36.3 pkg/api/meta NoKindMatchError.
test.for([
  ["apps/v1", "Deployment", undefined],
  ["apps/v9", "StatefulSet", undefined],
  ["v1", "ReplicationController", undefined],
  ["", "ReplicationController", undefined],
  ["v1", "Deployment", 'no matches for kind "Deployment" in group ""'],
  ["extensions/v1beta1", "Deployment", 'no matches for kind "Deployment" in group "extensions"'],
  ["apps/v1", "deployment", 'no matches for kind "deployment" in group "apps"'],
] as const)("%s %s", ([apiVersion, kind, error]) => {
  expect(mappingError({ apiVersion, kind, name: "web" })).toBe(error);
});
