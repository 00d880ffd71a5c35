/** The media type and the parameters of a Content-Type, or Go's words about it. */
export type ParsedMediaType =
  | { readonly kind: "media-type"; readonly mediaType: string; readonly parameters: ReadonlyMap<string, string> }
  | { readonly kind: "invalid"; readonly because: string };

const tokenPattern = "[!#$%&'*+\\-.^_`|~0-9A-Za-z{}]+";
const parameter = new RegExp(
  `\\s*;\\s*(${tokenPattern})\\s*=\\s*(${tokenPattern}|"(?:[^"\\r\\n\\\\]|\\\\.|\\\\)*")`,
  "y",
);
const leadingToken = new RegExp(`^${tokenPattern}`);

const invalid = (because: string): ParsedMediaType => ({ kind: "invalid", because: `mime: ${because}` });

/** Reads a Content-Type; parameters in pieces (RFC 2231) are left as they are. Source: go1.26 mime.ParseMediaType */
export function parseMediaType(text: string): ParsedMediaType {
  const [base = ""] = text.split(";", 1);
  const mediaType = base.toLowerCase().trim();
  const wrong = wrongMediaType(mediaType);
  if (wrong !== undefined) return invalid(wrong);
  const parameters = new Map<string, string>();
  let at = base.length;
  while (text.slice(at).trim() !== "") {
    parameter.lastIndex = at;
    const match = parameter.exec(text);
    if (match === null) {
      if (text.slice(at).trim() === ";") break;
      return invalid("invalid media parameter");
    }
    const [, key = "", value = ""] = match;
    const name = key.toLowerCase();
    const known = parameters.get(name);
    if (known !== undefined && known !== unquoted(value)) return invalid("duplicate parameter name");
    parameters.set(name, unquoted(value));
    at = parameter.lastIndex;
  }
  return { kind: "media-type", mediaType, parameters };
}

function wrongMediaType(text: string): string | undefined {
  const type = leadingToken.exec(text)?.[0];
  if (type === undefined) return "no media type";
  if (type === text) return undefined;
  if (text[type.length] !== "/") return "expected slash after first token";
  const subtype = leadingToken.exec(text.slice(type.length + 1))?.[0];
  if (subtype === undefined) return "expected token after slash";
  return type.length + 1 + subtype.length === text.length ? undefined : "unexpected content after media subtype";
}

/** Only characters that need it lose their backslash. */
const unquoted = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replace(/\\([()<>@,;:\\"/[\]?=])/g, "$1") : value;
