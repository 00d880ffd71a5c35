import { formatGoFloat } from "../../exposition-format/go-float.ts";
import type { Label } from "../promql/labels.ts";
import { quote } from "../promql/syntax/quote.ts";
import { utf8OfCode } from "../utf8.ts";
import type { MetricType } from "./entry.ts";
import { parseGoFloat } from "./go-parse-float.ts";
import type { Lexer, Token } from "./lexer.ts";

/** The line being read: where it begins, and where the series has its names and values. */
export interface Line {
  readonly lexer: Lexer;
  /** The next token that is no blank. */
  readonly token: () => Token;
  start: number;
  nameStart: number;
  nameEnd: number;
  /** Four places a label: start and end of its name, of its value. */
  readonly spans: number[];
  valueStart: number;
  valueEnd: number;
}

/** Why a line cannot be read. */
export type LineError = { readonly kind: "invalid"; readonly because: string };

export const lineError = (because: string): LineError => ({ kind: "invalid", because });

/** No name has been read. */
export const nowhere = -1;

/** No value has been read. */
export const noValue: Pick<Line, "valueStart" | "valueEnd"> = { valueStart: nowhere, valueEnd: nowhere };

/** Upstream's words for a token that does not belong; they show one byte more than was read. */
export function unexpected({ lexer, start }: Line, expected: string, token: Token): LineError {
  const more = firstByte(lexer.text, lexer.end());
  const [found, line] = [lexer.start(), start].map((from) => quote(lexer.text.slice(from, lexer.end()) + more));
  return lineError(`${expected}, got ${found} ("${token}") while parsing: ${line}`);
}

/** The line so far, quoted. */
export const lineSoFar = ({ lexer, start }: Line): string => quote(lexer.text.slice(start, lexer.end()));

/** The first byte that the character at a place has in UTF-8. */
const firstByte = (text: string, at: number): string => bytesAt(text, at)[0] ?? "";

/** The text without its first byte; of a character cut in two, the rest stays as bytes. */
export const withoutFirstByte = (text: string): string =>
  bytesAt(text, 0).slice(1).join("") + text.slice(String.fromCodePoint(text.codePointAt(0) ?? 0).length);

/** The bytes of one character in UTF-8, each as a text: itself, or one of U+DC80–U+DCFF. */
function bytesAt(text: string, at: number): readonly string[] {
  const code = text.codePointAt(at);
  if (code === undefined) return [];
  return utf8OfCode(code).map((byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte));
}

export const tokenText = ({ lexer }: Line): string => lexer.text.slice(lexer.start(), lexer.end());

/** How the labels between braces are read. */
export interface LabelRules {
  /** Those of an exemplar have no metric name among them, and are not kept. */
  readonly isExemplar: boolean;
  /** OpenMetrics wants a comma between labels; the Prometheus format takes them without. */
  readonly needsComma: boolean;
}

/** Reads labels up to the closing brace. Source: prometheus v0.315.0 model/textparse (parseLVals) */
export function readLabels(line: Line, { isExemplar, needsComma }: LabelRules): LineError | undefined {
  const { lexer } = line;
  let token = line.token();
  while (token !== "BCLOSE") {
    if (token !== "LNAME" && token !== "QSTRING") return unexpected(line, "expected label name", token);
    const isQuoted = token === "QSTRING";
    let [start, end] = [lexer.start(), lexer.end()];
    token = line.token();
    if (isQuoted && (token === "COMMA" || token === "BCLOSE")) {
      if (isExemplar) return unexpected(line, "expected label name", token);
      if (line.nameStart !== nowhere) return lineError(`metric name already set while parsing: ${lineSoFar(line)}`);
      [line.nameStart, line.nameEnd] = [start + 1, end - 1];
      if (token === "COMMA") token = line.token();
      continue;
    }
    if (isQuoted) [start, end] = [start + 1, end - 1];
    if (token !== "EQUAL") return unexpected(line, "expected equal", token);
    token = line.token();
    if (token !== "LVALUE") return unexpected(line, "expected label value", token);
    const value = tokenText(line);
    if (!value.isWellFormed()) return lineError(`invalid UTF-8 label value: ${quote(value)}`);
    if (!isExemplar) line.spans.push(start, end, lexer.start() + 1, lexer.end() - 1);
    token = line.token();
    if (token === "COMMA") token = line.token();
    else if (needsComma && token !== "BCLOSE") return unexpected(line, "expected comma or brace close", token);
  }
  return undefined;
}

/** A number from a token's text, or the words about it. */
export function readNumber(line: Line, text: string): number | LineError {
  const parsed = parseGoFloat(text);
  return parsed.kind === "number" ? parsed.value : lineError(`${parsed.because} while parsing: ${lineSoFar(line)}`);
}

/** The labels of the line's series, by name; bounds of buckets and quantiles as OpenMetrics writes them. */
export function labelsOfLine({ lexer, nameStart, nameEnd, spans }: Line, type: MetricType): readonly Label[] {
  const part = (from: number | undefined, to: number | undefined): string => unescaped(lexer.text.slice(from, to));
  const pairs: Label[] = [["__name__", part(nameStart, nameEnd)]];
  for (let at = 0; at < spans.length; at += 4) {
    const name = part(spans[at], spans[at + 1]);
    const value = part(spans[at + 2], spans[at + 3]);
    pairs.push([name, isBound(name, type) ? normalized(value) : value]);
  }
  return pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** What escapes stand for; another backslash is one. */
export const unescaped = (text: string): string =>
  text.includes("\\") ? text.replace(/\\(["\\n])/g, (_, letter) => (letter === "n" ? "\n" : letter)) : text;

const isBound = (name: string, type: MetricType): boolean =>
  (type === "histogram" && name === "le") || (type === "summary" && name === "quantile");

/** Source: prometheus v0.315.0 model/labels (FormatOpenMetricsFloat) */
function normalized(text: string): string {
  const parsed = parseGoFloat(text);
  if (parsed.kind === "invalid") return text;
  const { value } = parsed;
  if (value === 0) return "0.0";
  const printed = formatGoFloat(value);
  return /[e.]/.test(printed) || !Number.isFinite(value) ? printed : `${printed}.0`;
}
