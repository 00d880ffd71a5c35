import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { rangeErrors, utf8Length } from "../../fields/names.ts";
import type { Release } from "../../release.ts";
import { validateDescendingPath } from "./paths.ts";
import { validateSysctls } from "./sysctls.ts";

type SecurityContext = Api["v1.SecurityContext"];

const idErrors = (id: number): readonly string[] => rangeErrors(id, 0, 2147483647);

/** Source: kubernetes v1.36.3 pkg/apis/core/validation validatePodSpecSecurityContext, without the options of Windows */
export function validatePodSecurityContext(spec: Api["v1.PodSpec"], specField: Field, release: Release): void {
  const context = spec.securityContext ?? {};
  const field = specField.child("securityContext");
  for (const name of ["fsGroup", "runAsUser", "runAsGroup"] as const) {
    const id = context[name];
    if (id !== undefined) invalidEach(field.child(name), id, idErrors(id));
  }
  for (const [index, group] of (context.supplementalGroups ?? []).entries()) {
    invalidEach(field.child("supplementalGroups").index(index), group, idErrors(group));
  }
  if (spec.shareProcessNamespace && spec.hostPID) {
    const at = release.minor >= 37 ? specField : field;
    at.child("shareProcessNamespace").invalid(true, "ShareProcessNamespace and HostPID cannot both be enabled");
  }
  validateSysctls(context.sysctls ?? [], spec, field.child("sysctls"));
  validateChoice(context.fsGroupChangePolicy, ["Always", "OnRootMismatch"], field.child("fsGroupChangePolicy"));
  validateSeccomp(context.seccompProfile, field.child("seccompProfile"));
  validateAppArmor(context.appArmorProfile, field.child("appArmorProfile"));
  validateChoice(context.supplementalGroupsPolicy, ["Merge", "Strict"], field.child("supplementalGroupsPolicy"));
  const changePolicies = release.minor >= 37 ? ["MountOption", "Recursive"] : ["Recursive"];
  validateChoice(context.seLinuxChangePolicy, changePolicies, field.child("seLinuxChangePolicy"));
}

function validateChoice(value: string | undefined, supported: readonly string[], field: Field): void {
  if (value !== undefined && !supported.includes(value)) field.notSupported(value, supported);
}

/** Source: kubernetes v1.36.3 pkg/apis/core/validation ValidateSecurityContext, without the options of Windows */
export function validateSecurityContext(context: SecurityContext | undefined, field: Field, hostUsers: boolean): void {
  if (!context) return;
  for (const name of ["runAsUser", "runAsGroup"] as const) {
    const id = context[name];
    if (id !== undefined) invalidEach(field.child(name), id, idErrors(id));
  }
  const { procMount } = context;
  if (procMount !== undefined) {
    validateChoice(procMount, ["Default", "Unmasked"], field.child("procMount"));
    if (hostUsers && procMount === "Unmasked") {
      field.child("procMount").invalid(procMount, "`hostUsers` must be false to use `Unmasked`");
    }
  }
  validateSeccomp(context.seccompProfile, field.child("seccompProfile"));
  if (context.allowPrivilegeEscalation === false) validateEscalation(context, field);
  validateAppArmor(context.appArmorProfile, field.child("appArmorProfile"));
}

function validateEscalation(context: SecurityContext, field: Field): void {
  const cannot = (detail: string): void =>
    field.invalid(printable(context), `cannot set \`allowPrivilegeEscalation\` to false and ${detail}`);
  if (context.privileged) cannot("`privileged` to true");
  for (const capability of context.capabilities?.add ?? []) {
    if (capability === "CAP_SYS_ADMIN") cannot("`capabilities.Add` CAP_SYS_ADMIN");
  }
}

/** The struct that upstream prints, which has Go's names. */
const printable = (context: SecurityContext): unknown => ({
  Capabilities: context.capabilities
    ? { Add: context.capabilities.add ?? null, Drop: context.capabilities.drop ?? null }
    : null,
  Privileged: context.privileged ?? null,
  SELinuxOptions: context.seLinuxOptions
    ? {
        User: context.seLinuxOptions.user ?? "",
        Role: context.seLinuxOptions.role ?? "",
        Type: context.seLinuxOptions.type ?? "",
        Level: context.seLinuxOptions.level ?? "",
      }
    : null,
  WindowsOptions: context.windowsOptions ?? null,
  RunAsUser: context.runAsUser ?? null,
  RunAsGroup: context.runAsGroup ?? null,
  RunAsNonRoot: context.runAsNonRoot ?? null,
  ReadOnlyRootFilesystem: context.readOnlyRootFilesystem ?? null,
  AllowPrivilegeEscalation: context.allowPrivilegeEscalation ?? null,
  ProcMount: context.procMount ?? null,
  SeccompProfile: printableProfile(context.seccompProfile),
  AppArmorProfile: printableProfile(context.appArmorProfile),
});

type Profile = { readonly type?: string; readonly localhostProfile?: string };

const printableProfile = (profile: Profile | undefined): unknown =>
  profile ? { Type: profile.type ?? "", LocalhostProfile: profile.localhostProfile ?? null } : null;

const profileTypes = ["Localhost", "RuntimeDefault", "Unconfined"];

function validateSeccomp(profile: Profile | undefined, field: Field): void {
  if (!profile) return;
  const { type = "", localhostProfile } = profile;
  if (type === "") field.child("type").required("type is required when seccompProfile is set");
  else if (!profileTypes.includes(type)) field.child("type").notSupported(type, profileTypes);
  const at = field.child("localhostProfile");
  if (type !== "Localhost") {
    if (localhostProfile !== undefined) {
      at.invalid(printableProfile(profile), "can only be set when seccomp type is Localhost");
    }
  } else if (localhostProfile === undefined) {
    at.required("must be set when seccomp type is Localhost");
  } else {
    validateDescendingPath(localhostProfile, at);
  }
}

const pathBytesMax = 4095;

function validateAppArmor(profile: Profile | undefined, field: Field): void {
  if (!profile) return;
  const { type = "", localhostProfile } = profile;
  const at = field.child("localhostProfile");
  if (type === "") {
    field.child("type").required("type is required when appArmorProfile is set");
  } else if (!profileTypes.includes(type)) {
    field.child("type").notSupported(type, profileTypes);
  } else if (type !== "Localhost") {
    if (localhostProfile !== undefined) {
      at.invalid(localhostProfile, "can only be set when AppArmor type is Localhost");
    }
  } else if (localhostProfile === undefined || localhostProfile === "") {
    at.required("must be set when AppArmor type is Localhost");
  } else {
    if (localhostProfile !== localhostProfile.trim()) {
      at.invalid(localhostProfile, "must not be padded with whitespace");
    }
    if (utf8Length(localhostProfile) > pathBytesMax) at.tooLong(pathBytesMax);
  }
}
