import { afterEach, beforeEach, expect, test } from "vitest";
import { findKind } from "./find-kind.ts";
import { createTestPrograms, type TestPrograms } from "./test-programs.ts";

let programs: TestPrograms;

beforeEach(() => {
  programs = createTestPrograms();
});

afterEach(() => programs.folder.remove());

test("kind is found in PATH", async () => {
  expect(await findKind(programs.environment)).toEqual({ path: "kind", version: "v0.33.0" });
});

test("KUBEWIND_KIND names another", async () => {
  programs.write("kind-next", 'echo "kind v0.34.0-alpha go1.27.0 linux/arm64"');
  const path = `${programs.folder.path}/bin/kind-next`;
  const environment = { ...programs.environment, KUBEWIND_KIND: path };
  expect(await findKind(environment)).toEqual({ path, version: "v0.34.0-alpha" });
});

test.for([
  ["there is none", {}, "kind is not in PATH"],
  ["the one that is named is not there", { KUBEWIND_KIND: "/no/kind" }, 'KUBEWIND_KIND is "/no/kind"'],
] as const)("when %s, it is said how to get it", async ([, given, message]) => {
  const finding = findKind({ PATH: programs.folder.path, ...given });
  await expect(finding).rejects.toThrow(message);
  await expect(finding).rejects.toThrow("go install sigs.k8s.io/kind@v0.33.0");
});

test("a program that only has its name is not taken for it", async () => {
  programs.write("kind", 'echo "Kind 1.0, a language"');
  await expect(findKind(programs.environment)).rejects.toThrow("kind is not kind");
});
