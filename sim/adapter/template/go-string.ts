const simpleEscapes: Readonly<Record<string, string>> = {
  ...{ a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" },
  ...{ "\\": "\\", '"': '"' },
};

/** The value of a string literal of Go; undefined for escapes of single bytes, which a text here has no place for. */
export function parseGoString(literal: string): string | undefined {
  const inside = literal.slice(1, -1);
  if (literal.startsWith("`")) return inside;
  if (/\\(?![abfnrtv\\"]|u[\da-fA-F]{4}|U[\da-fA-F]{8})/.test(inside.replace(/\\\\/g, ""))) return undefined;
  return inside.replace(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g,
    (_, short?: string, long?: string, one = "") => {
      const code = short ?? long;
      return code === undefined ? (simpleEscapes[one] ?? one) : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
}
