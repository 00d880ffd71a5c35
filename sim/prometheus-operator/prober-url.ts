import { goQuote } from "../kubernetes/go-text.ts";

/**
 * Why the address of a prober is none: a host, or a host and a port, is.
 *
 * Source: prometheus-operator v0.94.1 pkg/prometheus/resource_selector.go (validateProberURL); govalidator IsHost, IsPort
 */
export function proberUrlFault(url: string): string | undefined {
  const parts = hostAndPort(url);
  const host = parts?.host ?? url;
  if (!isHost(host)) return `invalid host: ${goQuote(host)}`;
  if (parts !== undefined && !isPort(parts.port)) return `invalid port: ${goQuote(parts.port)}`;
  return undefined;
}

/** Source: go1.26 net.SplitHostPort */
function hostAndPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text) ?? [];
  return port === undefined ? undefined : { host: bracketed ?? plain ?? "", port };
}

const isPort = (text: string): boolean => /^[-+]?\d+$/.test(text) && Number(text) > 0 && Number(text) < 65536;

const dnsName = /^([a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})(\.[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})*[._]?$/;

function isHost(text: string): boolean {
  if (isIpV4(text) || isIpV6(text)) return true;
  return text !== "" && text.replaceAll(".", "").length <= 255 && dnsName.test(text);
}

const isIpV4 = (text: string): boolean =>
  /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text) && text.split(".").every((part) => Number(part) < 256);

function isIpV6(text: string): boolean {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0 || !text.includes(":")) return false;
  const groupsOf = (part: string): readonly string[] => (part === "" ? [] : part.split(":"));
  const groups = [...groupsOf(head), ...groupsOf(tail ?? "")];
  const last = groups.at(-1) ?? "";
  const size = groups.length + (isIpV4(last) ? 1 : 0);
  const isValid = groups.every(
    (group, at) => /^[0-9a-fA-F]{1,4}$/.test(group) || (at === groups.length - 1 && isIpV4(group)),
  );
  return isValid && (tail === undefined ? size === 8 : size < 8);
}
