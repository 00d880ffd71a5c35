import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { configMapKeyErrors, environmentNameErrors, labelErrors, subdomainErrors } from "../../fields/names.ts";
import { validateFieldReference, validateResourceReference } from "./downward-api.ts";
import { validateNoBacksteps } from "./paths.ts";

type EnvVar = Api["v1.EnvVar"];
type EnvVarSource = Api["v1.EnvVarSource"];

/** Source: kubernetes v1.36.3 pkg/apis/core/validation ValidateEnv */
export function validateEnvironment(variables: readonly EnvVar[], field: Field): void {
  for (const [index, variable] of variables.entries()) {
    const at = field.index(index);
    const { name = "", valueFrom } = variable;
    if (name === "") at.child("name").required();
    else invalidEach(at.child("name"), name, environmentNameErrors(name));
    if (valueFrom) validateValueFrom(variable, valueFrom, at.child("valueFrom"));
  }
}

const environmentFields: readonly string[] = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];

function validateValueFrom(variable: EnvVar, source: EnvVarSource, field: Field): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  if (fieldRef) validateFieldReference(fieldRef, environmentFields, field.child("fieldRef"));
  if (resourceFieldRef) validateResourceReference(resourceFieldRef, field.child("resourceFieldRef"), "container");
  if (configMapKeyRef) validateKeySelector(configMapKeyRef, field.child("configMapKeyRef"));
  if (secretKeyRef) validateKeySelector(secretKeyRef, field.child("secretKeyRef"));
  if (fileKeyRef) validateFileKey(fileKeyRef, field.child("fileKeyRef"));
  const sources = [fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef].filter(Boolean).length;
  if (sources === 0) {
    field.invalid(
      "",
      "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`",
    );
  } else if (variable.value) {
    field.invalid("", "may not be specified when `value` is not empty");
  } else if (sources > 1) {
    field.invalid("", "may not have more than one field specified at a time");
  }
}

type KeySelector = { readonly name?: string; readonly key?: string };

function validateKeySelector({ name = "", key = "" }: KeySelector, field: Field): void {
  invalidEach(field.child("name"), name, subdomainErrors(name));
  if (key === "") field.child("key").required();
  else invalidEach(field.child("key"), key, configMapKeyErrors(key));
}

function validateFileKey({ key = "", volumeName = "", path = "" }: Api["v1.FileKeySelector"], field: Field): void {
  if (key === "") field.child("key").required();
  else invalidEach(field.child("key"), key, environmentNameErrors(key));
  if (volumeName === "") field.child("volumeName").required();
  else invalidEach(field.child("volumeName"), volumeName, labelErrors(volumeName));
  if (path === "") field.child("path").required();
  else validateNoBacksteps(path, field.child("path"));
}

/** Whole ConfigMaps and Secrets as environments. Source: kubernetes v1.36.3 pkg/apis/core/validation ValidateEnvFrom */
export function validateEnvironmentSources(sources: readonly Api["v1.EnvFromSource"][], field: Field): void {
  for (const [index, { prefix = "", configMapRef, secretRef }] of sources.entries()) {
    const at = field.index(index);
    if (prefix !== "") invalidEach(at.child("prefix"), prefix, environmentNameErrors(prefix));
    if (configMapRef) validateSourceName(configMapRef, at.child("configMapRef"));
    if (secretRef) validateSourceName(secretRef, at.child("secretRef"));
    if (!configMapRef && !secretRef) {
      field.invalid("", "must specify one of: `configMapRef` or `secretRef`");
    } else if (configMapRef && secretRef) {
      field.invalid("", "may not have more than one field specified at a time");
    }
  }
}

function validateSourceName({ name = "" }: { readonly name?: string }, field: Field): void {
  if (name === "") field.child("name").required();
  // A dash may end the name, as if a generated part were to follow.
  else invalidEach(field.child("name"), name, subdomainErrors(name.length > 1 ? name.replace(/.-$/, "a") : name));
}

/** Files that hold an environment lie in an emptyDir. */
export function validateFileKeyVolumes(spec: Api["v1.PodSpec"], field: Field): void {
  const volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name ?? "", volume]));
  for (const list of ["initContainers", "containers", "ephemeralContainers"] as const) {
    for (const [index, { env = [] }] of (spec[list] ?? []).entries()) {
      for (const [position, { valueFrom }] of env.entries()) {
        if (!valueFrom?.fileKeyRef) continue;
        const at = field.child(list).index(index).child("env").index(position).child("valueFrom", "fileKeyRef");
        const { volumeName = "" } = valueFrom.fileKeyRef;
        const volume = volumes.get(volumeName);
        if (!volume) at.child("volumeName").notFound(volumeName);
        else if (!volume.emptyDir) {
          at.child("volumeName").invalid(volumeName, "referenced volume must be of type emptyDir");
        }
      }
    }
  }
}
