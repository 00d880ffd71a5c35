import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import { validateDescendingPath } from "./paths.ts";
import type { PodScope } from "./scope.ts";

type Container = Api["v1.Container"];
type VolumeMount = Api["v1.VolumeMount"];

/** Source: kubernetes v1.36.3 pkg/apis/core/validation ValidateVolumeMounts */
export function validateVolumeMounts(container: Container, scope: PodScope, field: Field): void {
  const devices = container.volumeDevices ?? [];
  const paths = new Set<string>();
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const at = field.index(index);
    const { name = "", mountPath = "" } = mount;
    if (name === "") at.child("name").required();
    if (!scope.volumes.has(name)) at.child("name").notFound(name);
    if (mountPath === "") at.child("mountPath").required();
    if (paths.has(mountPath)) at.child("mountPath").invalid(mountPath, "must be unique");
    paths.add(mountPath);
    if (devices.some((device) => (device.name ?? "") === name)) {
      at.child("name").invalid(name, "must not already exist in volumeDevices");
    }
    if (lastPaths(devices).includes(mountPath)) {
      at.child("mountPath").invalid(mountPath, "must not already exist as a path in volumeDevices");
    }
    validateSubPaths(mount, at, field);
    validatePropagation(mount, container, field.child("mountPropagation"));
    validateRecursiveReadOnly(mount, field.child("recursiveReadOnly"));
  }
}

type Device = { readonly name?: string; readonly devicePath?: string };

/** Of several devices with one name, only the last counts. */
const lastPaths = (devices: readonly Device[]): readonly string[] => [
  ...new Map(devices.map(({ name = "", devicePath = "" }) => [name, devicePath])).values(),
];

function validateSubPaths(mount: VolumeMount, at: Field, field: Field): void {
  const { subPath = "", subPathExpr = "" } = mount;
  if (subPath !== "") validateDescendingPath(subPath, field.child("subPath"));
  if (subPathExpr === "") return;
  if (subPath !== "") at.child("subPathExpr").invalid(subPathExpr, "subPathExpr and subPath are mutually exclusive");
  validateDescendingPath(subPathExpr, field.child("subPathExpr"));
}

const propagations = ["Bidirectional", "HostToContainer", "None"];

function validatePropagation({ mountPropagation }: VolumeMount, container: Container, field: Field): void {
  if (mountPropagation === undefined) return;
  if (!propagations.includes(mountPropagation)) field.notSupported(mountPropagation, propagations);
  if (mountPropagation === "Bidirectional" && !container.securityContext?.privileged) {
    field.forbidden("Bidirectional mount propagation is available only to privileged containers");
  }
}

function validateRecursiveReadOnly(mount: VolumeMount, field: Field): void {
  const { recursiveReadOnly } = mount;
  if (recursiveReadOnly === undefined || recursiveReadOnly === "Disabled") return;
  if (recursiveReadOnly !== "Enabled" && recursiveReadOnly !== "IfPossible") {
    field.notSupported(recursiveReadOnly, ["Disabled", "Enabled", "IfPossible"]);
    return;
  }
  if (!mount.readOnly) field.forbidden("may only be specified when readOnly is true");
  if ((mount.mountPropagation ?? "None") !== "None") {
    field.forbidden("may only be specified when mountPropagation is None or not specified");
  }
}

/** Source: kubernetes v1.36.3 pkg/apis/core/validation ValidateVolumeDevices */
export function validateVolumeDevices(container: Container, scope: PodScope, field: Field): void {
  const mounts = container.volumeMounts ?? [];
  const mountPaths = [...new Map(mounts.map(({ name = "", mountPath = "" }) => [name, mountPath])).values()];
  const paths = new Set<string>();
  const names = new Set<string>();
  for (const [index, { name = "", devicePath = "" }] of (container.volumeDevices ?? []).entries()) {
    const [nameField, pathField] = [field.index(index).child("name"), field.index(index).child("devicePath")];
    const volume = scope.volumes.get(name);
    if (name === "") nameField.required();
    if (names.has(name)) nameField.invalid(name, "must be unique");
    if (volume && !volume.persistentVolumeClaim && !volume.ephemeral) {
      nameField.invalid(name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
    }
    if (!volume) nameField.notFound(name);
    if (devicePath === "") pathField.required();
    if (paths.has(devicePath)) pathField.invalid(devicePath, "must be unique");
    if (devicePath.split("/").includes("..")) pathField.invalid(devicePath, "can not contain backsteps ('..')");
    else paths.add(devicePath);
    if (mounts.some((mount) => (mount.name ?? "") === name)) {
      nameField.invalid(name, "must not already exist in volumeMounts");
    }
    if (mountPaths.includes(devicePath)) {
      pathField.invalid(devicePath, "must not already exist as a path in volumeMounts");
    }
    if (name !== "") names.add(name);
  }
}
