import { isAbsolute, relative, sep } from "node:path";

/** A path as people see it: relative to the working folder, with forward slashes. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  const shown = fromHere === "" ? "." : isAbsolute(fromHere) ? path : fromHere;
  return shown.split(sep).join("/");
}
