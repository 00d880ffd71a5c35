import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { byCodeUnit } from "../../sim/kubernetes/object.ts";
import { nearestName } from "../nearest-name.ts";
import { shownPath } from "./shown-path.ts";

/** Names in a folder, sorted; empty when there is no such folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort(byCodeUnit);
  } catch {
    return [];
  }
}

/** What kubectl takes from a folder. Source: cli-runtime v0.36.3 pkg/resource/builder.go FileExtensions. */
export const isManifestName = (name: string): boolean => /\.(?:json|yaml|yml)$/.test(name);

/** What there is instead of a file that was looked for: a hint. */
export function filesLike(path: string, folder: string): string {
  const near = nearestName(basename(path), namesIn(folder));
  return near === undefined ? contentsOf(folder) : `Did you mean ${shownPath(join(folder, near))}?`;
}

/** What a folder holds: a hint. */
export function contentsOf(folder: string): string {
  const names = namesIn(folder);
  if (names.length === 0) return `There is no folder ${shownPath(folder)}, or it is empty.`;
  const rest = names.length > namesShown ? `, and ${names.length - namesShown} more` : "";
  return `${shownPath(folder)} holds ${names.slice(0, namesShown).join(", ")}${rest}.`;
}

const namesShown = 10;
