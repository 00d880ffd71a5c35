import { utf8Bytes } from "../utf8.ts";

const percent = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;

const escaped = (text: string, plain: RegExp): string =>
  [...text]
    .map((character) => (plain.test(character) ? character : utf8Bytes(character).map(percent).join("")))
    .join("");

const inPath = /^[A-Za-z0-9\-_.~$&+,/:;=@]$/;
const inQuery = /^[A-Za-z0-9\-_.~]$/;

/** A key or a value of a query. Source: go1.26 url.QueryEscape */
const escapeQuery = (text: string): string =>
  text
    .split(" ")
    .map((part) => escaped(part, inQuery))
    .join("+");

/** The parts of a URL. */
export interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly params: ReadonlyMap<string, readonly string[]>;
}

/** The URL as Go prints it, keys in order. Source: go1.26 url.URL.String, url.Values.Encode */
export function printUrl({ scheme, host, path, params }: UrlParts): string {
  const query = [...params.keys()]
    .sort()
    .flatMap((key) => (params.get(key) ?? []).map((value) => `${escapeQuery(key)}=${escapeQuery(value)}`));
  const slash = path !== "" && !path.startsWith("/") && host !== "" ? "/" : "";
  const start = scheme === "" ? "" : `${scheme}:`;
  return `${start}//${host}${slash}${escaped(path, inPath)}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}
