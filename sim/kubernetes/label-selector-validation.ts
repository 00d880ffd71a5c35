/**
 * What is wrong with a label's key: an optional DNS subdomain, `/`, and a name. Empty when nothing is.
 *
 * Source: apimachinery v0.36.3 pkg/api/validate/content IsLabelKey
 */
export function labelKeyErrors(key: string): readonly string[] {
  const parts = key.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.length > 2) {
    return [`a valid label key ${nameRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const prefix = parts.length === 2 ? prefixErrors(parts[0] ?? "") : [];
  return [...prefix.map((error) => `prefix part ${error}`), ...nameErrors(name).map((error) => `name part ${error}`)];
}

/**
 * What is wrong with a label's value. Empty when nothing is.
 *
 * Source: apimachinery v0.36.3 pkg/api/validate/content IsLabelValue
 */
export function labelValueErrors(value: string): readonly string[] {
  const errors: string[] = [];
  if (utf8Length(value) > nameBytesMax) errors.push(tooLong(nameBytesMax));
  if (value !== "" && !isName.test(value)) errors.push(valueRule);
  return errors;
}

const nameBytesMax = 63;
const prefixBytesMax = 253;

const namePattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const subdomainPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

const isName = new RegExp(`^${namePattern}$`);
const isSubdomain = new RegExp(`^${subdomainPattern}$`);

const nameCharacters =
  "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const nameRule = `must ${nameCharacters} (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${namePattern}')`;
const valueRule = `a valid label must be an empty string or ${nameCharacters} (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${namePattern})?')`;
const subdomainRule = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomainPattern}')`;

const empty = "must be non-empty";
const tooLong = (bytesMax: number): string => `must be no more than ${bytesMax} bytes`;

function prefixErrors(prefix: string): readonly string[] {
  if (prefix === "") return [empty];
  const errors: string[] = [];
  if (utf8Length(prefix) > prefixBytesMax) errors.push(tooLong(prefixBytesMax));
  if (!isSubdomain.test(prefix)) errors.push(subdomainRule);
  return errors;
}

function nameErrors(name: string): readonly string[] {
  const errors: string[] = [];
  if (name === "") errors.push(empty);
  if (utf8Length(name) > nameBytesMax) errors.push(tooLong(nameBytesMax));
  if (!isName.test(name)) errors.push(nameRule);
  return errors;
}

/** Bytes of the text in UTF-8, in which upstream counts. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return bytes;
}
