import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type LockedPackage = { readonly optionalDependencies?: Readonly<Record<string, string>> };

const { packages }: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  readFileSync("package-lock.json", "utf8"),
);

/** npm leaves out what its registry did not serve when the lock was written, and then `npm ci` refuses the lock. */
test("the lock names the optional packages of every platform", () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isReachable(name, place)),
  );
  expect(missing).toEqual([]);
});

/** Looks as Node does: in the package's own folder, then in those around it. */
function isReachable(name: string, place: string): boolean {
  const folder = place === "" ? "" : `${place}/`;
  if (`${folder}node_modules/${name}` in packages) return true;
  return place !== "" && isReachable(name, place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/"))));
}
