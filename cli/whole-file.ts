import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { getSystemErrorMessage } from "node:util";
import { InputError } from "../input/input-error.ts";

/** A file to be written. */
export type WholeFile = { readonly path: string; readonly text: string };

/**
 * Writes a file so that it is there whole or not at all: beside its place first, then moved there.
 *
 * Folders on the way are made. An InputError says why it cannot be written.
 */
export function writeWhole({ path, text }: WholeFile): void {
  const folder = dirname(path);
  // Other processes may write the same file, some of them with the same id on another machine.
  const draft = join(folder, `.${basename(path)}.${randomUUID()}.draft`);
  try {
    makeFolder(folder);
    try {
      writeFileSync(draft, text, { flag: "wx" });
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
  } catch (error) {
    throw new InputError([{ file: path, message: `the file cannot be written: ${reasonOf(error)}` }]);
  }
}

/** Makes a folder and those it lies in, one by one: `mkdirSync` with `recursive` never ends where a file system like /proc refuses. */
function makeFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it in between.
    if (!(existsSync(folder) && statSync(folder).isDirectory())) throw error;
  }
}

/** What the system said, without the call that it said it to. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isInTheWay = "code" in error && (error.code === "EEXIST" || error.code === "ENOTDIR");
  if (isInTheWay) return "there is a file where a folder of its path should be";
  return "errno" in error && typeof error.errno === "number" ? getSystemErrorMessage(error.errno) : error.message;
}
