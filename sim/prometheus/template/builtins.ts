import { sprintf } from "./printf.ts";
import {
  boolValue,
  intValue,
  isTrue,
  printArgument,
  printValue,
  stringValue,
  type TemplateValue,
  typeName,
} from "./value.ts";

/** What calling a function gives, or why it gives nothing. */
export type Called = TemplateValue | { readonly kind: "error"; readonly message: string };

/** What a parameter takes: anything, or one type of Go. */
export type Parameter = "any" | "string" | "template.queryResult" | "*template.sample";

/** A function of templates. With `rest` any number of arguments may follow. */
export interface TemplateFunction {
  readonly parameters: readonly Parameter[];
  readonly rest?: "any";
  readonly call: (given: readonly TemplateValue[]) => Called;
}

/** A call that failed. */
export const callError = (message: string): Called => ({ kind: "error", message });

const unprintable = callError("a value that prints as an address of memory is not supported");

const printed = (given: readonly TemplateValue[], join: (texts: readonly string[]) => string): Called => {
  const texts = given.map(printArgument);
  return texts.includes(undefined) ? unprintable : stringValue(join(texts.map((text) => text ?? "")));
};

/** `print` puts spaces between values of which neither is text. */
function print(given: readonly TemplateValue[]): Called {
  return printed(given, (texts) =>
    texts
      .map((text, at) => {
        const needsSpace = at > 0 && given[at]?.kind !== "string" && given[at - 1]?.kind !== "string";
        return needsSpace ? ` ${text}` : text;
      })
      .join(""),
  );
}

const basicKinds: readonly TemplateValue["kind"][] = ["bool", "int", "float", "string"];

const incompatible = (a: TemplateValue, b: TemplateValue): Called =>
  callError(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);

const isBasic = (value: TemplateValue): boolean => basicKinds.includes(value.kind);

function equals(first: TemplateValue, others: readonly TemplateValue[]): Called {
  if (others.length === 0) return callError("missing argument for comparison");
  for (const other of others) {
    if (first.kind === "nothing" || other.kind === "nothing") {
      if (first.kind === other.kind) return boolValue(true);
      continue;
    }
    if (isBasic(first) !== isBasic(other) || (isBasic(first) && first.kind !== other.kind)) {
      return incompatible(first, other);
    }
    if (!("value" in first) || !("value" in other)) {
      return callError(`non-comparable type ${printValue(other) ?? "?"}: ${typeName(other)}`);
    }
    if (first.value === other.value) return boolValue(true);
  }
  return boolValue(false);
}

/** Below 0 when the first is smaller; undefined when neither is, as with NaN. */
function isLess(a: TemplateValue, b: TemplateValue): Called {
  if (!isBasic(a) || !isBasic(b)) return callError("invalid type for comparison");
  if (a.kind !== b.kind) return incompatible(a, b);
  if (a.kind === "bool" || !("value" in a) || !("value" in b)) return callError("invalid type for comparison");
  return boolValue(a.value < b.value);
}

const negated = (called: Called): Called => (called.kind === "bool" ? boolValue(!called.value) : called);

function isLessOrEqual(a: TemplateValue, b: TemplateValue): Called {
  const less = isLess(a, b);
  return less.kind === "bool" && !less.value ? equals(a, [b]) : less;
}

const compared = (compare: (a: TemplateValue, b: TemplateValue) => Called): TemplateFunction => ({
  parameters: ["any", "any"],
  call: ([a, b]) => compare(a!, b!),
});

function lengthOf(value: TemplateValue): Called {
  switch (value.kind) {
    case "string":
      return intValue(utf8Length(value.value));
    case "map":
      return intValue(value.entries.size);
    case "list":
      return intValue(value.items.length);
    case "nothing":
      return callError("reflect: call of reflect.Value.Type on zero Value");
    default:
      return callError(`len of type ${pointedType(value)}`);
  }
}

/** How many bytes a text has in UTF-8. */
export function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

function indexed(item: TemplateValue, indexes: readonly TemplateValue[]): Called {
  let current: TemplateValue = item;
  for (const index of indexes) {
    const next = indexedOnce(current, index);
    if (next.kind === "error") return next;
    current = next;
  }
  return current.kind === "nothing" ? callError("index of untyped nil") : current;
}

function indexedOnce(item: TemplateValue, index: TemplateValue): Called {
  if (item.kind === "nothing") return callError("index of untyped nil");
  if (item.kind === "map") {
    if (index.kind !== "string") return callError(`value has type ${typeName(index)}; should be string`);
    return item.entries.get(index.value) ?? item.missing;
  }
  if (item.kind !== "list" && item.kind !== "string") {
    return callError(`can't index item of type ${pointedType(item)}`);
  }
  if (index.kind !== "int") return callError(`cannot index slice/array with type ${typeName(index)}`);
  if (item.kind === "list") return item.items[index.value] ?? callError(`index out of range: ${index.value}`);
  const isInside = index.value >= 0 && index.value < utf8Length(item.value);
  return isInside ? callError("a byte of a text is not modelled") : callError(`index out of range: ${index.value}`);
}

/** The type of what a pointer points to. */
const pointedType = (value: TemplateValue): string => typeName(value).replace(/^\*/, "");

/** The functions of Go's templates, without `and` and `or`, which are evaluated as far as needed. */
export const builtins: Readonly<Record<string, TemplateFunction>> = {
  eq: { parameters: ["any"], rest: "any", call: ([first, ...others]) => equals(first!, others) },
  ne: compared((a, b) => negated(equals(a, [b]))),
  lt: compared(isLess),
  le: compared(isLessOrEqual),
  gt: compared((a, b) => negated(isLessOrEqual(a, b))),
  ge: compared((a, b) => negated(isLess(a, b))),
  not: { parameters: ["any"], call: ([value]) => boolValue(!isTrue(value!)) },
  len: { parameters: ["any"], call: ([value]) => lengthOf(value!) },
  index: { parameters: ["any"], rest: "any", call: ([item, ...indexes]) => indexed(item!, indexes) },
  print: { parameters: [], rest: "any", call: print },
  println: { parameters: [], rest: "any", call: (given) => printed(given, (texts) => `${texts.join(" ")}\n`) },
  printf: {
    parameters: ["string"],
    rest: "any",
    call: ([format, ...given]) => (format?.kind === "string" ? stringValue(sprintf(format.value, given)) : unprintable),
  },
};
