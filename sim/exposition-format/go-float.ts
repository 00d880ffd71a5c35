/**
 * The shortest text that reads back as the same float64: `0.01`, `123456`, `1.234567e+06`, `+Inf`, `NaN`, `-0`.
 *
 * Source: go1.26 strconv.FormatFloat(value, 'g', -1, 64)
 */
export function formatGoFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "+Inf";
  if (value === -Infinity) return "-Inf";
  if (Object.is(value, -0)) return "-0";
  // Both languages print the fewest digits that read back as the same number, of several such the nearest.
  const [digits = "", power = ""] = value.toExponential().split("e");
  const exponent = Number(power);
  // Between 1e-4 and 1e6 JavaScript prints no exponent either.
  if (exponent >= -4 && exponent < 6) return String(value);
  const size = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits}e${exponent < 0 ? "-" : "+"}${size}`;
}
