import { parseDuration } from "../durations.ts";
import type { NumberLiteral } from "./ast.ts";
import { numberValue } from "./number-text.ts";
import { failAt, type Parsing } from "./parsing.ts";
import { quote } from "./quote.ts";
import { rangeOf } from "./token.ts";

/** A number or a duration, which is its seconds. */
export function parseNumber(parsing: Parsing): NumberLiteral {
  const token = parsing.next();
  const range = rangeOf(token);
  if (token.kind === "<duration>") {
    const duration = parseDuration(token.text);
    if (duration.kind === "invalid") return failAt(range, duration.because);
    return { kind: "number", value: duration.milliseconds / 1000, isDuration: true, range };
  }
  const value = numberValue(token.text);
  if (value === undefined) {
    return failAt(
      range,
      `error parsing number: strconv.ParseFloat: parsing ${quote(token.text)}: ${numberFault(token.text)}`,
    );
  }
  return { kind: "number", value, isDuration: false, range };
}

const numberFault = (text: string): string =>
  /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? "value out of range" : "invalid syntax";
