import { quote, quoteCharacter } from "../promql/syntax/quote.ts";
import { formatExponent, formatFixed, formatGeneral } from "./go-float.ts";
import { nothing, printArgument, stringValue, type TemplateValue, typeName } from "./value.ts";

/** A verb of a format: `%-8.2f`. */
interface Verb {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly letter: string;
}

const verbPattern = /%([-+# 0]*)(\d+)?(?:\.(\d*))?([\s\S])?/gu;

/** Formats as `fmt.Sprintf` does, for the types that templates have. Source: go1.26 fmt/print.go */
export function sprintf(format: string, given: readonly TemplateValue[]): string {
  let taken = 0;
  const text = format.replace(verbPattern, (_, flags: string, width?: string, precision?: string, letter?: string) => {
    if (letter === undefined) return "%!(NOVERB)";
    if (letter === "%") return "%";
    const value = given[taken++];
    if (value === undefined) return `%!${letter}(MISSING)`;
    const verb = {
      ...{ flags, letter },
      width: width === undefined ? undefined : Number(width),
      precision: precision === undefined ? undefined : Number(precision),
    };
    return padded(formatted(value, verb), verb, value);
  });
  const extra = given
    .slice(taken)
    .map((value) => (value.kind === "nothing" ? "<nil>" : `${typeName(value)}=${plain(value)}`));
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(", ")})`;
}

const plain = (value: TemplateValue): string => printArgument(value) ?? "?";

/** A verb that does not fit the value: flags, width and precision act on the value that is shown instead. */
function bad(value: TemplateValue, verb: Verb): string {
  if (value.kind === "nothing") return `%!${verb.letter}(<nil>)`;
  const asValue = { ...verb, letter: "v" };
  return `%!${verb.letter}(${typeName(value)}=${padded(formatted(value, asValue), asValue, value)})`;
}

function formatted(value: TemplateValue, verb: Verb): string {
  switch (value.kind) {
    case "string":
      return formattedString(value.value, verb) ?? bad(value, verb);
    case "float":
      return formattedFloat(value.value, verb) ?? bad(value, verb);
    case "int":
      return formattedInteger(value.value, verb) ?? bad(value, verb);
    case "bool":
      return verb.letter === "v" || verb.letter === "t" ? String(value.value) : bad(value, verb);
    case "nothing":
      return verb.letter === "v" ? "<nil>" : bad(value, verb);
    case "histogram":
      return plain(value);
    case "map": {
      const each = (part: TemplateValue): string => padded(formatted(part, verb), verb, part);
      const names = [...value.entries.keys()].sort();
      const pairs = names.map((name) => `${each(stringValue(name))}:${each(value.entries.get(name) ?? nothing)}`);
      return `map[${pairs.join(" ")}]`;
    }
    case "struct": {
      const parts = [...value.fields.values()].map((part) => padded(formatted(part, verb), verb, part));
      return `${value.type.startsWith("*") ? "&" : ""}{${parts.join(" ")}}`;
    }
    case "list":
      return plain(value);
  }
}

function formattedString(value: string, { flags, letter, precision }: Verb): string | undefined {
  const text = precision === undefined ? value : [...value].slice(0, precision).join("");
  if (letter === "s" || (letter === "v" && !flags.includes("#"))) return text;
  if (letter === "q" || letter === "v") return quote(text);
  if (letter !== "x" && letter !== "X") return undefined;
  const hexadecimal = encodeURIComponent(text).replace(/%([0-9A-F]{2})|([\s\S])/g, (_, code?: string, plain?: string) =>
    (code ?? (plain ?? "").charCodeAt(0).toString(16).padStart(2, "0")).toLowerCase(),
  );
  return letter === "X" ? hexadecimal.toUpperCase() : hexadecimal;
}

const signed = (text: string, flags: string): string => {
  if (text.startsWith("-")) return text;
  const bare = text.replace(/^\+/, "");
  if (flags.includes("+")) return `+${bare}`;
  if (flags.includes(" ")) return ` ${bare}`;
  return text === "+Inf" ? text : bare;
};

function formattedFloat(value: number, { flags, letter, precision }: Verb): string | undefined {
  if (!"vgGfFeE".includes(letter)) return undefined;
  if (!Number.isFinite(value)) return signed(formatGeneral(value), flags);
  const lower = letter.toLowerCase();
  const text =
    lower === "f"
      ? formatFixed(value, precision ?? 6)
      : lower === "e"
        ? formatExponent(value, precision ?? 6)
        : formatGeneral(value, precision);
  return signed(letter === "E" || letter === "G" ? text.toUpperCase() : text, flags);
}

function formattedInteger(value: number, { flags, letter, precision }: Verb): string | undefined {
  const bases: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, x: 16, X: 16 };
  const base = bases[letter];
  if (letter === "c") return String.fromCodePoint(value);
  if (letter === "q") return quoteCharacter(String.fromCodePoint(value));
  if (letter === "U") return `U+${value.toString(16).toUpperCase().padStart(4, "0")}`;
  if (base === undefined) return undefined;
  const digits = Math.abs(value)
    .toString(base)
    .padStart(precision ?? 1, "0");
  const prefix = flags.includes("#") ? ({ x: "0x", X: "0X", o: "0", b: "0b" }[letter] ?? "") : "";
  return signed(`${value < 0 ? "-" : ""}${prefix}${letter === "X" ? digits.toUpperCase() : digits}`, flags);
}

function padded(text: string, { flags, width, precision }: Verb, value: TemplateValue): string {
  const missing = (width ?? 0) - [...text].length;
  const isComposite = value.kind === "map" || value.kind === "struct" || value.kind === "list";
  if (missing <= 0 || text.startsWith("%!") || isComposite) return text;
  if (flags.includes("-")) return text + " ".repeat(missing);
  const isNumber = value.kind === "int" || (value.kind === "float" && Number.isFinite(value.value));
  const isInfinite = value.kind === "float" && !isNumber;
  if (!flags.includes("0") || isInfinite || (value.kind === "int" && precision !== undefined)) {
    return " ".repeat(missing) + text;
  }
  const sign = isNumber ? (/^[-+ ]/.exec(text)?.[0] ?? "") : "";
  return sign + "0".repeat(missing) + text.slice(sign.length);
}
