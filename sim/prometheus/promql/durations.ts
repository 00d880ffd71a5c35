/** A duration in milliseconds, or why it is none. */
export type ParsedDuration =
  | { readonly kind: "milliseconds"; readonly milliseconds: number }
  | { readonly kind: "invalid"; readonly because: string };

const unitMilliseconds: Readonly<Record<string, number>> = {
  y: 365 * 86_400_000,
  w: 7 * 86_400_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

/** Nanoseconds fit 64 bits upstream. */
const millisecondsMax = Math.floor(2 ** 63 / 1e6);

const units = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * Reads `1h30m`: units in falling order, each once, whole numbers; `0` needs none.
 *
 * Source: prometheus/common model/time.go (ParseDuration)
 */
export function parseDuration(text: string): ParsedDuration {
  if (text === "0") return { kind: "milliseconds", milliseconds: 0 };
  if (text === "") return { kind: "invalid", because: "empty duration string" };
  const counts = units.exec(text)?.slice(1);
  if (counts === undefined) return { kind: "invalid", because: faultOf(text) };
  const sizes = Object.values(unitMilliseconds);
  let milliseconds = 0;
  for (const [at, count] of counts.entries()) milliseconds += Number(count ?? 0) * sizes[at]!;
  if (milliseconds > millisecondsMax) return { kind: "invalid", because: "duration out of range" };
  return { kind: "milliseconds", milliseconds };
}

/** What is wrong with a text, read from its beginning. */
function faultOf(text: string): string {
  const names = Object.keys(unitMilliseconds);
  let last = -1;
  for (const [, unit = ""] of /^\d/.test(text) ? text.matchAll(/\d+(\D*)/g) : []) {
    const at = names.indexOf(unit);
    if (at < 0 && unit !== "") return `unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`;
    if (at <= last) break;
    last = at;
  }
  return `not a valid duration string: ${JSON.stringify(text)}`;
}

/**
 * Prints whole milliseconds, not negative, as `1h30m`; years and weeks only where nothing is left of them.
 *
 * Source: prometheus/common model/time.go (Duration.String)
 */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return "0s";
  let rest = milliseconds;
  let text = "";
  for (const [unit, size] of Object.entries(unitMilliseconds)) {
    const isExactOnly = unit === "y" || unit === "w";
    if (isExactOnly && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
