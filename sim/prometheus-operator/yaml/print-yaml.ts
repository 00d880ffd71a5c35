import { formatGoShort } from "../../prometheus/promql/go-number.ts";
import { isReadAsOther } from "./resolves.ts";
import { printScalar, type ScalarStyle } from "./scalar.ts";
import { isList, type YamlMap, type YamlValue } from "./yaml-value.ts";

/**
 * A document as Go's YAML printer writes it, with a newline at its end.
 *
 * Source: gopkg.in/yaml.v2 v2.4.0
 */
export function printYaml(value: YamlMap): string {
  return `${blockOf(value, { indent: 0, column: 0 })}\n`;
}

/** Where a value begins: the indent of what surrounds it, and how much of the line is written already. */
type At = { readonly indent: number; readonly column: number };

function blockOf(value: YamlValue, at: At): string {
  if (typeof value === "object" && value !== null) {
    return isList(value) ? listOf(value, at.indent) : mapOf(value, at.indent);
  }
  return scalarOf(value, at);
}

/** The first line stands where the caller is; the others are indented. */
function mapOf({ entries }: YamlMap, indent: number): string {
  if (entries.length === 0) return "{}";
  return entries
    .map(([key, value]) => {
      const shown = keyOf(key);
      if (!isSimpleKey(key))
        return `? ${printText(key, { indent: indent + 2, column: indent + 2 })}\n${pad(indent)}: ${blockOf(value, { indent: indent + 2, column: indent + 2 })}`;
      return `${shown}:${besideKey(value, { indent, column: indent + shown.length + 1 })}`;
    })
    .join(`\n${pad(indent)}`);
}

/** A list stands below its key without further indent. */
function besideKey(value: YamlValue, { indent, column }: At): string {
  if (typeof value === "object" && value !== null) {
    if (isList(value)) return value.length === 0 ? " []" : `\n${pad(indent)}${listOf(value, indent)}`;
    return value.entries.length === 0 ? " {}" : `\n${pad(indent + 2)}${mapOf(value, indent + 2)}`;
  }
  const shown = scalarOf(value, { indent: indent + 2, column: column + 1 });
  return ` ${shown}`;
}

function listOf(items: readonly YamlValue[], indent: number): string {
  if (items.length === 0) return "[]";
  return items.map((item) => `- ${blockOf(item, { indent: indent + 2, column: indent + 2 })}`).join(`\n${pad(indent)}`);
}

function scalarOf(value: string | number | boolean | null, at: At): string {
  if (value === null) return "null";
  if (typeof value === "number") return numberOf(value);
  return typeof value === "boolean" ? String(value) : printText(value, at);
}

/** Whole numbers as they are; others in Go's shortest form. */
const numberOf = (value: number): string => (Number.isInteger(value) ? String(value) : formatGoShort(value));

function printText(text: string, { indent, column }: At): string {
  return printScalar(text, { style: styleOf(text), indent, column, isKey: false });
}

const keyOf = (key: string): string => printScalar(key, { style: styleOf(key), indent: 0, column: 0, isKey: true });

function styleOf(text: string): ScalarStyle {
  if (text.includes("\n")) return "literal";
  return isReadAsOther(text) ? "double-quoted" : "plain";
}

const pad = (indent: number): string => " ".repeat(indent);

/** Others are written behind a question mark. */
const isSimpleKey = (key: string): boolean => !/[\n\r\u0085\u2028\u2029]/.test(key) && byteLength(key) <= 128;

function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
