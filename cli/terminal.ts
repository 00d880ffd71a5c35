import { styleText } from "node:util";
import type { Terminal } from "../reports/terminal.ts";

/** What of a terminal matters to a report, as plain data: another thread may write for it. */
export type Look = { readonly width: number; readonly hasColours: boolean };

/** Narrower than this, words would be cut. */
const widthMin = 40;
/** Beyond this the eye loses its place. */
const widthMax = 140;
/** Where there is no terminal, or one that does not say. */
const widthElsewhere = 100;

/** How standard output looks: no colours where it is no terminal, or where NO_COLOR or a dumb terminal asks for that. */
export function standardLook(): Look {
  const { stdout } = process;
  const width = Math.min(Math.max(stdout.columns || widthElsewhere, widthMin), widthMax);
  return { width, hasColours: styleText("bold", "a", { stream: stdout, validateStream: true }) !== "a" };
}

export const terminalOf = ({ width, hasColours }: Look): Terminal => ({
  width,
  style: hasColours ? (format, text) => styleText(format, text, { validateStream: false }) : (_format, text) => text,
});
