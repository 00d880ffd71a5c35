import type { Done, QueryResult, Reply } from "./ports.ts";

/** What the adapter's client can read: anything but a string. */
export type ReadableResult = Exclude<QueryResult, { readonly type: "string" }>;

/** Takes the answer to a query as the adapter's client does. Source: prometheus-adapter v0.12.0 pkg/client/interfaces.go */
export const readable =
  (done: Done<ReadableResult>) =>
  (reply: Reply<QueryResult>): void => {
    if (reply.kind === "error") done(reply);
    else if (reply.value.type !== "string") done({ kind: "value", value: reply.value });
    else done({ kind: "error", message: 'unexpected value type "string"' });
  };

/** A result of the wrong type, as the adapter logs it. Of a matrix nothing is known, so it is taken for an empty one. */
export function printResult(result: ReadableResult): string {
  if (result.type !== "scalar") return `{${result.type} <nil> <nil> }`;
  const { value, timestampMilliseconds } = result;
  return `{scalar <nil> scalar: ${plainNumber(value)} @[${plainNumber(timestampMilliseconds / 1000)}] <nil>}`;
}

/** Without an exponent, as Go's `FormatFloat(value, 'f', -1, 64)`. */
function plainNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const [digits = "", exponent] = String(value).split("e");
  if (exponent === undefined) return Object.is(value, -0) ? "-0" : digits;
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d)(?:\.(\d+))?$/.exec(digits) ?? [];
  const places = Number(exponent);
  if (places < 0) return `${sign}0.${"0".repeat(-places - 1)}${whole}${fraction}`;
  return `${sign}${whole}${fraction.padEnd(places, "0")}`;
}
