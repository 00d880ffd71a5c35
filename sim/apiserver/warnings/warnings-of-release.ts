import { firstTold } from "./first-told.table.ts";

/** The warnings that Kubernetes 1.`minor` tells too. None told in other words are made up for earlier ones. */
export function toldIn(minor: number, warnings: readonly string[]): readonly string[] {
  if (minor < warnedOfObjectsSince) return [];
  return warnings.filter((warning) => !firstTold.some(([text, since]) => minor < since && text.test(warning)));
}

const warnedOfObjectsSince = 22;

/** API versions of an HPA that are deprecated: in which minors, until when they stay, and what takes their place. */
const deprecated: readonly (readonly [
  version: string,
  first: number,
  last: number,
  removed: number,
  instead: string,
])[] = [
  ["autoscaling/v2beta1", 22, 22, 25, "autoscaling/v2beta2"],
  ["autoscaling/v2beta1", 22, 24, 25, "autoscaling/v2"],
  ["autoscaling/v2beta2", 23, 25, 26, "autoscaling/v2"],
];

/**
 * The warning about an API version that will go.
 *
 * Source: k8s.io/api v0.22.17 to v0.25.16 autoscaling zz_generated.prerelease-lifecycle.go; apiserver v0.23.17
 * pkg/endpoints/deprecation
 */
export function deprecationWarnings(apiVersion: string, minor: number): readonly string[] {
  const entry = deprecated.find(([version, first, last]) => version === apiVersion && minor >= first && minor <= last);
  if (!entry) return [];
  const [, first, , removed, instead] = entry;
  const kind = "HorizontalPodAutoscaler";
  return [`${apiVersion} ${kind} is deprecated in v1.${first}+, unavailable in v1.${removed}+; use ${instead} ${kind}`];
}
