/** An entry of a field table, seen from one minor. */
type Entry = {
  readonly field: string;
  readonly isIn: boolean;
  /** What follows the minors. */
  readonly rest: string;
};

/**
 * Reads `name`, `name 16-`, `name -15` or `name 16-19`, with or without more text behind it.
 *
 * Without minors the field is in all of them.
 */
export function inMinors(entry: string, minor: number): Entry {
  const match = /^(\S+)(?: (\d*)-(\d*)(?= |$))?(?: (.+))?$/.exec(entry);
  const [, field = "", first, last, rest = ""] = match ?? [];
  return { field, isIn: minor >= Number(first || 0) && minor <= Number(last || minor), rest };
}
