/** Whether two plain values (records, arrays, maps, text, numbers) say the same, in whatever order their keys stand. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (a instanceof Map) {
    return (
      b instanceof Map && a.size === b.size && [...a].every(([key, item]) => b.has(key) && sameValue(item, b.get(key)))
    );
  }
  if (Array.isArray(b) || b instanceof Map) return false;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  // An absent field and an undefined one are the same in the API.
  return [...new Set([...left.keys(), ...right.keys()])].every((key) => sameValue(left.get(key), right.get(key)));
}
