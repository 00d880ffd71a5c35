import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import { validateFieldReference, validateResourceReference } from "./downward-api.ts";
import { validateUnreservedPath } from "./paths.ts";

type KeyToPath = Api["v1.KeyToPath"];
type DownwardFile = Api["v1.DownwardAPIVolumeFile"];

const fileModeMax = 0o777;

export function validateMode(mode: number | undefined, field: Field): void {
  if (mode !== undefined && (mode < 0 || mode > fileModeMax)) {
    field.invalid(mode, "must be a number between 0 and 0777 (octal), both inclusive");
  }
}

/** Which keys of a ConfigMap or a Secret become which files. */
export function validateKeys(items: readonly KeyToPath[], field: Field): void {
  for (const [index, { key = "", path = "", mode }] of items.entries()) {
    const at = field.index(index);
    if (key === "") at.child("key").required();
    if (path === "") at.child("path").required();
    validateUnreservedPath(path, at.child("path"));
    validateMode(mode, at.child("mode"));
  }
}

const volumeFields: readonly string[] = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
];

/** Fields of the pod as files. Upstream gives the path of the volume, not of the item. */
export function validateDownwardFiles(items: readonly DownwardFile[], field: Field): void {
  for (const { path = "", fieldRef, resourceFieldRef, mode } of items) {
    if (path === "") field.child("path").required();
    validateUnreservedPath(path, field.child("path"));
    if (fieldRef) {
      validateFieldReference(fieldRef, volumeFields, field.child("fieldRef"));
      if (resourceFieldRef) {
        field.invalid("resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
      }
    } else if (resourceFieldRef) {
      validateResourceReference(resourceFieldRef, field.child("resourceFieldRef"), "volume");
    } else {
      field.required("one of fieldRef and resourceFieldRef is required");
    }
    validateMode(mode, field.child("mode"));
  }
}

/** Several sources in one volume. Trust bundles and pod certificates are taken as they are. */
export function validateProjections(sources: readonly Api["v1.VolumeProjection"][], field: Field): void {
  const paths = new Set<string>();
  const takePath = (path: string | undefined, owner: string | undefined): void => {
    if (!path) return;
    if (paths.has(path)) field.invalid(owner ?? "", "conflicting duplicate paths");
    paths.add(path);
  };
  for (const [index, source] of sources.entries()) {
    const at = field.child("sources").index(index);
    const { secret, configMap, downwardAPI, serviceAccountToken } = source;
    for (const [name, keyed] of [
      ["secret", secret],
      ["configMap", configMap],
    ] as const) {
      if (!keyed) continue;
      if (!keyed.name) at.child(name, "name").required();
      for (const [position, item] of (keyed.items ?? []).entries()) {
        validateKeys([item], shifted(at.child(name, "items"), position));
        takePath(item.path, keyed.name);
      }
    }
    for (const item of downwardAPI?.items ?? []) {
      validateDownwardFiles([item], at.child("downwardAPI"));
      takePath(item.path, item.path);
    }
    if (serviceAccountToken) validateToken(serviceAccountToken, at.child("serviceAccountToken"), field);
    if (Object.keys(source).length > 1) at.forbidden("may not specify more than 1 volume type per source");
  }
}

/** The list as if it began at `position`. */
const shifted = (field: Field, position: number): Field => ({
  ...field,
  index: (index) => field.index(position + index),
});

const tokenSecondsMin = 600;
const tokenSecondsMax = 2 ** 32;

function validateToken(token: Api["v1.ServiceAccountTokenProjection"], at: Field, volume: Field): void {
  const { expirationSeconds = 0, path = "" } = token;
  const expiration = at.child("expirationSeconds");
  if (expirationSeconds < tokenSecondsMin) {
    expiration.invalid(expirationSeconds, "may not specify a duration less than 10 minutes");
  }
  if (expirationSeconds > tokenSecondsMax) {
    expiration.invalid(expirationSeconds, "may not specify a duration larger than 2^32 seconds");
  }
  if (path === "") volume.child("path").required();
  else validateUnreservedPath(path, volume.child("path"));
}
