import { styleText } from "node:util";
import type { Terminal } from "../reports/terminal.ts";

/** Widest that lines get: beyond it the eye loses its place. */
const widthMax = 140;

/** The terminal behind standard output; plain text without colours where there is none, or where NO_COLOR asks for that. */
export function standardTerminal(): Terminal {
  const { stdout } = process;
  const width = Math.min(stdout.columns ?? 100, widthMax);
  return { width, style: (format, text) => styleText(format, text, { stream: stdout, validateStream: true }) };
}
