/** How a text is to be written, if it may. */
export type ScalarStyle = "plain" | "double-quoted" | "literal";

/** Where and how a text is written. */
export type ScalarAt = {
  readonly style: ScalarStyle;
  /** Of the lines after the first. */
  readonly indent: number;
  /** How much of the first line is written already. */
  readonly column: number;
  /** A key is never broken into lines. */
  readonly isKey: boolean;
};

/** Lines are broken at the first space behind this column. */
const widthMax = 80;

/**
 * A text in the wanted style, or in the next one that can hold it.
 *
 * Source: gopkg.in/yaml.v2 v2.4.0 emitterc.go (analyze_scalar, select_scalar_style, write_…)
 */
export function printScalar(text: string, at: ScalarAt): string {
  const allowed = analyse(text);
  const isMultiline = breaks.test(text);
  const wanted = at.isKey && isMultiline ? "double-quoted" : at.style;
  if (wanted === "literal" && allowed.block && !at.isKey) return literal(text, at.indent);
  if (wanted === "plain" && allowed.plain && !(text === "" && at.isKey)) return plain(text, at);
  if (wanted === "plain" && allowed.singleQuoted) return singleQuoted(text, at);
  return doubleQuoted(text, at);
}

type Allowed = { readonly plain: boolean; readonly singleQuoted: boolean; readonly block: boolean };

const breaks = /[\n\r\u0085\u2028\u2029]/;
const indicatorAtStart = /^[#,[\]{}&*!|>'"%@`]|^---|^\.\.\.|^[-?:](?=[ \t\n\r\u0085\u2028\u2029]|$)/;
const indicatorInside = /(?<=.):(?=[ \t\n\r\u0085\u2028\u2029]|$)|(?<=[ \t\n\r\u0085\u2028\u2029])#/s;

function analyse(text: string): Allowed {
  if (text === "") return { plain: true, singleQuoted: true, block: false };
  const isSpecial = [...text].some((character) => !isPrintable(character));
  const hasSpaceBeforeBreak = / [\n\r\u0085\u2028\u2029]/.test(text);
  const hasSpaceBehindBreak = /[\n\r\u0085\u2028\u2029] /.test(text);
  const isEdged = /^[ \n\r\u0085\u2028\u2029]|[ \n\r\u0085\u2028\u2029]$/.test(text);
  const isOdd = isSpecial || hasSpaceBeforeBreak;
  const hasIndicator = indicatorAtStart.test(text) || indicatorInside.test(text);
  return {
    plain: !(isOdd || isEdged || breaks.test(text) || hasIndicator),
    singleQuoted: !(isOdd || hasSpaceBehindBreak),
    block: !(isOdd || text.endsWith(" ")),
  };
}

/** A tab is not, a line break is. */
function isPrintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x0a || (code >= 0x20 && code <= 0x7e)) return true;
  if (code < 0xa0 || code === 0xfeff || (code >= 0xd800 && code < 0xe000)) return false;
  return code <= 0xfffd;
}

const lineOf = (indent: number): string => `\n${" ".repeat(indent)}`;

function plain(text: string, { indent, column, isKey }: ScalarAt): string {
  return isKey ? text : folded([...text], { indent, column, canBreak: (at) => at + 1 < text.length });
}

function singleQuoted(text: string, { indent, column, isKey }: ScalarAt): string {
  const doubled = [...text].map((character) => (character === "'" ? "''" : character));
  if (isKey) return `'${doubled.join("")}'`;
  const canBreak = (at: number): boolean => at > 0 && at < doubled.length - 1;
  return `'${folded(doubled, { indent, column: column + 1, canBreak })}'`;
}

type Folding = {
  readonly indent: number;
  readonly column: number;
  readonly canBreak: (at: number) => boolean;
  /** What stands at the beginning of a broken line where a space follows. */
  readonly beforeSpace?: string;
};

/** Breaks lines at single spaces behind the width. */
function folded(parts: readonly string[], { indent, column: start, canBreak, beforeSpace }: Folding): string {
  let text = "";
  let column = start;
  let spaces = false;
  parts.forEach((part, at) => {
    const nextIsSpace = parts[at + 1] === " ";
    if (part === " " && !spaces && column > widthMax && canBreak(at) && (!nextIsSpace || beforeSpace !== undefined)) {
      text += lineOf(indent) + (nextIsSpace ? beforeSpace : "");
      column = indent + (nextIsSpace ? 1 : 0);
    } else {
      text += part;
      column += [...part].length;
    }
    spaces = part === " ";
  });
  return text;
}

const shortEscapes: Readonly<Record<string, string>> = {
  "\0": "0",
  "\u0007": "a",
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\v": "v",
  "\f": "f",
  "\r": "r",
  "\u001b": "e",
  '"': '"',
  "\\": "\\",
  "\u0085": "N",
  "\u00a0": "_",
  "\u2028": "L",
  "\u2029": "P",
};

function doubleQuoted(text: string, { indent, column, isKey }: ScalarAt): string {
  const parts = [...text].map((character) => {
    const isPlain = isPrintable(character) && !breaks.test(character) && character !== '"' && character !== "\\";
    return isPlain ? character : `\\${shortEscapes[character] ?? longEscape(character)}`;
  });
  if (isKey) return `"${parts.join("")}"`;
  const canBreak = (at: number): boolean => at > 0 && at < parts.length - 1;
  return `"${folded(parts, { indent, column: column + 1, canBreak, beforeSpace: "\\" })}"`;
}

function longEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  if (code <= 0xff) return `x${digits.padStart(2, "0")}`;
  return code <= 0xffff ? `u${digits.padStart(4, "0")}` : `U${digits.padStart(8, "0")}`;
}

function literal(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? "2" : "";
  const chomping = !text.endsWith("\n") ? "-" : text === "\n" || text.endsWith("\n\n") ? "+" : "";
  const lines = text.replace(/\n$/, "").split("\n");
  return `|${hint}${chomping}\n${lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line)).join("\n")}`;
}
