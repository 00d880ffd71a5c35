import { goQuote } from "../../sim/kubernetes/go-text.ts";
import type { Parsed } from "../fields/parsed.ts";

const units: readonly (readonly [unit: string, nanoseconds: number])[] = [
  ["y", 365 * 86_400e9],
  ["w", 7 * 86_400e9],
  ["d", 86_400e9],
  ["h", 3600e9],
  ["m", 60e9],
  ["s", 1e9],
  ["ms", 1e6],
];

/** 2^63 − 1 nanoseconds, nearly: what Go can hold. */
const longest = 2 ** 63;

/** A duration as Prometheus writes it, `1h30m`, in nanoseconds. Source: prometheus/common v0.46.0 model.ParseDuration */
export function parsePrometheusDuration(text: string): Parsed<number> {
  if (text === "0") return { ok: true, value: 0 };
  if (text === "") return { ok: false, message: "empty duration string" };
  const bad: Parsed<number> = { ok: false, message: `not a valid duration string: ${goQuote(text)}` };
  if (!/^(\d+\D+)+$/.test(text)) return bad;
  let total = 0;
  let last = -1;
  for (const [, count = "", unit = ""] of text.matchAll(/(\d+)(\D+)/g)) {
    const place = units.findIndex(([name]) => name === unit);
    const nanoseconds = units[place]?.[1];
    if (nanoseconds === undefined) {
      return { ok: false, message: `unknown unit ${goQuote(unit)} in duration ${goQuote(text)}` };
    }
    if (place <= last) return bad;
    last = place;
    total += Number(count) * nanoseconds;
    if (total >= longest) return { ok: false, message: "duration out of range" };
  }
  return { ok: true, value: total };
}
