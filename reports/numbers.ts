/** A number of people's size: so many significant digits, whole digits never dropped, no exponent, no trailing zeros. */
export function significant(value: number, digitCount = 3): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "-∞" : "–";
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.min(12, Math.max(0, digitCount - 1 - magnitude));
  const fixed = value.toFixed(decimals);
  const text = decimals === 0 ? fixed : fixed.replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

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

/** A time from microseconds to minutes: `850µs`, `12.5ms`, `1.24s`. */
export function secondsText(seconds: number): string {
  if (seconds === 0) return "0s";
  if (seconds < 0.000_999_5) return `${significant(seconds * 1_000_000)}µs`;
  return seconds < 0.9995 ? `${significant(seconds * 1000)}ms` : `${significant(seconds)}s`;
}

/** A share as a percentage: `0.3%`. */
export const percentText = (share: number): string => `${significant(share * 100)}%`;

/** `1 pod`, `3 pods`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
