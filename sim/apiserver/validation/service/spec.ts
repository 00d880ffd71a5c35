import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { labelErrors, portErrors, qualifiedNameErrors, subdomainErrors } from "../../fields/names.ts";
import { validateLabels } from "../labels.ts";
import { validatePortNumberOrName } from "../numbers.ts";
import { validateOneOf } from "../one-of.ts";
import { protocols } from "../pod/ports.ts";
import { validateClusterIPs } from "./addresses.ts";
import { validateTraffic } from "./traffic.ts";

type ServiceSpec = Api["v1.ServiceSpec"];
type ServicePort = Api["v1.ServicePort"];

/**
 * A Service to be created. Source ranges and external addresses are taken as they are.
 *
 * Source: kubernetes v1.36.3 pkg/apis/core/validation validateService
 */
export function validateServiceSpec(spec: ServiceSpec, field: Field): void {
  const { ports = [], type = "" } = spec;
  const isHeadless = spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === "None";
  if (ports.length === 0 && !isHeadless && type !== "ExternalName") field.child("ports").required();
  if ((type === "LoadBalancer" || type === "NodePort") && isHeadless) {
    field.child("clusterIPs").index(0).invalid("None", `may not be set to 'None' for ${type} services`);
  }
  if (type === "ExternalName") validateExternalName(spec, field);
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    validatePort(port, field.child("ports").index(index), { isNameRequired: ports.length > 1, names });
  }
  validateLabels(spec.selector, field.child("selector"));
  validateAffinity(spec, field);
  if (type !== "ExternalName") validateClusterIPs(spec, field);
  validateOneOf(type, field.child("type"), ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]);
  validatePortsTogether(spec, field.child("ports"));
  validateTraffic(spec, field);
}

function validateExternalName(spec: ServiceSpec, field: Field): void {
  const forbidden = [
    ["clusterIPs", (spec.clusterIPs ?? []).length > 0],
    ["ipFamilies", (spec.ipFamilies ?? []).length > 0],
    ["ipFamilyPolicy", spec.ipFamilyPolicy !== undefined],
  ] as const;
  for (const [name, isSet] of forbidden) {
    if (isSet) field.child(name).forbidden("may not be set for ExternalName services");
  }
  const name = (spec.externalName ?? "").replace(/\.$/, "");
  if (name === "") field.child("externalName").required();
  else invalidEach(field.child("externalName"), name, subdomainErrors(name));
}

type PortRules = { readonly isNameRequired: boolean; readonly names: Set<string> };

function validatePort(port: ServicePort, field: Field, { isNameRequired, names }: PortRules): void {
  const { name = "", port: number = 0, appProtocol } = port;
  if (name === "") {
    if (isNameRequired) field.child("name").required();
  } else {
    invalidEach(field.child("name"), name, labelErrors(name));
    if (names.has(name)) field.child("name").duplicate(name);
    names.add(name);
  }
  invalidEach(field.child("port"), number, portErrors(number));
  validateOneOf(port.protocol, field.child("protocol"), protocols);
  validatePortNumberOrName(port.targetPort ?? 0, field.child("targetPort"));
  if (appProtocol !== undefined) {
    invalidEach(field.child("appProtocol"), appProtocol, qualifiedNameErrors(appProtocol));
  }
}

const affinitySecondsMax = 86_400;

function validateAffinity(spec: ServiceSpec, field: Field): void {
  validateOneOf(spec.sessionAffinity, field.child("sessionAffinity"), ["ClientIP", "None"]);
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (spec.sessionAffinity === "ClientIP" && seconds !== undefined && (seconds <= 0 || seconds > affinitySecondsMax)) {
    field
      .child("sessionAffinityConfig", "clientIP", "timeoutSeconds")
      .invalid(seconds, `must be greater than 0 and less than ${affinitySecondsMax}`);
  }
}

/** What two ports may not share. Source: kubernetes v1.36.3 pkg/apis/core/validation validateService */
function validatePortsTogether({ ports = [], type = "" }: ServiceSpec, field: Field): void {
  if (type === "ClusterIP") {
    for (const [index, { nodePort = 0 }] of ports.entries()) {
      if (nodePort !== 0) {
        field.index(index).child("nodePort").forbidden("may not be used when `type` is 'ClusterIP'");
      }
    }
  }
  const nodePorts = new Set<string>();
  for (const [index, { protocol = "", nodePort = 0 }] of ports.entries()) {
    if (nodePort === 0) continue;
    const key = `${protocol}/${nodePort}`;
    if (nodePorts.has(key)) field.index(index).child("nodePort").duplicate(nodePort);
    nodePorts.add(key);
  }
  const numbers = new Set<string>();
  for (const [index, { protocol = "", port = 0 }] of ports.entries()) {
    const key = `${protocol}/${port}`;
    if (numbers.has(key)) field.index(index).duplicate(printablePort(protocol, port));
    numbers.add(key);
  }
}

/** The struct by which upstream compares ports. */
const printablePort = (protocol: string, port: number): unknown => ({
  Name: "",
  Protocol: protocol,
  AppProtocol: null,
  Port: port,
  TargetPort: 0,
  NodePort: 0,
});
