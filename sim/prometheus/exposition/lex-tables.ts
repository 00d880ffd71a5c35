import { type CompiledLexTable, compileLexTable } from "./lexer.ts";

/** Between double quotes, over lines if need be. */
const quoted = '"(?:\\\\[^\\n]|[^\\\\"])*"';
const quotedStart = '"(?:\\\\[^\\n]|[^\\\\"])*\\\\?';
const metricName = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const labelName = "[a-zA-Z_][a-zA-Z0-9_]*";
const blank = "[ \\t]+";

type PrometheusState = "initial" | "name" | "text" | "labels" | "labelValue" | "value" | "timestamp";

/** The Prometheus text format. Source: prometheus v0.315.0 model/textparse/promlex.l */
export const prometheusTable: CompiledLexTable<PrometheusState> = compileLexTable<PrometheusState>({
  initial: [
    ["\\n", "LINEBREAK"],
    [blank, "WHITESPACE"],
    ["#[ \\t]+HELP[ \\t]+", "HELP", "name"],
    ["#[ \\t]+TYPE[ \\t]+", "TYPE", "name"],
    ["#[^\\n]*", "COMMENT"],
    [metricName, "MNAME", "value"],
    ["\\{", "BOPEN", "labels"],
  ],
  name: [
    [blank, "WHITESPACE"],
    [quoted, "MNAME", "text"],
    [metricName, "MNAME", "text"],
    [quotedStart, "INVALID"],
  ],
  text: [
    ["[ \\t]+(?=\\n)", "WHITESPACE"],
    ["[^\\n]*", "TEXT", "initial"],
  ],
  labels: [
    [blank, "WHITESPACE"],
    [labelName, "LNAME"],
    [quoted, "QSTRING"],
    ["\\}", "BCLOSE", "value"],
    ["=", "EQUAL", "labelValue"],
    [",", "COMMA"],
    [quotedStart, "INVALID"],
  ],
  labelValue: [
    [blank, "WHITESPACE"],
    [quoted, "LVALUE", "labels"],
    [quotedStart, "INVALID"],
  ],
  value: [
    [blank, "WHITESPACE"],
    ["\\{", "BOPEN", "labels"],
    ["[^{ \\t\\n]+", "VALUE", "timestamp"],
  ],
  timestamp: [
    [blank, "WHITESPACE"],
    ["\\d+", "TIMESTAMP"],
    ["\\n", "LINEBREAK", "initial"],
  ],
});

/** Between double quotes, on one line. */
const quotedInLine = '"(?:\\\\[^\\n]|[^\\\\"\\n])*"';
const quotedInLineStart = '"(?:\\\\[^\\n]|[^\\\\"\\n])*\\\\?';
const word = " [^ \\n]+";

type ExemplarState = "exemplar" | "exemplarValue" | "exemplarTimestamp";
type OpenMetricsState = PrometheusState | ExemplarState;

/** OpenMetrics 1.0. Source: prometheus v0.315.0 model/textparse/openmetricslex.l */
export const openMetricsTable: CompiledLexTable<OpenMetricsState> = compileLexTable<OpenMetricsState>({
  initial: [
    ["# HELP ", "HELP", "name"],
    ["# TYPE ", "TYPE", "name"],
    ["# UNIT ", "UNIT", "name"],
    ["# EOF\\n?", "EOFWORD"],
    [metricName, "MNAME", "value"],
    ["\\{", "BOPEN", "labels"],
    ["#(?: (?:EO?|H(?:E(?:LP?)?)?|T(?:Y(?:PE?)?)?|U(?:N(?:IT?)?)?)?)?", "INVALID"],
  ],
  name: [
    [quoted, "MNAME", "text"],
    [metricName, "MNAME", "text"],
    [quotedStart, "INVALID"],
  ],
  text: [
    [" [^\\n]*\\n", "TEXT", "initial"],
    [" [^\\n]*", "INVALID"],
  ],
  labels: [
    [labelName, "LNAME"],
    [quoted, "QSTRING"],
    ["\\}", "BCLOSE", "value"],
    ["=", "EQUAL", "labelValue"],
    [",", "COMMA"],
    [quotedStart, "INVALID"],
  ],
  labelValue: [
    [quotedInLine, "LVALUE", "labels"],
    [quotedInLineStart, "INVALID"],
  ],
  value: [
    ["\\{", "BOPEN", "labels"],
    [word, "VALUE", "timestamp"],
    [" ", "INVALID"],
  ],
  timestamp: [
    [" # \\{", "COMMENT", "exemplar"],
    [" # ", "INVALID"],
    [word, "TIMESTAMP"],
    ["\\n", "LINEBREAK", "initial"],
    [" ", "INVALID"],
  ],
  exemplar: [
    [labelName, "LNAME"],
    [quotedInLine, "QSTRING"],
    ["\\}", "BCLOSE", "exemplarValue"],
    ["=", "EQUAL", "exemplarValue"],
    [",", "COMMA"],
    [quotedInLineStart, "INVALID"],
  ],
  exemplarValue: [
    [quotedInLine, "LVALUE", "exemplar"],
    [word, "VALUE", "exemplarTimestamp"],
    [quotedInLineStart, "INVALID"],
    [" ", "INVALID"],
  ],
  exemplarTimestamp: [
    [word, "TIMESTAMP"],
    ["\\n", "LINEBREAK", "initial"],
    [" ", "INVALID"],
  ],
});
