/** A number of people's size: so many significant digits, whole digits never dropped, no exponent, no trailing zeros. */
export function significant(value: number, digitCount = 3): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "-∞" : "–";
  // Math.log10 need not be exact, and engines differ in it.
  const magnitude = Number(value.toExponential().split("e")[1]);
  const decimals = Math.min(12, Math.max(0, digitCount - 1 - magnitude));
  const fixed = value.toFixed(decimals);
  const text = decimals === 0 ? fixed : fixed.replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

/** A time from microseconds to minutes: `850µs`, `12.5ms`, `1.24s`. */
export function secondsText(seconds: number): string {
  if (seconds === 0) return "0s";
  if (seconds < 0.000_999_5) return `${significant(seconds * 1_000_000)}µs`;
  return seconds < 0.9995 ? `${significant(seconds * 1000)}ms` : `${significant(seconds)}s`;
}

/** A share as a percentage: `0.3%`. */
export const percentText = (share: number): string => `${significant(share * 100)}%`;
