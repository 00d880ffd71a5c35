import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { portErrors, portNameErrors } from "../../fields/names.ts";
import { validateOneOf } from "../one-of.ts";

/** Protocols of ports. */
export const protocols: readonly string[] = ["SCTP", "TCP", "UDP"];

/** Source: kubernetes v1.36.3 pkg/apis/core/validation validateContainerPorts */
export function validateContainerPorts(ports: readonly Api["v1.ContainerPort"][], field: Field): void {
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const { name = "", containerPort = 0, hostPort = 0 } = port;
    const at = field.index(index);
    const nameErrors = name === "" ? [] : portNameErrors(name);
    invalidEach(at.child("name"), name, nameErrors);
    if (name !== "" && nameErrors.length === 0) {
      if (names.has(name)) at.child("name").duplicate(name);
      names.add(name);
    }
    if (containerPort === 0) at.child("containerPort").required();
    else invalidEach(at.child("containerPort"), containerPort, portErrors(containerPort));
    if (hostPort !== 0) invalidEach(at.child("hostPort"), hostPort, portErrors(hostPort));
    validateOneOf(port.protocol, at.child("protocol"), protocols);
  }
}

/** Two ports cannot have one port of the host. */
export function validateHostPortsOnce(containers: readonly Api["v1.Container"][], field: Field): void {
  const taken = new Set<string>();
  for (const [containerIndex, { ports = [] }] of containers.entries()) {
    for (const [index, { protocol = "", hostIP = "", hostPort = 0 }] of ports.entries()) {
      if (hostPort === 0) continue;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      const at = field.index(containerIndex).child("ports").index(index).child("hostPort");
      if (taken.has(key)) at.duplicate(key);
      taken.add(key);
    }
  }
}
