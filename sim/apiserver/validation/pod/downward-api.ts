import { formatQuantity, isZero } from "../../../quantity/index.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { qualifiedNameErrors } from "../../fields/names.ts";

/** Fields of a pod that upstream can convert; not each may be used everywhere. */
const podFields: readonly string[] = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.restartPolicy",
  "spec.serviceAccountName",
  "spec.schedulerName",
  "status.phase",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];

/** A field of the pod, such as `metadata.labels['app']`. Source: kubernetes v1.36.3 validateObjectFieldSelector */
export function validateFieldReference(
  reference: Api["v1.ObjectFieldSelector"],
  supported: readonly string[],
  field: Field,
): void {
  const { apiVersion = "", fieldPath = "" } = reference;
  const at = field.child("fieldPath");
  const subscripted = /^(.+?)\['(.*)'\]$/.exec(fieldPath);
  const path = subscripted?.[1] ?? (fieldPath === "spec.host" ? "spec.nodeName" : fieldPath);
  const reason = subscripted ? subscriptFault(path, fieldPath) : nameFault(path, fieldPath);
  if (apiVersion === "") field.child("apiVersion").required();
  else if (fieldPath === "") at.required();
  else if (apiVersion !== "v1") {
    at.invalid(fieldPath, `error converting fieldPath: unsupported pod version: ${apiVersion}`);
  } else if (reason !== undefined) at.invalid(fieldPath, `error converting fieldPath: ${reason}`);
  else if (subscripted) {
    const key = path === "metadata.annotations" ? (subscripted[2] ?? "").toLowerCase() : (subscripted[2] ?? "");
    invalidEach(field, key, qualifiedNameErrors(key));
  } else if (!supported.includes(path)) at.notSupported(path, supported);
}

const subscriptFault = (path: string, fieldPath: string): string | undefined =>
  path === "metadata.annotations" || path === "metadata.labels"
    ? undefined
    : `field label does not support subscript: ${fieldPath}`;

const nameFault = (path: string, fieldPath: string): string | undefined =>
  podFields.includes(path) ? undefined : `field label not supported: ${fieldPath}`;

const resourceFields: readonly string[] = [
  "limits.cpu",
  "limits.ephemeral-storage",
  "limits.memory",
  "requests.cpu",
  "requests.ephemeral-storage",
  "requests.memory",
];

const byteDivisors = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";

/** A resource of a container. Source: kubernetes v1.36.3 validateContainerResourceFieldSelector */
export function validateResourceReference(
  reference: Api["v1.ResourceFieldSelector"],
  field: Field,
  from: "container" | "volume",
): void {
  const { containerName = "", resource = "" } = reference;
  if (from === "volume" && containerName === "") field.child("containerName").required();
  else if (resource === "") field.child("resource").required();
  else if (!resourceFields.includes(resource) && !isHugePages(resource)) {
    field.child("resource").notSupported(resource, resourceFields);
  }
  validateDivisor(reference, field.child("divisor"));
}

const isHugePages = (resource: string): boolean => /^(requests|limits)\.hugepages-/.test(resource);

function validateDivisor({ resource = "", divisor }: Api["v1.ResourceFieldSelector"], field: Field): void {
  if (!divisor || isZero(divisor)) return;
  const text = formatQuantity(divisor);
  const name = resource.replace(/^(requests|limits)\./, "");
  if (name === resource) return;
  if (name === "cpu") {
    if (text !== "1" && text !== "1m") {
      field.invalid(resource, "only divisor's values 1m and 1 are supported with the cpu resource");
    }
    return;
  }
  const kind = name === "ephemeral-storage" ? "local ephemeral storage" : isHugePages(resource) ? "hugepages" : name;
  if (!["memory", "local ephemeral storage", "hugepages"].includes(kind)) return;
  if (!byteDivisors.split(", ").includes(text)) {
    field.invalid(resource, `only divisor's values ${byteDivisors} are supported with the ${kind} resource`);
  }
}
