import type { Api } from "../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../fields/field.ts";
import { labelErrors, portErrors, qualifiedNameErrors, subdomainErrors } from "../fields/names.ts";
import { ipAddressErrors } from "./ip-address.ts";
import { validateOneOf } from "./one-of.ts";
import { protocols } from "./pod/ports.ts";

type Endpoints = Api["v1.Endpoints"];

/** Endpoints to be created. Source: kubernetes v1.36.3 pkg/apis/core/validation validateEndpointSubsets */
export function validateEndpoints({ subsets = [] }: Endpoints, field: Field): void {
  for (const [index, { addresses = [], notReadyAddresses = [], ports = [] }] of subsets.entries()) {
    const at = field.child("subsets").index(index);
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      at.required("must specify `addresses` or `notReadyAddresses`");
    }
    for (const [each, address] of addresses.entries()) validateAddress(address, at.child("addresses").index(each));
    for (const [each, address] of notReadyAddresses.entries()) {
      validateAddress(address, at.child("notReadyAddresses").index(each));
    }
    for (const [each, port] of ports.entries()) validatePort(port, at.child("ports").index(each), ports.length > 1);
  }
}

function validateAddress({ ip = "", hostname = "", nodeName }: Api["v1.EndpointAddress"], field: Field): void {
  invalidEach(field.child("ip"), ip, ipAddressErrors(ip));
  if (hostname !== "") invalidEach(field.child("hostname"), hostname, labelErrors(hostname));
  if (nodeName !== undefined) invalidEach(field.child("nodeName"), nodeName, subdomainErrors(nodeName));
  invalidEach(field.child("ip"), ip, rangeErrors(ip));
}

/** Addresses that nobody can be reached at from elsewhere. Source: ValidateEndpointIP of the same file */
function rangeErrors(ip: string): readonly string[] {
  if (ipAddressErrors(ip).some((error) => error.startsWith("must be a valid"))) return ["must be a valid IP address"];
  return [
    ...(ip === "0.0.0.0" || ip === "::" ? [`may not be unspecified (${ip})`] : []),
    ...(/^127\./.test(ip) || ip === "::1" ? ["may not be in the loopback range (127.0.0.0/8, ::1/128)"] : []),
    ...(/^169\.254\.|^fe[89ab]/i.test(ip) ? ["may not be in the link-local range (169.254.0.0/16, fe80::/10)"] : []),
    ...(/^224\.0\.0\.|^ff02:/i.test(ip)
      ? ["may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"]
      : []),
  ];
}

function validatePort(port: Api["v1.EndpointPort"], field: Field, isNameRequired: boolean): void {
  const { name = "", port: number = 0, protocol = "", appProtocol } = port;
  if (name !== "") invalidEach(field.child("name"), name, labelErrors(name));
  else if (isNameRequired) field.child("name").required();
  invalidEach(field.child("port"), number, portErrors(number));
  if (protocol === "") field.child("protocol").required();
  else validateOneOf(protocol, field.child("protocol"), protocols);
  if (appProtocol !== undefined) {
    invalidEach(field.child("appProtocol"), appProtocol, qualifiedNameErrors(appProtocol));
  }
}
