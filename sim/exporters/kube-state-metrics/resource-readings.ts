import { byCodeUnit, type Labels } from "../../kubernetes/object.ts";
import type { Reading } from "./family.ts";
import type { ResourceAmounts } from "./objects.ts";

/**
 * A line for each resource, by name; those of which kube-state-metrics knows no unit are left out.
 *
 * Upstream's order is that of Go's maps: any.
 */
export const resourceReadings = (amounts: ResourceAmounts, before: Labels): readonly Reading[] =>
  Object.keys(amounts)
    .sort(byCodeUnit)
    .flatMap((resource) => {
      const unit = unitOf(resource);
      if (unit === undefined) return [];
      const labels = { ...before, resource: resource.replace(/[^a-zA-Z0-9_]/g, "_"), unit };
      return [{ labels, value: amounts[resource]! }];
    });

/** Source: kube-state-metrics v2.20.0 internal/store/pod.go, utils.go */
function unitOf(resource: string): string | undefined {
  if (resource === "cpu") return "core";
  if (resource === "storage" || resource === "ephemeral-storage" || resource === "memory") return "byte";
  if (resource === "pods") return "integer";
  if (resource.startsWith("hugepages-") || resource.startsWith("attachable-volumes-")) return "byte";
  const isExtended =
    resource.includes("/") && !resource.includes("kubernetes.io/") && !resource.startsWith("requests.");
  return isExtended ? "integer" : undefined;
}
