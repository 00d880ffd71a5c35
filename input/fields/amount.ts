import { asApproximateFloat64, parseQuantity, type Quantity, scaledValue, value } from "../../sim/quantity/index.ts";
import { type Bytes, bytes, type Millicores, millicores } from "../../sim/units.ts";
import { quote } from "../visible-text.ts";
import { type Parsed, parsedBy } from "./parsed.ts";
import type { Read } from "./read.ts";

const cpuForm = "CPU is written in cores or thousandths of a core: 0.5 or 500m.";
const memoryForm = "Memory is written in bytes, or with a suffix: 64Mi, 1Gi, 500M.";

const coresMax = 1e6;
const bytesMax = 2 ** 53;

/** `500m`, `0.5`: a quantity of the API. Down to billionths of a core; not negative. */
export function parseCpu(text: string): Parsed<Millicores> {
  const quantity = amount(text, coresMax);
  if (typeof quantity === "string") return { ok: false, message: `${quote(text)} is ${quantity} CPU`, hint: cpuForm };
  return { ok: true, value: millicores(Number(scaledValue(quantity, -9)) / 1e6) };
}

/** `64Mi`, `539185152`: a quantity of the API, in whole bytes, rounded up; not negative. */
export function parseMemory(text: string): Parsed<Bytes> {
  if (/^[0-9.]+m$/.test(text)) {
    const meant = `${text.slice(0, -1)}Mi`;
    return {
      ok: false,
      message: `${quote(text)} is thousandths of a byte`,
      hint: `Did you mean ${meant}? ${memoryForm}`,
    };
  }
  const quantity = amount(text, bytesMax);
  if (typeof quantity === "string")
    return { ok: false, message: `${quote(text)} is ${quantity} memory`, hint: memoryForm };
  return { ok: true, value: bytes(Number(value(quantity))) };
}

/** The quantity, or what is wrong with it, to be followed by a noun. */
function amount(text: string, max: number): Quantity | "not an amount of" | "a negative amount of" | "too much" {
  const parsed = /^[+-]?[0-9.]+/.test(text) ? parseQuantity(text) : undefined;
  if (parsed === undefined || !parsed.ok) return "not an amount of";
  const size = asApproximateFloat64(parsed.quantity);
  if (size < 0) return "a negative amount of";
  return size <= max ? parsed.quantity : "too much";
}

export const cpu: Read<Millicores> = parsedBy(parseCpu, "an amount of CPU such as 500m");

export const memory: Read<Bytes> = parsedBy(parseMemory, "an amount of memory such as 64Mi");
