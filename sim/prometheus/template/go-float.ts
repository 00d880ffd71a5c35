/** The digits of a value as Go rounds them: half to even. JavaScript's own methods round half up. */
function roundedToEven(up: string, isTie: boolean, down: () => string): string {
  const last = /\d(?=\D*$)/.exec(up.split("e")[0] ?? "")?.[0] ?? "0";
  return isTie && Number(last) % 2 === 1 ? down() : up;
}

/** All digits that a double can have behind the point, as far as JavaScript goes. */
const exactDigits = 100;

/** `%.2f` of a finite value. Source: go1.26 strconv.FormatFloat(value, 'f', digits, 64) */
export function formatFixed(value: number, digits: number): string {
  // Above this, JavaScript writes an exponent; the value is whole then.
  if (Math.abs(value) >= 1e21) return BigInt(value).toString() + (digits === 0 ? "" : `.${"0".repeat(digits)}`);
  const exact = Math.abs(value).toFixed(exactDigits);
  const cut = exact.indexOf(".") + 1 + digits;
  const isTie = /^50*$/.test(exact.slice(cut));
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const down = (): string => exact.slice(0, digits === 0 ? cut - 1 : cut);
  return sign + roundedToEven(Math.abs(value).toFixed(digits), isTie, down);
}

/** `%.2e` of a finite value. Source: go1.26 strconv.FormatFloat(value, 'e', digits, 64) */
export function formatExponent(value: number, digits: number): string {
  const exact = Math.abs(value).toExponential(exactDigits);
  const [mantissa = "", power = "0"] = exact.split("e");
  const isTie = /^50*$/.test(mantissa.slice(2 + digits));
  const down = (): string => `${mantissa.slice(0, digits === 0 ? 1 : 2 + digits)}e${power}`;
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [digitsText = "", exponent = "0"] = roundedToEven(Math.abs(value).toExponential(digits), isTie, down).split(
    "e",
  );
  return `${sign}${digitsText}e${exponentText(Number(exponent))}`;
}

const exponentText = (exponent: number): string =>
  `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;

/** From this exponent on, a number without a given precision is written with one. */
const shortestExponentMax = 6;

/**
 * `%g`, or `%.4g` with a precision. Without one: as few digits as read back.
 *
 * Source: go1.26 strconv.FormatFloat(value, 'g', precision, 64) and fmt's `%v`
 */
export function formatGeneral(value: number, precision?: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const wanted = precision === undefined ? undefined : Math.max(1, precision);
  const shown = wanted === undefined ? value.toExponential() : formatExponent(value, wanted - 1);
  const [mantissa = "", power = "0"] = shown.split("e");
  const digits = mantissa.replace(/^-?/, "").replace(".", "").replace(/0+$/, "") || "0";
  const exponent = Number(power);
  const sign = value < 0 ? "-" : "";
  if (exponent < -4 || exponent >= (wanted ?? shortestExponentMax)) {
    return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}e${exponentText(exponent)}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, "0");
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
