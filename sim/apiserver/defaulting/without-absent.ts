/** The object without the members that are `undefined`. */
export function withoutAbsent<Value extends object>(
  members: { readonly [Key in keyof Value]: Value[Key] | undefined },
): Value {
  // What is left has each member that Value may have, and none that is undefined.
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as Value;
}
