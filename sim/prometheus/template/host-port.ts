/** The two halves of `host:port` or `[::1]:port`; undefined for a text that is none. Source: go1.26 net.SplitHostPort */
export function hostAndPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const at = text.lastIndexOf(":");
  if (at < 0) return undefined;
  const port = text.slice(at + 1);
  if (text.startsWith("[")) {
    const end = text.indexOf("]");
    if (end < 0 || end + 1 !== at) return undefined;
    const host = text.slice(1, end);
    return /[[\]]/.test(host + port) ? undefined : { host, port };
  }
  const host = text.slice(0, at);
  return /[:[\]]/.test(host) || /[[\]]/.test(port) ? undefined : { host, port };
}

/** Whether a text is an IP address. Source: go1.26 net.ParseIP */
export function isAddress(text: string): boolean {
  if (isIpv4(text)) return true;
  const halves = text.split("::");
  if (!text.includes(":") || halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const hasIpv4 = last.includes(".");
  if (hasIpv4 && !isIpv4(last)) return false;
  const plain = hasIpv4 ? groups.slice(0, -1) : groups;
  const count = plain.length + (hasIpv4 ? 2 : 0);
  return plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}

const isIpv4 = (text: string): boolean => {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
};
