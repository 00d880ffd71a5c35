import { significant } from "../sim/number-text.ts";

/** A count that need not be whole, rounded: `48,120`, `12.3M`. */
export function countText(count: number): string {
  if (!Number.isFinite(count)) return significant(count);
  if (Math.abs(count) >= 10_000_000) return `${grouped(significant(count / 1_000_000, 3))}M`;
  if (count > 0 && count < 0.5) return "<1";
  return grouped(String(Math.round(count)));
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** A rate: `120/s`. */
export const rateText = (perSecond: number): string => `${significant(perSecond)}/s`;

/** `1 pod`, `3 pods`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
