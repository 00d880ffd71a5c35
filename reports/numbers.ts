import { significant } from "../sim/number-text.ts";

/** A count that need not be whole, rounded: `48,120`, `12.3M`. */
export function countText(count: number): string {
  if (!Number.isFinite(count)) return significant(count);
  if (Math.abs(count) >= 10_000_000) return `${grouped(significant(count / 1_000_000, 3))}M`;
  if (count > 0 && count < 0.5) return "<1";
  return grouped(String(Math.round(count)));
}

/** A count of requests for other programs, in thousandths: a fluid's is not whole. What is above 0 stays so. */
export const fluidCount = (count: number): number => (count > 0 ? Math.max(0.001, Math.round(count * 1e3) / 1e3) : 0);

/** A number for other programs, in millionths: seconds to the microsecond. */
export const inMillionths = (value: number): number => Math.round(value * 1e6) / 1e6;

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** A rate: `120/s`. */
export const rateText = (perSecond: number): string => `${significant(perSecond)}/s`;

/** `1 pod`, `3 pods`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
