import { labelKeyErrors } from "../../kubernetes/label-selector.ts";

/** What is wrong with a name; empty when nothing is. The texts are upstream's. */
export type NameCheck = (name: string) => readonly string[];

const labelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const subdomainPattern = `${labelPattern}(\\.${labelPattern})*`;
const underscoreLabelPattern = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
const underscoreSubdomainPattern = `${underscoreLabelPattern}(\\.${underscoreLabelPattern})*`;

const isLabel = new RegExp(`^${labelPattern}$`);
const isSubdomain = new RegExp(`^${subdomainPattern}$`);
const isUnderscoreSubdomain = new RegExp(`^${underscoreSubdomainPattern}$`);

/**
 * A DNS-1123 label, such as the name of a container: `my-name`.
 *
 * Source: this and the rest: apimachinery v0.36.3 pkg/util/validation
 */
export const labelErrors: NameCheck = (name) => [
  ...lengthErrors(name, 63),
  ...(isLabel.test(name)
    ? []
    : isSubdomain.test(name)
      ? ["must not contain dots"]
      : [
          byPattern(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
            labelPattern,
            ["my-name", "123-abc"],
          ),
        ]),
];

/** A DNS-1123 subdomain, such as the name of most objects: `example.com`. */
export const subdomainErrors: NameCheck = (name) => [
  ...lengthErrors(name, 253),
  ...(isSubdomain.test(name)
    ? []
    : [
        byPattern(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
          subdomainPattern,
          ["example.com"],
        ),
      ]),
];

/** A subdomain in which `_` may stand too. */
export const underscoreSubdomainErrors: NameCheck = (name) => [
  ...lengthErrors(name, 253),
  ...(isUnderscoreSubdomain.test(name)
    ? []
    : [
        byPattern(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
          underscoreSubdomainPattern,
          ["example.com"],
        ),
      ]),
];

/** A label key, with or without a prefix: `example.com/name`. */
export const qualifiedNameErrors: NameCheck = labelKeyErrors;

/** A name that stands in a URL. */
export const pathSegmentErrors: NameCheck = (name) => {
  if (name === "." || name === "..") return [`may not be '${name}'`];
  return ["/", "%"]
    .filter((character) => name.includes(character))
    .map((character) => `may not contain '${character}'`);
};

/** The name of a port: `http`. */
export const portNameErrors: NameCheck = (name) => [
  ...lengthErrors(name, 15),
  ...failing([
    [/^[-a-z0-9]+$/.test(name), "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"],
    [/[a-z]/.test(name), "must contain at least one letter (a-z)"],
    [!name.includes("--"), "must not contain consecutive hyphens"],
    [!name.startsWith("-") && !name.endsWith("-"), "must not begin or end with a hyphen"],
  ]),
];

/** The name of an environment variable. */
export const environmentNameErrors: NameCheck = (name) =>
  failing([
    [name !== "", "environment variable name must be non-empty"],
    [
      /^[ -<>-~]*$/.test(name),
      "a valid environment variable name must consist only of printable ASCII characters other than '='",
    ],
  ]);

/** A key in a ConfigMap or a Secret. */
export const configMapKeyErrors: NameCheck = (key) => [
  ...lengthErrors(key, 253),
  ...(/^[-._a-zA-Z0-9]+$/.test(key)
    ? []
    : [
        byPattern("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", "[-._a-zA-Z0-9]+", [
          "key.name",
          "KEY_NAME",
          "key-name",
        ]),
      ]),
  ...failing([
    [key !== ".", "must not be '.'"],
    [key !== "..", "must not be '..'"],
    [key === ".." || !key.startsWith(".."), "must not start with '..'"],
  ]),
];

/** The name of an HTTP header. */
export const httpHeaderNameErrors: NameCheck = (name) =>
  /^[-A-Za-z0-9]+$/.test(name)
    ? []
    : [
        byPattern("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", [
          "X-Header-Name",
        ]),
      ];

/** `25%`. */
export const percentErrors: NameCheck = (text) =>
  /^[0-9]+%$/.test(text)
    ? []
    : [
        byPattern("a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", [
          "1%",
          "93%",
        ]),
      ];

/** What is wrong with a number that has to lie within bounds. */
export function rangeErrors(value: number, min: number, max: number): readonly string[] {
  return value >= min && value <= max ? [] : [`must be between ${min} and ${max}, inclusive`];
}

/** What is wrong with the number of a port. */
export const portErrors = (port: number): readonly string[] => rangeErrors(port, 1, 65535);

/** Bytes of the text in UTF-8, in which upstream counts. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const lengthErrors = (text: string, bytesMax: number): readonly string[] =>
  utf8Length(text) > bytesMax ? [`must be no more than ${bytesMax} characters`] : [];

type Rule = readonly [holds: boolean, message: string];

const failing = (rules: readonly Rule[]): readonly string[] =>
  rules.flatMap(([holds, message]) => (holds ? [] : [message]));

function byPattern(message: string, pattern: string, examples: readonly string[]): string {
  const quoted = examples.map((example) => `'${example}', `).join(" or ");
  return `${message} (e.g. ${quoted}regex used for validation is '${pattern}')`;
}
