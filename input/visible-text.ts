/**
 * Text with every control, formatting and unpaired character written out: `\n`, `\x1b`, `\u{202e}`.
 *
 * What a user's file holds reaches a terminal only through this, so that no file can move the cursor or turn text round.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, writtenOut);
}

/** The text in double quotes, made visible, and cut where it is long. */
export function quote(text: string): string {
  const shown = text.length > quotedLengthMax ? `${text.slice(0, quotedLengthMax)}…` : text;
  return `"${visible(shown)}"`;
}

const quotedLengthMax = 80;

const shortForms: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function writtenOut(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return shortForms.get(character) ?? (code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u{${code}}`);
}
