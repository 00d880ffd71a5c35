import { dirname, resolve } from "node:path";
import { collect } from "../fields/read.ts";
import { text } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import { errorAt, type Source } from "../place.ts";
import { entryAt } from "./entry.ts";
import { filesLike } from "./listing.ts";
import { shownPath } from "./shown-path.ts";
import type { Sources } from "./sources.ts";

/** A file with the absolute path at which it lies. */
export type NamedFile = { readonly path: string; readonly source: Source };

/** The files of a scenario that are no manifests: configs of Prometheus and of what stands around it. */
export type ConfigFiles = {
  /** The file that a node names, seen from the scenario's folder. */
  readonly read: (node: Node) => NamedFile;
  /** A file that another one names, by its absolute path. */
  readonly readAt: (path: string) => NamedFile;
  /** The text of a file that may not be meant; empty where there is none that could be read. */
  readonly peekAt: (path: string) => string;
  /** Absolute paths of what has been read. */
  readonly paths: () => readonly string[];
  /** Keeps something that the user should know, once. */
  readonly note: (note: string) => void;
  readonly notes: () => readonly string[];
};

/** `folder` is the absolute path of the scenario's. */
export function createConfigFiles(folder: string, sources: Sources): ConfigFiles {
  const paths = new Set<string>();
  const notes = new Set<string>();
  const readAt = (path: string): NamedFile => {
    paths.add(path);
    return { path, source: sources.read(path) };
  };
  return {
    read: (node) => readAt(pathNamed(node, folder)),
    readAt,
    peekAt: (path) => collect([], () => sources.peek(path).text)?.[0] ?? "",
    paths: () => [...paths],
    note: (note) => notes.add(note),
    notes: () => [...notes],
  };
}

/** The absolute path of the file that a node names. An InputError when nothing lies there. */
export function pathNamed(node: Node, folder: string): string {
  const path = resolve(folder, text(node));
  if (entryAt(path) !== undefined) return path;
  throw errorAt(node.place, `there is no ${shownPath(path)}`, filesLike(path, dirname(path)));
}
