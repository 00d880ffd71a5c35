import { type Field, invalidEach } from "../fields/field.ts";
import { asGoValue } from "../fields/go-value.ts";
import { qualifiedNameErrors } from "../fields/names.ts";

/** Resources without a prefix that Kubernetes knows, those of quotas included. */
const standardResources: ReadonlySet<string> = new Set([
  "cpu",
  "memory",
  "ephemeral-storage",
  "requests.cpu",
  "requests.memory",
  "requests.ephemeral-storage",
  "limits.cpu",
  "limits.memory",
  "limits.ephemeral-storage",
  "pods",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "storage",
  "requests.storage",
  "services.nodeports",
  "services.loadbalancers",
]);

const containerResources: ReadonlySet<string> = new Set(["cpu", "memory", "ephemeral-storage"]);

const countedResources: ReadonlySet<string> = new Set([
  "pods",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "services.nodeports",
  "services.loadbalancers",
]);

export const isHugePages = (name: string): boolean => name.startsWith("hugepages-");

/** Upstream's type has a text of its own, which Go's syntax gives way to. */
const asResourceName = (name: string): unknown => asGoValue(name, () => name);

const isNative = (name: string): boolean => !name.includes("/") || name.includes("kubernetes.io/");

/** Whether requests may be less than the limit. */
export const isOvercommitAllowed = (name: string): boolean => isNative(name) && !isHugePages(name);

const isExtended = (name: string): boolean =>
  !isNative(name) && !name.startsWith("requests.") && qualifiedNameErrors(`requests.${name}`).length === 0;

export const isIntegerResource = (name: string): boolean => countedResources.has(name) || isExtended(name);

/** Resources that a pod may have as a whole. */
export const isPodLevelResource = (name: string): boolean => name === "cpu" || name === "memory" || isHugePages(name);

/** Source: kubernetes v1.36.3 pkg/apis/core/validation validateContainerResourceName and validatePodResourceName */
export function validateResourceName(name: string, field: Field, level: "container" | "pod"): void {
  const isNamed = validateAnyResourceName(name, field);
  if (level === "pod") {
    if (isNamed && !isPodLevelResource(name)) field.notSupported(name, ["cpu", "hugepages-", "memory"]);
  } else if (!name.includes("/")) {
    if (!containerResources.has(name) && !isHugePages(name)) {
      field.invalid(asResourceName(name), "must be a standard resource for containers");
    }
  } else if (!isNative(name) && !isExtended(name)) {
    field.invalid(asResourceName(name), "doesn't follow extended resource name standard");
  }
}

function validateAnyResourceName(name: string, field: Field): boolean {
  const errors = qualifiedNameErrors(name);
  invalidEach(field, asResourceName(name), errors);
  if (errors.length > 0) return false;
  const isKnown = standardResources.has(name) || isHugePages(name) || name.startsWith("requests.hugepages-");
  if (name.includes("/") || isKnown) return true;
  field.invalid(asResourceName(name), "must be a standard resource type or fully qualified");
  return false;
}
