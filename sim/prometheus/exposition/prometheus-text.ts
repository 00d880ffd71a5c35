import { quote } from "../promql/syntax/quote.ts";
import type { ExpositionEntry, ExpositionReader, MetricType } from "./entry.ts";
import { prometheusTable } from "./lex-tables.ts";
import { createLexer, type Lexer, type Token } from "./lexer.ts";
import {
  type Line,
  labelsOfLine,
  lineError,
  lineSoFar,
  noValue,
  nowhere,
  readLabels,
  readNumber,
  tokenText,
  unexpected,
  withoutFirstByte,
} from "./line.ts";
import { helpEntry, readFamilyName, type TypeWords, typeEntry } from "./metadata-line.ts";

/**
 * Reads the Prometheus text format 0.0.4, and 1.0.0 with names in quotes.
 *
 * A byte of the body that is no UTF-8 is given as one of U+DC80–U+DCFF. Source: prometheus v0.315.0 model/textparse/promparse.go
 */
export function readPrometheusText(body: string): ExpositionReader {
  const lexer = createLexer(`${body}\n`, prometheusTable);
  const token = (): Token => nextFilled(lexer);
  const names = { nameStart: nowhere, nameEnd: nowhere, spans: [] };
  const line: Line = { lexer, token, start: 0, ...names, ...noValue };
  // A type holds for all lines up to the next one, whatever their names.
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

function nextFilled(lexer: Lexer): Token {
  let token = lexer.next();
  while (token === "WHITESPACE") token = lexer.next();
  return token;
}

const types: TypeWords = new Map<string, MetricType>([
  ["counter", "counter"],
  ["gauge", "gauge"],
  ["histogram", "histogram"],
  ["summary", "summary"],
  ["untyped", "unknown"],
]);

function readLine(line: Line): ExpositionEntry {
  const token = beginLine(line);
  switch (token) {
    case "EOF":
      return { kind: "end" };
    case "HELP":
    case "TYPE":
      return readMetadata(line, token);
    case "COMMENT": {
      const after = line.token();
      return after === "LINEBREAK" ? { kind: "comment" } : unexpected(line, "linebreak expected after comment", after);
    }
    case "BOPEN": {
      const error = readLabels(line, { isExemplar: false, needsComma: false });
      return error ?? readValue(line, { end: line.lexer.end(), token: line.token() });
    }
    case "MNAME":
      return readSeries(line);
    default:
      return unexpected(line, "expected a valid start token", token);
  }
}

/** The first token of the next line that is not empty. */
function beginLine(line: Line): Token {
  for (;;) {
    line.start = line.lexer.end();
    line.nameStart = nowhere;
    line.nameEnd = nowhere;
    line.spans.length = 0;
    const token = line.token();
    if (token !== "LINEBREAK") return token;
  }
}

function readMetadata(line: Line, keyword: "HELP" | "TYPE"): ExpositionEntry {
  const name = readFamilyName(line, keyword);
  if ("because" in name) return name;
  const token = line.token();
  if (token !== "TEXT") return lineError(`expected text in ${keyword}, got ${token}`);
  // Upstream takes the first byte for the blank after the name.
  const metadata = { ...name, text: withoutFirstByte(tokenText(line)) };
  const entry = keyword === "TYPE" ? typeEntry(metadata, types) : helpEntry(metadata, unescapedHelp);
  if (entry.kind === "invalid") return entry;
  const after = line.token();
  return after === "LINEBREAK" ? entry : unexpected(line, "linebreak expected after metadata", after);
}

const unescapedHelp = (text: string): string =>
  text.includes("\\") ? text.replace(/\\([\\n])/g, (_, letter) => (letter === "n" ? "\n" : letter)) : text;

function readSeries(line: Line): ExpositionEntry {
  const { lexer } = line;
  // Blanks before a name become part of it, as upstream has it.
  line.nameStart = line.start;
  line.nameEnd = lexer.end();
  let end = lexer.end();
  let token = line.token();
  if (token === "BOPEN") {
    const error = readLabels(line, { isExemplar: false, needsComma: false });
    if (error) return error;
    end = lexer.end();
    token = line.token();
  }
  return readValue(line, { end, token });
}

/** The value and the timestamp after a series that ends at `end`. */
function readValue(line: Line, { end, token }: { readonly end: number; readonly token: Token }): ExpositionEntry {
  if (line.nameStart === nowhere) return lineError(`metric name not set while parsing: ${lineSoFar(line)}`);
  if (token !== "VALUE") return unexpected(line, "expected value after metric", token);
  const value = readNumber(line, tokenText(line));
  if (typeof value !== "number") return value;
  line.valueStart = line.lexer.start();
  line.valueEnd = line.lexer.end();
  const series = line.lexer.text.slice(line.start, end);
  const after = line.token();
  if (after === "LINEBREAK") return { kind: "series", series, value, timestamp: undefined };
  if (after !== "TIMESTAMP") return unexpected(line, "expected timestamp or new record", after);
  const timestamp = tokenText(line);
  if (timestamp.length > 18 && BigInt(timestamp) > maxInt64) {
    return lineError(
      `strconv.ParseInt: parsing ${quote(timestamp)}: value out of range while parsing: ${lineSoFar(line)}`,
    );
  }
  const last = line.token();
  if (last !== "LINEBREAK") return unexpected(line, "expected next entry after timestamp", last);
  return { kind: "series", series, value, timestamp: Number(timestamp) };
}

const maxInt64 = 9223372036854775807n;
