/** A number without exponent, as few digits as read back. Source: go1.26 strconv.FormatFloat(value, 'f', -1, 64) */
export function formatGoPlain(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "0", power = "0"] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const point = Number(power) + 1;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/**
 * A number in the shorter of both notations. Source: go1.26 fmt `%g` and `%v`: an exponent below -4 and from 6 on
 */
export function formatGoShort(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatGoPlain(value);
  const [digits = "", power = ""] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return formatGoPlain(value);
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** A number to two significant digits. Source: go1.26 fmt `%.2g` */
export function formatGoTwoDigits(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatGoPlain(value);
  const [digits = "", power = ""] = value.toExponential(1).split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 2) return formatGoPlain(Number(value.toPrecision(2)));
  const trimmed = digits.replace(/\.0$/, "");
  return `${trimmed}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
