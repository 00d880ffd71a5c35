/** The value of a number's text, or undefined where it has none. Source: go1.26 strconv.ParseInt and ParseFloat */
export function numberValue(text: string): number | undefined {
  const lower = text.toLowerCase();
  if (/^[+-]?(inf|infinity|nan)$/.test(lower)) {
    if (lower.endsWith("nan")) return Number.NaN;
    return lower.startsWith("-") ? -Infinity : Infinity;
  }
  const digits = separated(lower);
  if (digits === undefined) return undefined;
  const sign = digits.startsWith("-") ? -1 : 1;
  const unsigned = digits.replace(/^[+-]/, "");
  // A leading zero makes it octal, as long as that reads.
  if (/^0[0-7]+$/.test(unsigned)) return sign * Number(`0o${unsigned.slice(1)}`);
  if (/^0x[0-9a-f]+$/.test(unsigned)) return sign * Number(unsigned);
  const isDecimal = /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(unsigned);
  const value = isDecimal ? Number(unsigned) : Number.NaN;
  return Number.isFinite(value) ? sign * value : undefined;
}

/** The text without underscores, each of which has to stand between digits or after `0x`. */
function separated(text: string): string | undefined {
  if (!text.includes("_")) return text;
  const isHexadecimal = /^[+-]?0x/.test(text);
  const isSeparated = isHexadecimal
    ? /^[+-]?0x(_?[0-9a-f])+$/.test(text)
    : /^[^_]*$/.test(text.replace(/(?<=\d)_(?=\d)/g, ""));
  return isSeparated ? text.replaceAll("_", "") : undefined;
}
