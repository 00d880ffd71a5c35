/**
 * Makes values of things that change in place, each once until one of the parts that it depends on is another one.
 *
 * `partsOf` has as many parts each time.
 */
export function oncePerChange<Thing extends object, Value>(
  partsOf: (thing: Thing) => readonly unknown[],
  make: (thing: Thing) => Value,
): (thing: Thing) => Value {
  const known = new WeakMap<Thing, { readonly parts: readonly unknown[]; readonly value: Value }>();
  return (thing) => {
    const parts = partsOf(thing);
    const before = known.get(thing);
    if (before?.parts.every((part, index) => part === parts[index])) return before.value;
    const value = make(thing);
    known.set(thing, { parts, value });
    return value;
  };
}
