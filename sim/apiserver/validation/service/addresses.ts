import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { ipAddressErrors, isIPv6 } from "../ip-address.ts";

type ServiceSpec = Api["v1.ServiceSpec"];

/** Source: kubernetes v1.36.3 pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields */
export function validateClusterIPs(spec: ServiceSpec, field: Field): void {
  const { clusterIP = "", clusterIPs = [] } = spec;
  const at = field.child("clusterIPs");
  if (clusterIP === "") {
    if (clusterIPs.length > 0) at.invalid(clusterIPs, "must be empty when `clusterIP` is not specified");
  } else if (clusterIPs.length === 0) {
    at.required();
  } else if (clusterIPs[0] !== clusterIP) {
    at.invalid(clusterIPs, "first value must match `clusterIP`");
  }
  validateFamilies(spec, field);
  const areAddresses = validateAddresses(clusterIPs, at);
  if (clusterIPs.length > 2) at.invalid(clusterIPs, "may only hold up to 2 values");
  if (!areAddresses) return;
  if (clusterIPs.length > 1 && !isDualStack(clusterIPs)) {
    at.invalid(clusterIPs, "may specify no more than one IP for each IP family");
  }
  validateFamilyOfEach(spec, at);
}

function validateFamilies({ ipFamilies = [], ipFamilyPolicy }: ServiceSpec, field: Field): void {
  const seen = new Set<string>();
  for (const [index, family] of ipFamilies.entries()) {
    const at = field.child("ipFamilies").index(index);
    if (family !== "IPv4" && family !== "IPv6") at.notSupported(family, ["IPv4", "IPv6"]);
    if (seen.has(family)) at.duplicate(family);
    seen.add(family);
  }
  const policies = ["PreferDualStack", "RequireDualStack", "SingleStack"];
  if (ipFamilyPolicy !== undefined && !policies.includes(ipFamilyPolicy)) {
    field.child("ipFamilyPolicy").notSupported(ipFamilyPolicy, policies);
  }
}

function validateAddresses(addresses: readonly string[], field: Field): boolean {
  let areValid = true;
  for (const [index, address] of addresses.entries()) {
    if (index === 0 && address === "None") {
      if (addresses.length > 1) {
        field.invalid(addresses, "'None' must be the first and only value");
        areValid = false;
      }
      continue;
    }
    const errors = ipAddressErrors(address);
    invalidEach(field.index(index), address, errors);
    if (errors.length > 0) areValid = false;
  }
  return areValid;
}

/** One address of each family at least. */
const isDualStack = (addresses: readonly string[]): boolean =>
  addresses.some(isIPv6) && addresses.some((address) => !isIPv6(address));

function validateFamilyOfEach({ clusterIPs = [], ipFamilies = [] }: ServiceSpec, field: Field): void {
  if (clusterIPs.length === 1 && clusterIPs[0] === "None") return;
  for (const [index, address] of clusterIPs.entries()) {
    const family = ipFamilies[index];
    if (family === undefined) return;
    const actual = isIPv6(address) ? "IPv6" : "IPv4";
    if ((family === "IPv4" || family === "IPv6") && family !== actual) {
      field.index(index).invalid(address, `expected an ${family} value as indicated by \`ipFamilies[${index}]\``);
    }
  }
}
