/**
 * What is wrong with an IP address, in a field that has always been strict about little but the form.
 *
 * Source: apimachinery v0.36.3 pkg/util/validation IsValidIPForLegacyField, StrictIPCIDRValidation on
 */
export function ipAddressErrors(text: string): readonly string[] {
  const form = formOf(text);
  if (form === undefined) return ["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"];
  return [
    ...(form.hasLeadingZeros ? ["must not have leading 0s"] : []),
    ...(form.isMapped && !form.hasLeadingZeros ? ["must not be an IPv4-mapped IPv6 address"] : []),
  ];
}

export const isIPv6 = (address: string): boolean => formOf(address)?.isIPv6 ?? false;

type Form = { readonly isIPv6: boolean; readonly hasLeadingZeros: boolean; readonly isMapped: boolean };

function formOf(text: string): Form | undefined {
  if (!text.includes(":")) {
    return isIPv4(text) ? { isIPv6: false, hasLeadingZeros: hasLeadingZeros(text), isMapped: false } : undefined;
  }
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const embedded = tail?.[2];
  if (embedded !== undefined && !isIPv4(embedded)) return undefined;
  const groups = groupsOf(embedded === undefined ? text : `${tail?.[1]}0:0`);
  if (!groups) return undefined;
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return { isIPv6: true, hasLeadingZeros: embedded !== undefined && hasLeadingZeros(embedded), isMapped };
}

const isIPv4 = (text: string): boolean => {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,}$/.test(part) && part.length <= 10 && Number(part) <= 255);
};

const hasLeadingZeros = (ipv4: string): boolean => ipv4.split(".").some((part) => part.length > 1 && part[0] === "0");

/** The eight groups of an IPv6 address. */
function groupsOf(text: string): readonly number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const parsed = halves.map((half) => (half === "" ? [] : half.split(":")));
  const written = parsed.flat();
  if (!written.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const missing = 8 - written.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const [head = [], rest = []] = parsed;
  const filled = halves.length === 1 ? written : [...head, ...Array.from({ length: missing }, () => "0"), ...rest];
  return filled.map((group) => Number.parseInt(group, 16));
}
