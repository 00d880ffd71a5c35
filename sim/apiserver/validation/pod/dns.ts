import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { subdomainErrors, underscoreSubdomainErrors, utf8Length } from "../../fields/names.ts";
import { ipAddressErrors } from "../ip-address.ts";

const nameserversMax = 3;
const searchPathsMax = 32;
const searchListBytesMax = 2048;

/** Limits of the resolver in libc. Source: kubernetes v1.36.3 pkg/apis/core/validation validatePodDNSConfig */
export function validateDnsConfig({ dnsConfig, dnsPolicy }: Api["v1.PodSpec"], field: Field): void {
  if (dnsPolicy === "None" && !dnsConfig) field.required("must provide `dnsConfig` when `dnsPolicy` is None");
  if (!dnsConfig) return;
  if (dnsPolicy === "None" && !dnsConfig.nameservers?.length) {
    field.child("nameservers").required("must provide at least one DNS nameserver when `dnsPolicy` is None");
    return;
  }
  const { nameservers = [], searches = [], options = [] } = dnsConfig;
  const at = field.child("nameservers");
  if (nameservers.length > nameserversMax) {
    at.invalid(nameservers, `must not have more than ${nameserversMax} nameservers`);
  }
  for (const [index, address] of nameservers.entries()) {
    invalidEach(at.index(index), address, ipAddressErrors(address));
  }
  validateSearches(searches, field.child("searches"));
  for (const [index, { name = "" }] of options.entries()) {
    if (name === "") field.child("options").index(index).required("must not be empty");
  }
}

function validateSearches(searches: readonly string[], field: Field): void {
  if (searches.length > searchPathsMax) {
    field.invalid(searches, `must not have more than ${searchPathsMax} search paths`);
  }
  if (utf8Length(searches.join(" ")) > searchListBytesMax) {
    const detail = `must not have more than ${searchListBytesMax} characters (including spaces) in the search list`;
    field.invalid(searches, detail);
  }
  for (const [index, search] of searches.entries()) {
    const name = search.replace(/\.$/, "");
    if (search !== ".") invalidEach(field.index(index), name, underscoreSubdomainErrors(name));
  }
}

/** Lines of the pod's hosts file. */
export function validateHostAliases(aliases: readonly Api["v1.HostAlias"][], field: Field): void {
  for (const [index, { ip = "", hostnames = [] }] of aliases.entries()) {
    const at = field.index(index);
    invalidEach(at.child("ip"), ip, ipAddressErrors(ip));
    for (const [position, hostname] of hostnames.entries()) {
      invalidEach(at.child("hostnames").index(position), hostname, subdomainErrors(hostname));
    }
  }
}
