import { formatGoPlain } from "../promql/go-number.ts";
import { quote } from "../promql/syntax/quote.ts";
import type { ExpositionEntry, ExpositionReader, MetricType } from "./entry.ts";
import { openMetricsTable } from "./lex-tables.ts";
import { createLexer, type Token } from "./lexer.ts";
import {
  type Line,
  type LineError,
  labelsOfLine,
  lineError,
  lineSoFar,
  noValue,
  nowhere,
  readLabels,
  readNumber,
  tokenText,
  unescaped,
  unexpected,
} from "./line.ts";
import { helpEntry, readFamilyName, type TypeWords, typeEntry } from "./metadata-line.ts";

/**
 * Reads OpenMetrics 1.0. Exemplars are checked and left out; `_created` is a series like any other.
 *
 * A byte of the body that is no UTF-8 is given as one of U+DC80–U+DCFF. Source: prometheus v0.315.0
 * model/textparse/openmetricsparse.go
 */
export function readOpenMetricsText(body: string): ExpositionReader {
  const lexer = createLexer(body, openMetricsTable);
  const names = { nameStart: nowhere, nameEnd: nowhere, spans: [] };
  const line: Line = { lexer, token: lexer.next, start: 0, ...names, ...noValue };
  let type: MetricType = "unknown";
  return {
    next: () => {
      const entry = readLine(line);
      if (entry.kind === "type") type = entry.type;
      return entry;
    },
    labels: () => labelsOfLine(line, type),
    valueSpan: () => [line.valueStart, line.valueEnd],
  };
}

const typeWords: readonly MetricType[] = [
  ...(["counter", "gauge", "histogram", "gaugehistogram", "summary", "info", "stateset", "unknown"] as const),
];

const types: TypeWords = new Map(typeWords.map((word) => [word, word]));

const noEnd = lineError("data does not end with # EOF");

function readLine(line: Line): ExpositionEntry {
  line.start = line.lexer.end();
  line.nameStart = nowhere;
  line.nameEnd = nowhere;
  line.spans.length = 0;
  const token = line.token();
  switch (token) {
    case "EOFWORD":
      return line.token() === "EOF" ? { kind: "end" } : lineError("unexpected data after # EOF");
    case "EOF":
      return noEnd;
    case "HELP":
    case "TYPE":
    case "UNIT":
      return readMetadata(line, token);
    case "BOPEN": {
      const error = readLabels(line, { isExemplar: false, needsComma: true });
      return error ?? readValue(line, { end: line.lexer.end(), token: line.token() });
    }
    case "MNAME":
      return readSeries(line);
    default:
      return unexpected(line, "expected a valid start token", token);
  }
}

function readMetadata(line: Line, keyword: "HELP" | "TYPE" | "UNIT"): ExpositionEntry {
  const name = readFamilyName(line, keyword);
  if ("because" in name) return name;
  const token = line.token();
  if (token !== "TEXT") return lineError(`expected text in ${keyword}`);
  const metadata = { ...name, text: tokenText(line).slice(1, -1) };
  if (keyword === "TYPE") return typeEntry(metadata, types);
  if (keyword === "HELP") return helpEntry(metadata, unescaped);
  const { family, text } = metadata;
  if (text !== "" && !family.endsWith(`_${text}`)) {
    return lineError(`unit ${quote(text)} not a suffix of metric ${quote(family)}`);
  }
  return { kind: "unit", family, text };
}

function readSeries(line: Line): ExpositionEntry {
  const { lexer } = line;
  line.nameStart = line.start;
  line.nameEnd = lexer.end();
  let end = lexer.end();
  let token = line.token();
  if (token === "BOPEN") {
    const error = readLabels(line, { isExemplar: false, needsComma: true });
    if (error) return error;
    end = lexer.end();
    token = line.token();
  }
  return readValue(line, { end, token });
}

/** The value, timestamp and exemplar after a series that ends at `end`. */
function readValue(line: Line, { end, token }: { readonly end: number; readonly token: Token }): ExpositionEntry {
  if (line.nameStart === nowhere) return lineError(`metric name not set while parsing: ${lineSoFar(line)}`);
  const value = readValueToken(line, token, "metric");
  if (typeof value !== "number") return value;
  line.valueStart = line.lexer.start() + 1;
  line.valueEnd = line.lexer.end();
  const series = line.lexer.text.slice(line.start, end);
  const without: ExpositionEntry = { kind: "series", series, value, timestamp: undefined };
  const after = line.token();
  if (after === "EOF") return noEnd;
  if (after === "COMMENT") return readExemplar(line) ?? without;
  // Anything else is left to the next line, which then does not begin as a line has to.
  if (after !== "TIMESTAMP") return without;
  const timestamp = readTimestamp(line, "invalid timestamp");
  if (typeof timestamp !== "number") return timestamp;
  const last = line.token();
  if (last === "COMMENT") return readExemplar(line) ?? { ...without, timestamp };
  if (last !== "LINEBREAK") return unexpected(line, "expected next entry after timestamp", last);
  return { ...without, timestamp };
}

function readValueToken(line: Line, token: Token, after: string): number | LineError {
  if (token !== "VALUE") return unexpected(line, `expected value after ${after}`, token);
  return readNumber(line, tokenText(line).slice(1));
}

/** Seconds in the text, whole milliseconds here, the rest cut off. */
function readTimestamp(line: Line, wrong: string): number | LineError {
  const seconds = readNumber(line, tokenText(line).slice(1));
  if (typeof seconds !== "number") return seconds;
  if (!Number.isFinite(seconds)) return lineError(`${wrong} ${formatGoPlain(seconds)}`);
  const milliseconds = Math.trunc(seconds * 1000) + 0;
  // What does not fit becomes the smallest int64, as Go compiles the conversion for amd64.
  return Math.abs(milliseconds) < 2 ** 63 ? milliseconds : -(2 ** 63);
}

function readExemplar(line: Line): LineError | undefined {
  const error = readLabels(line, { isExemplar: true, needsComma: true });
  if (error) return error;
  const value = readValueToken(line, line.token(), "exemplar labels");
  if (typeof value !== "number") return value;
  const after = line.token();
  if (after === "EOF") return noEnd;
  if (after === "LINEBREAK") return undefined;
  if (after !== "TIMESTAMP") return unexpected(line, "expected timestamp or comment", after);
  const timestamp = readTimestamp(line, "invalid exemplar timestamp");
  if (typeof timestamp !== "number") return timestamp;
  const last = line.token();
  return last === "LINEBREAK" ? undefined : unexpected(line, "expected next entry after exemplar timestamp", last);
}
