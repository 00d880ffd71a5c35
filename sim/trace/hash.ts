import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Trace } from "./trace.ts";

/** Version of the canonical form below; a new form gets a new number, so that hashes of two forms are never compared. */
const hashVersion = "v1";

/**
 * A fingerprint of the whole trace: `v1:` and 64 hexadecimal digits.
 *
 * SHA-256 over the UTF-8 of one line a fact: its JSON with the keys of every object in code unit order, numbers as
 * ECMAScript prints them (the shortest form that reads back the same), members that are undefined left out.
 */
export function traceHash(trace: Trace): string {
  const hash = sha256.create();
  hash.update(utf8ToBytes(`${trace.zero} ${trace.end}\n`));
  for (const fact of trace.facts) hash.update(utf8ToBytes(`${canonicalJson(fact)}\n`));
  return `${hashVersion}:${bytesToHex(hash.digest())}`;
}

/** SHA-256 of a text in UTF-8, in hexadecimal digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** JSON with the keys of every object in code unit order. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
