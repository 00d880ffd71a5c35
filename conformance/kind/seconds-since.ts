/** The time since an instant of `Date.now()`, as a person reads it: `12.3 s`. */
export const secondsSince = (began: number): string => `${((Date.now() - began) / 1000).toFixed(1)} s`;
