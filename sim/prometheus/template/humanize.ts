import { calendarAt } from "../promql/utc.ts";
import { type Called, callError } from "./builtins.ts";
import { formatGeneral } from "./go-float.ts";
import { stringValue, type TemplateValue, typeName } from "./value.ts";

/** A number of a template, or why there is none. */
type Converted =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "error"; readonly message: string };

/** Numbers and texts of numbers as a float. Source: prometheus/common helpers/templates (ConvertToFloat) */
function toFloat(value: TemplateValue): Converted {
  if (value.kind === "float" || value.kind === "int") return { kind: "number", value: value.value };
  if (value.kind === "string") return parseGoFloat(value.value);
  return { kind: "error", message: `can't convert ${typeName(value)} to float` };
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function parseGoFloat(text: string): Converted {
  const failed = (because: string): Converted => ({
    kind: "error",
    message: `strconv.ParseFloat: parsing ${JSON.stringify(text)}: ${because}`,
  });
  if (/^[+-]?inf(inity)?$/i.test(text)) return { kind: "number", value: text.startsWith("-") ? -Infinity : Infinity };
  if (/^nan$/i.test(text)) return { kind: "number", value: Number.NaN };
  if (!decimal.test(text)) return failed("invalid syntax");
  const value = Number(text);
  return Number.isFinite(value) ? { kind: "number", value } : failed("value out of range");
}

/** A function of one number that writes it for people. */
const humanizing =
  (write: (value: number) => Called) =>
  (given: readonly TemplateValue[]): Called => {
    const converted = toFloat(given[0]!);
    return converted.kind === "error" ? converted : write(converted.value);
  };

const digits = (value: number): string => formatGeneral(value, 4);

const isPlain = (value: number): boolean => value === 0 || !Number.isFinite(value);

interface Scale {
  readonly factor: number;
  readonly large: readonly string[];
  readonly small: readonly string[];
}

const decimalScale: Scale = {
  factor: 1000,
  large: ["k", "M", "G", "T", "P", "E", "Z", "Y"],
  small: ["m", "u", "n", "p", "f", "a", "z", "y"],
};

const binaryScale: Scale = { factor: 1024, large: ["ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"], small: [] };

function scaled(value: number, { factor, large, small }: Scale): string {
  let rest = value;
  let prefix = "";
  if (Math.abs(value) >= 1) {
    for (const candidate of large) {
      if (Math.abs(rest) < factor) break;
      prefix = candidate;
      rest /= factor;
    }
  } else {
    for (const candidate of small) {
      if (Math.abs(rest) >= 1) break;
      prefix = candidate;
      rest *= factor;
    }
  }
  return digits(rest) + prefix;
}

/** `1.234k`, `12m`. Source: prometheus v0.315.0 template/template.go */
export const humanize: (given: readonly TemplateValue[]) => Called = humanizing((value) =>
  stringValue(isPlain(value) ? digits(value) : scaled(value, decimalScale)),
);

/** `1.5Mi`. */
export const humanize1024: (given: readonly TemplateValue[]) => Called = humanizing((value) =>
  stringValue(Math.abs(value) <= 1 || isPlain(value) ? digits(value) : scaled(value, binaryScale)),
);

/** `12.3%`, of a share. */
export const humanizePercentage: (given: readonly TemplateValue[]) => Called = humanizing((value) =>
  stringValue(`${digits(value * 100)}%`),
);

/** `1h 2m 3s`, of seconds. Source: prometheus/common helpers/templates (HumanizeDuration) */
export const humanizeDuration: (given: readonly TemplateValue[]) => Called = humanizing((value) => {
  if (!Number.isFinite(value)) return stringValue(digits(value));
  if (value === 0) return stringValue(`${digits(value)}s`);
  if (Math.abs(value) < 1) return stringValue(`${scaled(value, decimalScale)}s`);
  const sign = value < 0 ? "-" : "";
  const positive = Math.abs(value);
  const whole = Math.trunc(positive);
  const [second, minute] = [whole % 60, Math.floor(whole / 60) % 60];
  const [hour, day] = [Math.floor(whole / 3600) % 24, Math.floor(whole / 86_400)];
  if (day !== 0) return stringValue(`${sign}${day}d ${hour}h ${minute}m ${second}s`);
  if (hour !== 0) return stringValue(`${sign}${hour}h ${minute}m ${second}s`);
  if (minute !== 0) return stringValue(`${sign}${minute}m ${second}s`);
  return stringValue(`${sign}${digits(positive)}s`);
});

/** `2015-05-14 12:21:11.123 +0000 UTC`, of seconds since the epoch. */
export const humanizeTimestamp: (given: readonly TemplateValue[]) => Called = humanizing((value) => {
  if (!Number.isFinite(value)) return stringValue(digits(value));
  const nanoseconds = value * 1e9;
  if (Math.abs(nanoseconds) > 2 ** 63) {
    const why = "cannot be represented as a nanoseconds timestamp since it overflows int64";
    return callError(`${formatGeneral(value)} ${why}`);
  }
  const milliseconds = Math.trunc(nanoseconds / 1e6);
  const { year, month, day, hour, minute, second } = calendarAt(Math.floor(milliseconds / 1000));
  const two = (part: number): string => String(part).padStart(2, "0");
  const rest = milliseconds - Math.floor(milliseconds / 1000) * 1000;
  const fraction = rest === 0 ? "" : `.${String(rest).padStart(3, "0").replace(/0+$/, "")}`;
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return stringValue(`${date} ${two(hour)}:${two(minute)}:${two(second)}${fraction} +0000 UTC`);
});
