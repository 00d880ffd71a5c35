const isAlphanumeric = (character: string): boolean => /^[A-Za-z0-9_]$/.test(character);

/** What the lexer finds at the start of a text. */
export interface Scan {
  readonly length: number;
  readonly isValid: boolean;
}

/** How far a number reaches, and whether it may end there. */
export function numberLength(text: string): Scan {
  const isHexadecimal = /^0[xX]/.test(text);
  // Looking for `0x` takes a zero, after which a dot may come that counts for nothing.
  const prefix = /^(?:0[xX]_?|0)?/.exec(text)?.[0].length ?? 0;
  const digit = isHexadecimal ? /[0-9a-fA-F]/ : /[0-9]/;
  const end = text.length;
  let [hasDot, hasExponent] = [false, false];
  let at = prefix;
  if (text[at] === ".") at++;
  if (at < end && digit.test(text[at]!)) at++;
  while (at < end && (digit.test(text[at]!) || /[._eE]/.test(text[at]!))) {
    const character = text[at]!;
    if (digit.test(character)) {
      at++;
    } else if (character === ".") {
      at++;
      if (hasDot) return { length: at, isValid: false };
      hasDot = true;
      if (at < end && /[_.]/.test(text[at]!)) return { length: at + 1, isValid: false };
      if (isHexadecimal) return { length: at, isValid: false };
    } else if (character === "_") {
      at++;
      if (at < end && /[._eE]/.test(text[at]!)) return { length: at + 1, isValid: false };
      if (at >= end) return { length: at, isValid: false };
    } else {
      at++;
      if (hasExponent) return { length: at, isValid: false };
      hasExponent = true;
      if (at < end && /[+-]/.test(text[at]!)) at++;
      if (at < end && /[._eE]/.test(text[at]!)) return { length: at + 1, isValid: false };
      if (at >= end) return { length: at, isValid: false };
    }
  }
  return { length: at, isValid: at > 0 && (at >= end || !isAlphanumeric(text[at]!)) };
}

/** How far a duration reaches whose first number has been read. */
export function durationLength(text: string, from: number): Scan {
  let at = from;
  const accept = (pattern: RegExp): boolean => {
    const isAccepted = at < text.length && pattern.test(text[at]!);
    if (isAccepted) at++;
    return isAccepted;
  };
  if (!accept(/[smhdwy]/)) return { length: at, isValid: false };
  accept(/s/);
  while (accept(/[0-9]/)) {
    while (accept(/[0-9]/));
    if (!accept(/[smhdw]/)) return { length: at, isValid: false };
    accept(/s/);
  }
  if (at < text.length && isAlphanumeric(text[at]!)) return { length: at + 1, isValid: false };
  return { length: at, isValid: true };
}
