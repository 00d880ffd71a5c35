/**
 * Order of texts in which numbers inside them count as numbers.
 *
 * Source: github.com/facette/natsort, which `sort_by_label` uses
 */
export function naturalOrder(first: string, second: string): number {
  if (first === second) return 0;
  return comesFirst(first.match(/\d+|\D+/g) ?? [], second.match(/\d+|\D+/g) ?? []) ? -1 : 1;
}

function comesFirst(a: readonly string[], b: readonly string[]): boolean {
  for (let at = 0; at < a.length; at++) {
    if (at >= b.length) return false;
    const [left, right] = [a[at]!, b[at]!];
    const areNumbers = /^\d/.test(left) && /^\d/.test(right);
    const isEqual = areNumbers ? Number(left) === Number(right) : left === right;
    if (!isEqual) return areNumbers ? Number(left) < Number(right) : left < right;
    if (at === a.length - 1) return true;
    if (at === b.length - 1) return false;
  }
  return false;
}
