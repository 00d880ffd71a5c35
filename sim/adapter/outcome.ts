/** A value, or the text of upstream's error. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: string };

export const found = <Value>(value: Value): Outcome<Value> => ({ ok: true, value });

export const failed = (error: string): Outcome<never> => ({ ok: false, error });
