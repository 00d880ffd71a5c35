import { statSync } from "node:fs";

/** What lies at a path, links followed; `undefined` for nothing, or for what may not be looked at. */
export function entryAt(path: string): "file" | "folder" | "other" | undefined {
  try {
    const status = statSync(path);
    return status.isFile() ? "file" : status.isDirectory() ? "folder" : "other";
  } catch {
    return undefined;
  }
}
