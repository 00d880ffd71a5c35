import { parseGoFloat } from "./go-parse-float.ts";

/** An exposition without its values: a body that differs from another in values alone has the same template. */
export interface ValueTemplate {
  /** The text before each value, and at last what follows them. */
  readonly literals: readonly string[];
}

/** Takes note of where the values of a body stand. */
export interface TemplateBuilder {
  readonly add: (span: readonly [start: number, end: number]) => void;
  /** Undefined when something but the end of the line follows a value: a timestamp, an exemplar. */
  readonly template: () => ValueTemplate | undefined;
}

/** A builder for the template of a body, which is to be told all values in order. */
export function templateBuilder(body: string): TemplateBuilder {
  const literals: string[] = [];
  let at = 0;
  let isPlain = true;
  return {
    add: ([start, end]) => {
      literals.push(body.slice(at, start));
      at = end;
      isPlain &&= end === body.length || body[end] === "\n";
    },
    template: () => (isPlain ? { literals: [...literals, body.slice(at)] } : undefined),
  };
}

/**
 * Reads the values of a body that has this template, one for each; false for another body.
 *
 * A value is a word of its own at the end of a line, so it changes nothing in how the text around it is read.
 */
export function readValues({ literals }: ValueTemplate, body: string, values: Float64Array): boolean {
  const last = literals.length - 1;
  let at = 0;
  for (let place = 0; place < last; place++) {
    const literal = literals[place]!;
    // V8 compares whole texts several times as fast as it looks for one inside another.
    if (body.slice(at, at + literal.length) !== literal) return false;
    at += literal.length;
    const lineEnd = body.indexOf("\n", at);
    const end = lineEnd < 0 ? body.length : lineEnd;
    const value = plainDecimal(body, at, end) ?? otherNumber(body.slice(at, end));
    if (value === undefined) return false;
    values[place] = value;
    at = end;
  }
  return body.slice(at) === literals[last];
}

function otherNumber(text: string): number | undefined {
  const parsed = parseGoFloat(text);
  return parsed.kind === "number" ? parsed.value : undefined;
}

/** With so many digits, a number and the power of ten that divides it are exact, so that their quotient is rounded once. */
const digitsMax = 15;
const powersOfTen = Float64Array.from({ length: digitsMax + 1 }, (_, exponent) => Number(`1e${exponent}`));

/** The value of `12` or `1.25`; undefined for what is longer or written otherwise. */
function plainDecimal(text: string, start: number, end: number): number | undefined {
  let digits = 0;
  let value = 0;
  let point = -1;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (digit === -2 && point < 0) point = at;
    else return undefined;
  }
  if (digits === 0 || digits > digitsMax) return undefined;
  return point < 0 ? value : value / powersOfTen[end - 1 - point]!;
}
