import { type Duration, milliseconds } from "../units.ts";
import { quote } from "./promql/syntax/quote.ts";

export type ParsedModelDuration =
  | { readonly kind: "duration"; readonly duration: Duration }
  | { readonly kind: "invalid"; readonly because: string };

/** From the largest; the first two are printed only where nothing is left beside them. */
const units: readonly (readonly [unit: string, milliseconds: number])[] = [
  ["y", 365 * 86_400_000],
  ["w", 7 * 86_400_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
];

const invalid = (because: string): ParsedModelDuration => ({ kind: "invalid", because });

/** Nanoseconds fit 64 bits upstream. */
const millisecondsMax = Math.floor(2 ** 63 / 1e6);

/** Reads `1h30m` as configs have it, or says what upstream says. Source: prometheus/common v0.71.0 model/time.go (ParseDuration) */
export function parseModelDuration(text: string): ParsedModelDuration {
  if (text === "0") return { kind: "duration", duration: milliseconds(0) };
  if (text === "") return invalid("empty duration string");
  const wrong = invalid(`not a valid duration string: ${quote(text)}`);
  let total = 0;
  let last = -1;
  let at = 0;
  while (at < text.length) {
    const [whole, count = "", unit = ""] = /^([0-9]+)([^0-9]+)/.exec(text.slice(at)) ?? [];
    if (whole === undefined) return wrong;
    const place = units.findIndex(([name]) => name === unit);
    if (place === -1) return invalid(`unknown unit ${quote(unit)} in duration ${quote(text)}`);
    if (place <= last) return wrong;
    last = place;
    total += Number(count) * units[place]![1];
    if (total > millisecondsMax) return invalid("duration out of range");
    at += whole.length;
  }
  return { kind: "duration", duration: milliseconds(total) };
}

/** Prints whole milliseconds, not negative, as `1h30m`. Source: prometheus/common v0.71.0 model/time.go (Duration.String) */
export function formatModelDuration(duration: Duration): string {
  let rest = Math.floor(duration / 1000);
  if (rest === 0) return "0s";
  let text = "";
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count === 0 || ((unit === "y" || unit === "w") && rest % size !== 0)) continue;
    text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
