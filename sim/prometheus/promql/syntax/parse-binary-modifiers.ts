import type { Cardinality, VectorMatching } from "./ast.ts";
import { parseNumber } from "./parse-number.ts";
import { failAt, type Parsing, startsExpression, unexpected } from "./parsing.ts";
import { isUtf8, quote, unquote } from "./quote.ts";
import { isLabelName, rangeOf } from "./token.ts";

/** What stands between a binary operator and its right operand. */
export interface BinaryModifiers {
  readonly matching: VectorMatching;
  readonly returnsBool: boolean;
}

/** Reads `bool on (a, b) group_left (c) fill (0)`, every part of which may be missing. */
export function parseBinaryModifiers(parsing: Parsing): BinaryModifiers {
  const returnsBool = parsing.accept("bool") !== undefined;
  const match = parsing.accept("on") ?? parsing.accept("ignoring");
  const labels = match === undefined ? [] : parseGroupingLabels(parsing);
  const group = match && (parsing.accept("group_left") ?? parsing.accept("group_right"));
  const include = group !== undefined && parsing.peek().kind === "(" ? parseGroupingLabels(parsing) : undefined;
  const cardinality: Cardinality =
    group === undefined ? "one-to-one" : group.kind === "group_left" ? "many-to-one" : "one-to-many";
  const follows = startsExpression(parsing) || fillKeywords.includes(parsing.peek().kind);
  if (group !== undefined && include === undefined && !follows) unexpected(parsing, "grouping opts", '"("');
  const fills = parseFills(parsing);
  return {
    returnsBool,
    matching: { cardinality, labels, isOn: match?.kind === "on", include: include ?? [], ...fills },
  };
}

const fillKeywords: readonly string[] = ["fill", "fill_left", "fill_right"];

/** Reads `(a, "b", c)`, with a comma after the last as well. */
export function parseGroupingLabels(parsing: Parsing): readonly string[] {
  if (parsing.accept("(") === undefined) unexpected(parsing, "grouping opts", '"("');
  const labels: string[] = [];
  while (parsing.accept(")") === undefined) {
    labels.push(parseGroupingLabel(parsing));
    if (parsing.accept(",") === undefined && parsing.peek().kind !== ")") {
      unexpected(parsing, "grouping opts", '"," or ")"');
    }
  }
  return labels;
}

function parseGroupingLabel(parsing: Parsing): string {
  const token = parsing.peek();
  if (token.kind !== "<string>" && !isLabelName(token.kind)) unexpected(parsing, "grouping opts", "label");
  parsing.next();
  const unquoted = token.kind === "<string>" ? unquote(token.text) : { kind: "text" as const, text: token.text };
  if (unquoted.kind === "invalid") {
    return failAt(rangeOf(token), `error unquoting string ${quote(token.text)}: invalid syntax`);
  }
  if (unquoted.text === "" || !isUtf8(unquoted.text)) {
    failAt(rangeOf(token), `invalid label name for grouping: ${quote(unquoted.text)}`);
  }
  return unquoted.text;
}

function parseFills(parsing: Parsing): Pick<VectorMatching, "fillLeft" | "fillRight"> {
  if (parsing.accept("fill") !== undefined) {
    const value = parseFillValue(parsing);
    return { fillLeft: value, fillRight: value };
  }
  const first = parsing.accept("fill_left") ?? parsing.accept("fill_right");
  if (first === undefined) return { fillLeft: undefined, fillRight: undefined };
  const firstValue = parseFillValue(parsing);
  const second = parsing.accept(first.kind === "fill_left" ? "fill_right" : "fill_left");
  const secondValue = second === undefined ? undefined : parseFillValue(parsing);
  return first.kind === "fill_left"
    ? { fillLeft: firstValue, fillRight: secondValue }
    : { fillLeft: secondValue, fillRight: firstValue };
}

function parseFillValue(parsing: Parsing): number {
  if (parsing.accept("(") === undefined) unexpected(parsing);
  const sign = parsing.accept("-") ?? parsing.accept("+");
  const { kind } = parsing.peek();
  if (kind !== "<number>" && kind !== "<duration>") unexpected(parsing);
  const { value } = parseNumber(parsing);
  if (parsing.accept(")") === undefined) unexpected(parsing);
  return sign?.kind === "-" ? -value : value;
}
