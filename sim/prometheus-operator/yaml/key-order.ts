/**
 * Orders the keys of a Go map as its YAML printer does: runs of digits by their number, other characters before letters.
 *
 * Source: gopkg.in/yaml.v2 v2.4.0 sorter.go
 */
export function byKey(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const l = left[at] ?? "";
    const r = right[at] ?? "";
    if (l !== r) return differing(left, right, at);
  }
  return left.length - right.length;
}

function differing(left: readonly string[], right: readonly string[], at: number): number {
  const l = left[at] ?? "";
  const r = right[at] ?? "";
  const byCode = (l.codePointAt(0) ?? 0) - (r.codePointAt(0) ?? 0);
  const isLetterLeft = isLetter(l);
  const isLetterRight = isLetter(r);
  if (isLetterLeft && isLetterRight) return byCode;
  if (isLetterLeft || isLetterRight) return isLetterRight ? -1 : 1;
  // A number goes on where only zeros differ: a digit that stands before makes both of the same size so far.
  const started = (l === "0" || r === "0") && hasNumberBefore(left, at) ? 1n : 0n;
  const numberLeft = numberAt(left, at, started);
  const numberRight = numberAt(right, at, started);
  if (numberLeft.value !== numberRight.value) return numberLeft.value < numberRight.value ? -1 : 1;
  return numberLeft.end === numberRight.end ? byCode : numberLeft.end - numberRight.end;
}

function hasNumberBefore(characters: readonly string[], at: number): boolean {
  for (let before = at - 1; before >= 0 && isDigit(characters[before] ?? ""); before -= 1) {
    if (characters[before] !== "0") return true;
  }
  return false;
}

function numberAt(characters: readonly string[], at: number, started: bigint): { value: bigint; end: number } {
  let value = started;
  let end = at;
  for (; isDigit(characters[end] ?? ""); end += 1) value = value * 10n + BigInt(characters[end] ?? "0");
  return { value: BigInt.asIntN(64, value), end };
}

const isLetter = (character: string): boolean => /^\p{L}$/u.test(character);
const isDigit = (character: string): boolean => /^[0-9]$/.test(character);
