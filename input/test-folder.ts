import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { shownPath } from "./files/shown-path.ts";
import { formatProblem, InputError } from "./input-error.ts";

/** A folder with files of a test; below the working folder, where git does not look. */
export type TestFolder = {
  /** Absolute. */
  readonly path: string;
  /** A text with the folder's own path left out: `web.yaml:3:1: …`. */
  readonly shown: (text: string) => string;
  readonly link: (name: string, target: string) => void;
  readonly remove: () => void;
};

/** Writes some files, by their path in the folder. */
export function createTestFolder(files: Readonly<Record<string, string | Uint8Array>>): TestFolder {
  mkdirSync("kubewind-out", { recursive: true });
  const path = mkdtempSync(resolve("kubewind-out", "test-"));
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    path,
    shown: (text) =>
      text
        .replaceAll(`${path}/`, "")
        .replaceAll(`${shownPath(path)}/`, "")
        .replaceAll(shownPath(path), "."),
    link: (name, target) => symlinkSync(target, join(path, name)),
    remove: () => rmSync(path, { recursive: true }),
  };
}

/** The problems of the InputError that something throws, as people read them; empty when it throws none. */
export function problemsOf(run: () => unknown): string {
  try {
    run();
    return "";
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(formatProblem).join("\n");
    throw error;
  }
}
