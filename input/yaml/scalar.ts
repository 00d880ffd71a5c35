/** What a plain (unquoted) scalar stands for, or why JSON cannot hold it. */
export type PlainScalar =
  | { readonly ok: true; readonly value: string | number | boolean | null }
  | { readonly ok: false; readonly error: string };

/**
 * Reads a plain scalar as kubectl does, which is neither YAML 1.1 nor 1.2: `yes` and `y` are true, `0755` and `0o755` are
 * octal, `1_000` is a number, and dates and `12:30:45` are text.
 *
 * Source: sigs.k8s.io/yaml v1.6.0 with go.yaml.in/yaml/v2 v2.4.2 resolve.go
 */
export function readPlainScalar(text: string): PlainScalar {
  const word = words.get(text);
  if (word !== undefined) return { ok: true, value: word };
  if (notNumbers.test(text)) return { ok: false, error: `${text} is not a number that JSON can hold` };
  return { ok: true, value: readNumber(text) ?? text };
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...wordsFor(true, "y Y yes Yes YES true True TRUE on On ON"),
  ...wordsFor(false, "n N no No NO false False FALSE off Off OFF"),
  ...wordsFor(null, "~ null Null NULL"),
  ["", null],
]);

function wordsFor<Value>(value: Value, texts: string): readonly (readonly [string, Value])[] {
  return texts.split(" ").map((text) => [text, value]);
}

const notNumbers = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** A number that starts with a point obeys the rules of Go's literals, in which underscores stand between digits. */
const pointFirst = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+)?$/;

const integer = /^([-+]?)(?:(0[xX])([0-9a-fA-F]+)|(0[bB])([01]+)|(0[oO]|0)([0-7]+)|(0|[1-9][0-9]*))$/;

const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function readNumber(text: string): number | undefined {
  if (pointFirst.test(text)) return finite(Number(text.replaceAll("_", "")));
  if (!/^[-+0-9]/.test(text)) return undefined;
  const plain = text.replaceAll("_", "");
  return readInteger(plain) ?? (decimal.test(plain) ? finite(Number(plain)) : undefined);
}

/** An integer that 64 bits hold; a longer one is read as a decimal, if it is one. */
function readInteger(text: string): number | undefined {
  const match = integer.exec(text);
  if (!match) return undefined;
  const [, sign, , hex, , binary, , octal, ten] = match;
  const digits =
    hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : octal !== undefined ? `0o${octal}` : ten;
  const size = BigInt(digits ?? "0");
  const fits = sign === "-" ? size <= 2n ** 63n : size < 2n ** (sign === "+" ? 63n : 64n);
  return fits ? Number(sign === "-" ? -size : size) : undefined;
}

/** A float64; text that is beyond it stays text. */
const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
