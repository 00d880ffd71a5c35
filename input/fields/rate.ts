import { quote } from "../visible-text.ts";
import { type Parsed, parsedBy } from "./parsed.ts";
import type { Read } from "./read.ts";

const secondsPer: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** `200/s`, `12000/m`, `3600/h`: in requests per second. */
export const parseRate = (text: string): Parsed<number> => parseRateOf(requests, text);

type Words = { readonly rate: string; readonly plural: string; readonly form: string };

const requests: Words = { rate: "a rate of requests", plural: " requests", form: "Requests per second are written" };

const anything: Words = { rate: "a rate", plural: "", form: "A rate is written" };

function parseRateOf(words: Words, text: string): Parsed<number> {
  const match = /^([0-9]+(?:\.[0-9]+)?)\/([smh])$/.exec(text);
  const rate = match ? Number(match[1]) / (secondsPer[match[2] ?? ""] ?? 1) : Number.NaN;
  if (rate <= rateMax) return { ok: true, value: rate };
  if (match) return { ok: false, message: `${quote(text)} is more than ${rateMax}${words.plural} per second` };
  const isBare = /^[0-9]+(?:\.[0-9]+)?$/.test(text);
  return {
    ok: false,
    message: isBare ? `${quote(text)} has no unit` : `${quote(text)} is not ${words.rate}`,
    hint: `${words.form} ${isBare ? text : "200"}/s; per minute 12000/m, per hour 3600/h.`,
  };
}

const rateMax = 1e9;

/** A rate of requests, per second. */
export const rate: Read<number> = parsedBy(parseRate, "a rate such as 200/s");

/** How fast a counter grows, per second. */
export const growth: Read<number> = parsedBy((text) => parseRateOf(anything, text), "a rate such as 200/s");
