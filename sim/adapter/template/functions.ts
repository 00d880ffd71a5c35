import { goQuote } from "../../kubernetes/go-text.ts";
import { failed, found, type Outcome } from "../outcome.ts";
import { isTrue, printValue, type Value } from "./value.ts";

type Argument = () => Value;

/** Calls a builtin function of Go's templates; `and` and `or` leave out arguments that do not matter. Source: go1.26 text/template/funcs.go */
export function callFunction(name: string, args: readonly Argument[]): Outcome<Value> {
  const [least, most] = counts[name] ?? [0, Infinity];
  if (args.length < least || args.length > most) {
    const wanted = most === least ? `${least}` : `at least ${least}`;
    return failed(`wrong number of args for ${name}: want ${wanted} got ${args.length}`);
  }
  if (name === "and" || name === "or") return found(shortCircuit(name, args));
  const values = args.map((argument) => argument());
  const [first, ...rest] = values;
  if (first === undefined) return found(text(""));
  switch (name) {
    case "not":
      return found({ type: "bool", isSet: !isTrue(first) });
    case "len":
      return lengthOf(first);
    case "index":
      return index(first, rest);
    case "eq":
      return equals(first, rest);
    case "ne": {
      const equal = equals(first, rest);
      return equal.ok && equal.value.type === "bool" ? found({ type: "bool", isSet: !equal.value.isSet }) : equal;
    }
    case "printf":
      return found(text(format(printValue(first), rest)));
    default:
      return found(text(print(values)));
  }
}

const counts: Readonly<Record<string, readonly [number, number]>> = {
  ...{ and: [1, Infinity], or: [1, Infinity], not: [1, 1], len: [1, 1], index: [1, Infinity] },
  ...{ eq: [1, Infinity], ne: [2, 2], printf: [1, Infinity] },
};

const text = (value: string): Value => ({ type: "string", text: value });

function shortCircuit(name: "and" | "or", args: readonly Argument[]): Value {
  let value: Value = text("");
  for (const argument of args) {
    value = argument();
    if (isTrue(value) === (name === "or")) return value;
  }
  return value;
}

function lengthOf(value: Value): Outcome<Value> {
  switch (value.type) {
    case "string":
      return found({ type: "int", number: utf8Length(value.text) });
    case "[]string":
      return found({ type: "int", number: value.items.length });
    case "map[string]string":
      return found({ type: "int", number: value.entries.size });
    default:
      return failed(`len of type ${value.type === "struct" ? value.goType : value.type}`);
  }
}

function utf8Length(value: string): number {
  let length = 0;
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

function index(value: Value, keys: readonly Value[]): Outcome<Value> {
  const [key, ...others] = keys;
  if (key === undefined) return found(value);
  const item = indexOnce(value, key);
  return item.ok ? index(item.value, others) : item;
}

function indexOnce(value: Value, key: Value): Outcome<Value> {
  if (value.type === "map[string]string") {
    if (key.type !== "string") return failed(`value has type ${typeOf(key)}; should be string`);
    // A missing key is the element's zero value.
    return found(text(value.entries.get(key.text) ?? ""));
  }
  if (value.type !== "[]string" && value.type !== "string") return failed(`can't index item of type ${typeOf(value)}`);
  if (key.type !== "int") return failed(`cannot index slice/array with type ${typeOf(key)}`);
  if (value.type === "string") {
    const byte = value.text.charCodeAt(key.number);
    return Number.isNaN(byte)
      ? outOfRange(value.text.length, key.number, "string")
      : found({ type: "int", number: byte });
  }
  const item = value.items[key.number];
  return item === undefined ? outOfRange(value.items.length, key.number, "slice") : found(text(item));
}

/** Go looks whether the index is beyond the length, and leaves the length itself to its library. */
const outOfRange = (length: number, at: number, kind: "slice" | "string"): Outcome<Value> =>
  failed(at === length ? `reflect: ${kind} index out of range` : `index out of range: ${at}`);

const typeOf = (value: Value): string => (value.type === "struct" ? value.goType : value.type);

function equals(first: Value, others: readonly Value[]): Outcome<Value> {
  if (others.length === 0) return failed("missing argument for comparison");
  for (const other of others) {
    if (first.type !== other.type) {
      return failed(`incompatible types for comparison: ${typeOf(first)} and ${typeOf(other)}`);
    }
    if (first.type === "struct" || first.type === "[]string" || first.type === "map[string]string") {
      return failed(`non-comparable type ${printValue(first)}: ${typeOf(first)}`);
    }
    if (printValue(first) === printValue(other)) return found({ type: "bool", isSet: true });
  }
  return found({ type: "bool", isSet: false });
}

/** `fmt.Sprint`: a space between two neighbours neither of which is a text. */
const print = (values: readonly Value[]): string =>
  values.reduce((printed, value, at) => {
    const before = values[at - 1];
    const isApart = before !== undefined && before.type !== "string" && value.type !== "string";
    return printed + (isApart ? " " : "") + printValue(value);
  }, "");

/** `fmt.Sprintf` with the verbs `%s`, `%v`, `%d`, `%q` and `%%`, without flags and widths. */
function format(pattern: string, args: readonly Value[]): string {
  let at = 0;
  const printed = pattern.replace(/%(.?)/gsu, (_, verb: string) => {
    if (verb === "%") return "%";
    if (verb === "") return "%!(NOVERB)";
    const value = args[at++];
    if (value === undefined) return `%!${verb}(MISSING)`;
    return formatOne(verb, value);
  });
  const extra = args.slice(at).map((value) => `${typeOf(value)}=${printValue(value)}`);
  return extra.length === 0 ? printed : `${printed}%!(EXTRA ${extra.join(", ")})`;
}

function formatOne(verb: string, value: Value): string {
  if (verb === "v") return printValue(value);
  if (verb === "d" && value.type === "int") return printValue(value);
  if (verb === "s" && value.type !== "int" && value.type !== "bool") return printValue(value);
  if (verb === "q" && value.type === "string") return goQuote(value.text);
  if (verb === "q" && value.type === "[]string") return `[${value.items.map(goQuote).join(" ")}]`;
  return `%!${verb}(${typeOf(value)}=${printValue(value)})`;
}
