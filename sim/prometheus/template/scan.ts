/** A token of a template; `space` stands for any white space between operands. */
export interface TemplateToken {
  readonly kind:
    | "text"
    | "open"
    | "close"
    | "space"
    | "identifier"
    | "field"
    | "variable"
    | "dot"
    | "number"
    | "string"
    | "character"
    | "pipe"
    | "declare"
    | "assign"
    | "left-paren"
    | "right-paren"
    | "error"
    | "end";
  /** As written; for an error what is wrong. */
  readonly text: string;
  readonly at: number;
  /** From 1. */
  readonly line: number;
}

type Kind = TemplateToken["kind"];

interface Scan {
  readonly text: string;
  readonly tokens: TemplateToken[];
  at: number;
}

const whiteSpace = " \t\r\n";

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** The tokens of a template; the last one is an error or the end. Source: go1.26 text/template/parse/lex.go */
export function scanTemplate(text: string): readonly TemplateToken[] {
  const scan: Scan = { text, tokens: [], at: 0 };
  while (scan.tokens.at(-1)?.kind !== "error") {
    const open = text.indexOf("{{", scan.at);
    const end = open === -1 ? text.length : open;
    const trims = open !== -1 && hasTrimMarkerAfter(text, open + 2);
    const plain = text.slice(scan.at, end);
    const kept = trims ? plain.replace(/[ \t\r\n]+$/, "") : plain;
    if (kept !== "") push(scan, "text", { from: scan.at, text: kept });
    if (open === -1) {
      push(scan, "end", { from: text.length, text: "EOF" });
      break;
    }
    scan.at = open;
    const inner = open + 2 + (trims ? 1 : 0);
    if (text.startsWith("/*", trims ? inner + 1 : inner)) skipComment(scan, trims ? inner + 1 : inner);
    else scanAction(scan, inner);
  }
  return scan.tokens;
}

const hasTrimMarkerAfter = (text: string, at: number): boolean =>
  text[at] === "-" && whiteSpace.includes(text[at + 1] ?? "x");

function push(scan: Scan, kind: Kind, { from, text }: { readonly from: number; readonly text: string }): void {
  scan.tokens.push({ kind, text, at: from, line: lineAt(scan.text, from) });
}

const fail = (scan: Scan, from: number, because: string): void => push(scan, "error", { from, text: because });

/** How long the closing delimiter at a place is, and where the text goes on; undefined when none is there. */
function closing(text: string, at: number): { readonly trims: boolean; readonly next: number } | undefined {
  const trims = whiteSpace.includes(text[at] ?? "x") && text.startsWith("-}}", at + 1);
  if (!trims && !text.startsWith("}}", at)) return undefined;
  let next = at + (trims ? 4 : 2);
  while (trims && whiteSpace.includes(text[next] ?? "x")) next++;
  return { trims, next };
}

function skipComment(scan: Scan, from: number): void {
  const end = scan.text.indexOf("*/", from + 2);
  const close = end === -1 ? undefined : closing(scan.text, end + 2);
  if (close !== undefined) scan.at = close.next;
  else fail(scan, from, end === -1 ? "unclosed comment" : "comment ends before closing delimiter");
}

function scanAction(scan: Scan, from: number): void {
  const { text } = scan;
  push(scan, "open", { from: scan.at, text: "{{" });
  scan.at = from;
  let depth = 0;
  while (scan.tokens.at(-1)?.kind !== "error") {
    const close = closing(text, scan.at);
    if (close !== undefined && depth === 0) {
      push(scan, "close", { from: close.trims ? scan.at + 2 : scan.at, text: "}}" });
      scan.at = close.next;
      return;
    }
    if (close !== undefined) fail(scan, scan.at, "unclosed left paren");
    else if (scan.at >= text.length) fail(scan, text.length, "unclosed action");
    else scanOne(scan);
    const last = scan.tokens.at(-1);
    if (last?.kind === "left-paren") depth++;
    if (last?.kind !== "right-paren" || --depth >= 0) continue;
    scan.tokens.pop();
    fail(scan, last.at, "unexpected right paren");
  }
}

const singles: Readonly<Record<string, Exclude<Kind, "error">>> = {
  "=": "assign",
  "|": "pipe",
  "(": "left-paren",
  ")": "right-paren",
};

const patterns: readonly (readonly [Exclude<Kind, "error">, RegExp])[] = [
  ["string", /"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`|'(?:[^'\\\n]|\\[^\n])*'/y],
  ["declare", /:=/y],
  ["number", /[+-]?(?:0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y],
  ["variable", /\$[\p{L}\p{N}_]*/uy],
  ["field", /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ["dot", /\./y],
  ["identifier", /[\p{L}_][\p{L}\p{N}_]*/uy],
];

function scanOne(scan: Scan): void {
  const found = recognised(scan.text, scan.at);
  if (found.kind === "error") fail(scan, scan.at, found.because);
  else take(scan, found.kind, found.end);
}

/** The token at a place, or what is wrong there. */
type Recognised =
  | { readonly kind: Exclude<Kind, "error">; readonly end: number }
  | { readonly kind: "error"; readonly because: string };

function recognised(text: string, at: number): Recognised {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (whiteSpace.includes(character)) {
    let end = at + 1;
    while (whiteSpace.includes(text[end] ?? "x") && closing(text, end) === undefined) end++;
    return { kind: "space", end };
  }
  const single = singles[character];
  if (single !== undefined) return { kind: single, end: at + 1 };
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const end = at + found.length;
    const because = wrongAfter(text, kind, { at, end });
    return because === undefined ? { kind, end } : { kind: "error", because };
  }
  const because = unfinished[character];
  if (because !== undefined) return { kind: "error", because };
  if (/^[!-~]$/.test(character)) return { kind: "character", end: at + 1 };
  return { kind: "error", because: `unrecognized character in action: ${codePointText(character)}` };
}

const unfinished: Readonly<Record<string, string>> = {
  '"': "unterminated quoted string",
  "`": "unterminated raw quoted string",
  "'": "unterminated character constant",
  ":": "expected :=",
};

/** What is wrong with a word that ends where neither a space nor an operator stands; undefined for nothing. */
function wrongAfter(
  text: string,
  kind: Kind,
  { at, end }: { readonly at: number; readonly end: number },
): string | undefined {
  const next = String.fromCodePoint(text.codePointAt(end) ?? 32);
  if (kind === "number" && /[\p{L}\p{N}_]/u.test(next)) {
    return `bad number syntax: ${JSON.stringify(text.slice(at, end + next.length))}`;
  }
  if (kind !== "identifier" && kind !== "field" && kind !== "variable") return undefined;
  if (end >= text.length || /^[ \t\r\n.,|:()]$/.test(next) || text.startsWith("}}", end)) return undefined;
  return `bad character ${codePointText(next)}`;
}

const codePointText = (character: string): string => {
  const hexadecimal = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `U+${hexadecimal} '${character}'`;
};

function take(scan: Scan, kind: Kind, end: number): void {
  push(scan, kind, { from: scan.at, text: scan.text.slice(scan.at, end) });
  scan.at = end;
}
