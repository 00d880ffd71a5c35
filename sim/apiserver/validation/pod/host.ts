import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { subdomainErrors, utf8Length } from "../../fields/names.ts";
import type { PodRules } from "./scope.ts";

type PodSpec = Api["v1.PodSpec"];

/** On the host's network, a port is the host's own. A template may leave it open. */
export function validateHostPorts(spec: PodSpec, field: Field, rules: PodRules): void {
  if (!spec.hostNetwork) return;
  for (const [containerIndex, { ports = [] }] of (spec.containers ?? []).entries()) {
    for (const [index, { hostPort = 0, containerPort = 0 }] of ports.entries()) {
      if ((rules.pod || hostPort !== 0) && hostPort !== containerPort) {
        const at = field.index(containerIndex).child("ports").index(index).child("hostPort");
        at.invalid(hostPort, "must match `containerPort` when `hostNetwork` is true");
      }
    }
  }
}

/** A pod with users of its own shares no other namespace with the host. */
export function validateHostUsers(spec: PodSpec, field: Field): void {
  if (spec.hostUsers ?? true) return;
  const detail = "when `hostUsers` is false";
  if (spec.hostNetwork) field.child("hostNetwork").forbidden(detail);
  if (spec.hostPID) field.child("HostPID").forbidden(detail);
  if (spec.hostIPC) field.child("HostIPC").forbidden(detail);
  for (const list of ["initContainers", "containers", "ephemeralContainers"] as const) {
    for (const [index, { volumeDevices = [] }] of (spec[list] ?? []).entries()) {
      if (volumeDevices.length > 0) field.child(list).index(index).child("volumeDevices").forbidden(detail);
    }
  }
}

const hostnameBytesMax = 64;

export function validateHostnameOverride(spec: PodSpec, field: Field): void {
  const { hostnameOverride } = spec;
  if (hostnameOverride === undefined) return;
  if (spec.setHostnameAsFQDN) field.forbidden("may not be specified when setHostnameAsFQDN is true");
  if (spec.hostNetwork) field.forbidden("may not be specified when hostNetwork is true");
  if (utf8Length(hostnameOverride) > hostnameBytesMax) field.tooLong(hostnameBytesMax);
  invalidEach(field, hostnameOverride, subdomainErrors(hostnameOverride));
}
