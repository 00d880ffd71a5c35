import type { Source } from "../place.ts";
import { readStandardInput, readTextFile } from "./text-file.ts";

/** Reads the files of a run, and remembers which. */
export type Sources = {
  /** `-` is standard input, anything else an absolute path. */
  readonly read: (path: string) => Source;
  /** Reads without remembering. */
  readonly peek: (path: string) => Source;
  /** What has been read, in order, each once; relative to the working folder. */
  readonly files: () => readonly string[];
};

export const standardInput = "-";

/** Each file is read once. `fromStandardInput` stands in for the process's own standard input. */
export function createSources(fromStandardInput: (() => string) | undefined): Sources {
  const sources = new Map<string, Source>();
  return {
    read: (path) => {
      const known = sources.get(path);
      if (known) return known;
      const source = path === standardInput ? readStandardInput(fromStandardInput) : readTextFile(path);
      sources.set(path, source);
      return source;
    },
    peek: (path) => sources.get(path) ?? readTextFile(path),
    files: () => [...sources.values()].map(({ file }) => file),
  };
}
