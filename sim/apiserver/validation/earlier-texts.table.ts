/** A text of validation that earlier releases had in other words. */
export type EarlierText = {
  /** The first minor that has the text of today. */
  readonly since: number;
  readonly today: RegExp;
  /** What stood in its place, with the groups of `today`. */
  readonly earlier: string;
};

const label =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

/**
 * Newest first, so that a text goes back one step after the other.
 *
 * Texts of rules that were new together with their field are not here. Source: k8s.io/apimachinery v0.16.15 to v0.36.3
 * pkg/util/validation and pkg/util/validation/field; kubernetes v1.11.10 to v1.36.3 pkg/apis
 */
export const earlierTexts: readonly EarlierText[] = [
  { since: 32, today: /^Too long: may not be more than (\d+) bytes$/, earlier: "Too long: must have at most $1 bytes" },
  // Names of resources were plain text then, and their type came to print without quotes.
  { since: 29, today: /^Invalid value: (?!true:|false:|null:)([A-Za-z][^":{[(]*): /, earlier: 'Invalid value: "$1": ' },
  { since: 27, today: /: must not contain dots$/, earlier: `: ${label}` },
  {
    since: 25,
    today: /must contain at least one letter \(a-z\)$/,
    earlier: "must contain at least one letter or number (a-z, 0-9)",
  },
  { since: 20, today: /a lowercase RFC 1123 (label|subdomain) must/, earlier: "a DNS-1123 $1 must" },
  { since: 20, today: /\(e\.g\. 10\.9\.8\.7 or 2001:db8::ffff\)$/, earlier: "(e.g. 10.9.8.7)" },
  {
    since: 12,
    today: /empty selector is invalid for deployment$/,
    earlier: "empty selector is not valid for deployment.",
  },
  { since: 12, today: /must be greater than minReadySeconds$/, earlier: "must be greater than minReadySeconds." },
];
