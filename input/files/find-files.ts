import { globSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { byCodeUnit } from "../../sim/kubernetes/object.ts";
import { InputError } from "../input-error.ts";
import { entryAt } from "./entry.ts";
import { contentsOf, filesLike, isManifestName, namesIn } from "./listing.ts";
import { shownPath } from "./shown-path.ts";

/** Why a pattern gives no files. */
type NoFiles = { readonly message: string; readonly hint: string };

export type FoundFiles =
  | {
      readonly ok: true;
      /** Absolute paths. */
      readonly files: readonly string[];
      /** Whether the pattern is the file itself. */
      readonly isNamed: boolean;
    }
  | ({ readonly ok: false } & NoFiles);

/**
 * The files that a pattern stands for, seen from a folder: a file itself, the manifests in a folder (not below it, as
 * `kubectl apply -f` does), or what a glob matches; sorted by code unit.
 *
 * A folder's entry or a glob's match that is a symbolic link out of that folder is an InputError.
 */
export function findFiles(pattern: string, folder: string): FoundFiles {
  const path = resolve(folder, pattern);
  const entry = entryAt(path);
  if (entry === "folder") return findInFolder(path);
  if (entry !== undefined) return { ok: true, files: [path], isNamed: true };
  if (isGlob(pattern)) return findByGlob(pattern, folder);
  return { ok: false, message: `there is no ${shownPath(path)}`, hint: filesLike(path, dirname(path)) };
}

/** The manifests in a folder. */
function findInFolder(folder: string): FoundFiles {
  const files = manifestsIn(folder);
  if (files.length > 0) return { ok: true, files, isNamed: false };
  return { ok: false, message: `${shownPath(folder)} holds no .yaml, .yml or .json file`, hint: contentsOf(folder) };
}

/** Absolute paths of the manifests in a folder, sorted. */
export function manifestsIn(folder: string): readonly string[] {
  const files = namesIn(folder)
    .filter(isManifestName)
    .map((name) => join(folder, name))
    .filter((path) => entryAt(path) !== "folder");
  for (const file of files) refuseWayOut(file, folder);
  return files;
}

/** Whether the text has characters that make it a glob. */
export const isGlob = (text: string): boolean => /[*?[\]{}]/.test(text);

/** What a glob matches, files and folders: absolute paths, sorted. */
export function matchesOf(glob: string, folder: string): readonly string[] {
  const base = resolve(folder, fixedPart(glob));
  const matches = globSync(glob, { cwd: folder }).map((match) => resolve(folder, match));
  for (const match of matches) refuseWayOut(match, base);
  return matches.sort(byCodeUnit);
}

function findByGlob(glob: string, folder: string): FoundFiles {
  const files = matchesOf(glob, folder).filter((path) => entryAt(path) !== "folder");
  if (files.length > 0) return { ok: true, files, isNamed: false };
  const base = resolve(folder, fixedPart(glob));
  return { ok: false, message: `no file matches ${glob}`, hint: contentsOf(base) };
}

/** The folders of a glob before the first one with a wildcard. */
function fixedPart(glob: string): string {
  const parts = glob.split(/[/\\]/);
  const first = parts.findIndex(isGlob);
  const fixed = parts.slice(0, first).join("/");
  return fixed === "" && glob.startsWith("/") ? "/" : fixed;
}

/** A link may not smuggle in what lies elsewhere: only who names a file means that file. */
export function refuseWayOut(path: string, folder: string): void {
  const file = shownPath(path);
  const target = realpath(path);
  if (target === undefined) throw new InputError([{ file, message: "this is a symbolic link to nothing" }]);
  const way = relative(realpath(folder) ?? folder, target);
  if (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return;
  const message = `this is a symbolic link that leads out of ${shownPath(folder)}, to ${target}`;
  throw new InputError([{ file, message, hint: "If it is meant, name the file itself." }]);
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
