import { parseModelDuration } from "../../sim/prometheus/model-duration.ts";
import type { Duration } from "../../sim/units.ts";
import { type Parsed, parsedBy } from "../fields/parsed.ts";
import { mapOf, type Read } from "../fields/read.ts";
import { integer, text } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import type { Place } from "../place.ts";

/** `1m30s`, as Prometheus writes spans of time. */
export const modelDuration: Read<Duration> = parsedBy<Duration>((given) => {
  const parsed = parseModelDuration(given);
  if (parsed.kind === "duration") return { ok: true, value: parsed.duration };
  const hint = "A duration is written 15s, 1m30s or 2h: whole numbers, each with a unit (ms, s, m, h, d, w, y).";
  return { ok: false, message: parsed.because, hint };
}, "a duration such as 15s");

/** A limit: a whole number, 0 for none. */
export const limit: Read<number> = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

const byteUnits: ReadonlyMap<string, number> = new Map(
  ["", "K", "M", "G", "T", "P", "E"].flatMap((prefix, power) =>
    prefix === "" ? [["B", 1] as const] : [`${prefix}B`, `${prefix}iB`].map((unit) => [unit, 1024 ** power] as const),
  ),
);

/** `10MB`, `512KiB`: units of 1024 both. Source: github.com/alecthomas/units ParseBase2Bytes */
export const byteCount: Read<number> = parsedBy<number>(parseBytes, "a size such as 10MB");

function parseBytes(given: string): Parsed<number> {
  if (given === "0") return { ok: true, value: 0 };
  const hint = "A size is written 512KB, 10MB or 1GB.";
  const invalid: Parsed<number> = { ok: false, message: `units: invalid ${given}`, hint };
  let rest = given;
  let total = 0;
  do {
    const [whole, count = "", unit = ""] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (whole === undefined) return invalid;
    const size = byteUnits.get(unit);
    if (size === undefined) return { ok: false, message: `units: unknown unit ${unit} in ${given}`, hint };
    total += Number(count) * size;
    rest = rest.slice(whole.length);
  } while (rest !== "");
  return { ok: true, value: Math.floor(total) };
}

/** A value with the place where it stands. */
export interface Placed<Value> {
  readonly value: Value;
  readonly place: Place;
}

/** Keeps the place beside the value. */
export const placed =
  <Value>(read: Read<Value>): Read<Placed<Value>> =>
  (node: Node) => ({ value: read(node), place: node.place });

/** Names and values, as they stand. */
export const labelPairs: Read<readonly (readonly [name: string, value: string])[]> = mapOf(
  (key, { value }) => [key, text(value)] as const,
);
