import { quote } from "../visible-text.ts";
import { type Parsed, parsedBy } from "./parsed.ts";
import type { Read } from "./read.ts";

const secondsPer: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** `200/s`, `12000/m`, `3600/h`: in requests per second. */
export function parseRate(text: string): Parsed<number> {
  const match = /^([0-9]+(?:\.[0-9]+)?)\/([smh])$/.exec(text);
  const rate = match ? Number(match[1]) / (secondsPer[match[2] ?? ""] ?? 1) : Number.NaN;
  if (rate <= rateMax) return { ok: true, value: rate };
  if (match) return { ok: false, message: `${quote(text)} is more than ${rateMax} requests per second` };
  const isBare = /^[0-9]+(?:\.[0-9]+)?$/.test(text);
  return {
    ok: false,
    message: isBare ? `${quote(text)} has no unit` : `${quote(text)} is not a rate of requests`,
    hint: `Requests per second are written ${isBare ? text : "200"}/s; per minute 12000/m, per hour 3600/h.`,
  };
}

const rateMax = 1e9;

/** A rate of requests, per second. */
export const rate: Read<number> = parsedBy(parseRate, "a rate such as 200/s");
