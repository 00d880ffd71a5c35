import { quote } from "../promql/syntax/quote.ts";

export type ParsedFloat =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "invalid"; readonly because: string };

/** A sample's value as Prometheus reads it, or Go's words. Source: prometheus v0.315.0 model/textparse (parseFloat), go1.26 strconv */
export function parseGoFloat(text: string): ParsedFloat {
  if (/[pP_]/.test(text)) return { kind: "invalid", because: "unsupported character in float" };
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) {
    const value = Number(text);
    if (Number.isFinite(value)) return { kind: "number", value };
    return { kind: "invalid", because: `strconv.ParseFloat: parsing ${quote(text)}: value out of range` };
  }
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return { kind: "number", value: text[0] === "-" ? -Infinity : Infinity };
  if (/^nan$/i.test(text)) return { kind: "number", value: Number.NaN };
  return { kind: "invalid", because: `strconv.ParseFloat: parsing ${quote(text)}: invalid syntax` };
}
