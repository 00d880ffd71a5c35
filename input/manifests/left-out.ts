import { dirname } from "node:path";
import type { Problem } from "../input-error.ts";
import { childOf, textOf } from "../node.ts";
import type { Manifest } from "./manifest.ts";

/** Why the tool that a manifest is meant for does not create its object when it installs; `undefined` when it does. */
export function leftOutBecause(manifest: Manifest): string | undefined {
  if (isKustomization(manifest)) return "kubectl kustomize reads it; the wind tunnel takes what that prints";
  const hooks = hooksOf(manifest);
  if (hooks.length === 0 || !hooks.every((hook) => otherHooks.has(hook))) return undefined;
  return `it is a hook of Helm for ${hooks.join(", ")}, which an installation leaves out`;
}

/** Says it with the first problem of a file beside a kustomization: patches lie there, which are no whole manifests. */
export function withPatchHint(problems: readonly Problem[], manifests: readonly Manifest[]): readonly Problem[] {
  const folders = manifests
    .filter(isKustomization)
    .flatMap(({ place }) => (place.kind === "file" ? [dirname(place.source.file)] : []));
  const told = new Set<string>();
  return problems.map((problem) => {
    const { file, hint } = problem;
    if (file === undefined || hint !== undefined || told.has(file) || !folders.includes(dirname(file))) return problem;
    told.add(file);
    return { ...problem, hint: patchHint };
  });
}

const patchHint = "There is a kustomization beside it. Is it a patch? Then give what kubectl kustomize prints instead.";

/** A file with which kubectl kustomize builds manifests, and no manifest itself. */
const isKustomization = (manifest: Manifest): boolean =>
  textOf(childOf(manifest, "apiVersion"))?.startsWith("kustomize.config.k8s.io/") ?? false;

/**
 * Events of a release that are neither an installation nor an upgrade. `helm template` prints the hooks of them all.
 *
 * Source: helm.sh/docs/topics/charts_hooks, "The Available Hooks"; `test-success` and `test-failure` are those of Helm 2.
 */
const otherHooks: ReadonlySet<string> = new Set([
  "test",
  "test-success",
  "test-failure",
  "pre-delete",
  "post-delete",
  "pre-rollback",
  "post-rollback",
]);

function hooksOf(manifest: Manifest): readonly string[] {
  const metadata = childOf(manifest, "metadata");
  const annotations = metadata && childOf(metadata, "annotations");
  const hooks = annotations && textOf(childOf(annotations, "helm.sh/hook"));
  return hooks === undefined ? [] : hooks.split(",").map((hook) => hook.trim());
}
