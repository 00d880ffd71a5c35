const words: ReadonlySet<string> = new Set(
  ["y", "yes", "true", "on", "n", "no", "false", "off", "null", ".nan", ".inf", "+.inf", "-.inf"]
    .flatMap((word) => [word, word.toUpperCase(), capitalised(word)])
    .concat([".NaN", "", "~"]),
);

function capitalised(word: string): string {
  return word.replace(/[a-z]/, (letter) => letter.toUpperCase());
}

/**
 * Whether a plain text would be read as something else than text, or was by readers of YAML 1.1.
 *
 * Source: gopkg.in/yaml.v2 v2.4.0 resolve.go, encode.go (isBase60Float)
 */
export function isReadAsOther(text: string): boolean {
  if (words.has(text)) return true;
  const [first = ""] = text;
  if (first === ".") return isFloat(text);
  if (!/[-+0-9]/.test(first)) return false;
  return isTimestamp(text) || isNumber(text.replaceAll("_", "")) || base60.test(text);
}

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

function isNumber(plain: string): boolean {
  return isInteger(plain) || /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain);
}

/** Of 64 bits, in any base that Go has a prefix for. */
function isInteger(plain: string): boolean {
  const [, sign = "", prefix = "", digits = ""] = /^([-+]?)(0[xXoObB]|0)?([0-9a-fA-F]*)$/.exec(plain) ?? [];
  if (plain === `${sign}0`) return true;
  if (digits === "") return false;
  const base = prefix.toLowerCase();
  const allowed = base === "0x" ? /^[0-9a-fA-F]+$/ : base === "0b" ? /^[01]+$/ : base === "" ? /^[0-9]+$/ : /^[0-7]+$/;
  if (!allowed.test(digits)) return false;
  const magnitude = BigInt(base === "" ? digits : `${base === "0" ? "0o" : base}${digits}`);
  if (sign === "-") return magnitude <= 2n ** 63n;
  return magnitude < (sign === "+" ? 2n ** 63n : 2n ** 64n);
}

/** Only a text that begins with a dot is asked this. Source: go1.26 strconv.ParseFloat */
const isFloat = (text: string): boolean => /^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(text);

const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d{2}:\d{2}))| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

function isTimestamp(text: string): boolean {
  const found = timestamp.exec(text);
  if (found === null) return false;
  const [year = 0, month = 0, day = 0, ...time] = found.slice(1).map((part) => Number(part ?? 0));
  const [hourZoned = 0, minuteZoned = 0, secondZoned = 0, hour = 0, minute = 0, second = 0] = time;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  return Math.max(hourZoned, hour) < 24 && Math.max(minuteZoned, minute, secondZoned, second) < 60;
}

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
