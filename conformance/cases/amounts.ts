import fc from "fast-check";
import { mostly, rarely } from "./choices.ts";

/** An amount that is known only beside its target: what an HPA compares with it. */
export type Level = {
  /** Thousandths of the target, or exactly at one end of what the tolerance lets pass. */
  readonly at: number | "lower-edge" | "upper-edge";
  /** Milli-units beside that. */
  readonly offset: number;
  /** Which way to write it. */
  readonly form: number;
};

/** Levels about a target: on it, at the tolerance's edges and a hair beside them, nothing, half, twice and any other. */
export const levels = (): fc.Arbitrary<Level> =>
  fc.record({
    at: fc.oneof(
      { withCrossShrink: true },
      { weight: 3, arbitrary: fc.constantFrom<Level["at"]>(1000, "lower-edge", "upper-edge") },
      { weight: 3, arbitrary: fc.constantFrom(2000, 500, 0, 1001, 999, 900, 1100, 950, 1050, 1500, 4000, 50) },
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 3000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
    ),
    offset: mostly(0, 4, -1, 1, -10, 10),
    form: fc.nat({ max: 7 }),
  });

/** Milli-units at a level beside a target of milli-units, never below 0. */
export function milliAt({ at, offset }: Level, target: number, tolerance: number): number {
  const ratio = at === "lower-edge" ? 1 - tolerance : at === "upper-edge" ? 1 + tolerance : at / 1000;
  return Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, Math.round(target * ratio) + offset));
}

/** Milli-units as a quantity, in one of many ways to write it; form 0 is the plainest. */
export function writeMilli(milli: number, form: number): string {
  const whole = milli / 1000;
  const fraction = String(milli % 1000).padStart(3, "0");
  const forms = [
    Number.isInteger(whole) ? String(whole) : `${milli}m`,
    `${milli}m`,
    `${milli}000u`,
    `${Math.floor(whole)}.${fraction}`,
    `${milli}e-3`,
    `+${milli}m`,
    binary(whole) ?? `${milli}m`,
    Number.isInteger(whole / 1000) ? `${whole / 1000}k` : `${milli}000000n`,
  ];
  return forms[form % forms.length] ?? `${milli}m`;
}

function binary(whole: number): string | undefined {
  const suffix = [
    ["Gi", 2 ** 30],
    ["Mi", 2 ** 20],
    ["Ki", 2 ** 10],
  ] as const;
  const found = suffix.find(([, unit]) => whole > 0 && Number.isInteger(whole / unit));
  return found === undefined ? undefined : `${whole / found[1]}${found[0]}`;
}

/** Quantities at the ends of int64, where milli-units wrap, and below a thousandth, where they are rounded. */
const extremes = [
  ...["9223372036854775807", "9223372036854775807m", "9223372036854775", "9223372036854775808m", "9223372036854776"],
  ...["4611686018427387904m", "3074457345618258603m", "1E", "10E", "8Ei", "1Pi", "7Ei", "999999999999999999", "1P"],
  ...["1n", "0.1m", "100u", "0.0005", "1.500", "0.3Mi", "12e3", "1E3", "5.", ".5", "-1", "-100m", "-1n", "-1E"],
  ...[
    "2147483647",
    "2147483648",
    "2147483647m",
    "9007199254740993m",
    "92233720368547758",
    "1e18",
    "-9223372036854775808m",
  ],
] as const;

/** An amount at the ends of what a quantity can say. */
export const extremeAmounts = (): fc.Arbitrary<string> => fc.constantFrom(...extremes);

/** A positive amount at those ends: what the API admits in a target. */
export const extremeTargets = (): fc.Arbitrary<string> =>
  fc.constantFrom(...extremes.filter((text) => !text.startsWith("-")));

/** A few replicas, now and then many, rarely as many as an int32 holds. */
export const replicaCounts = (min: number, isLarge: boolean): fc.Arbitrary<number> =>
  isLarge
    ? fc.oneof(
        { withCrossShrink: true },
        { weight: 3, arbitrary: fc.integer({ min, max: 20 }) },
        { weight: 2, arbitrary: fc.integer({ min, max: 5000 }) },
        { weight: 1, arbitrary: fc.constantFrom(2147483647, 2147483646, 1073741824, 2000000000) },
      )
    : fc.oneof(
        { withCrossShrink: true },
        { weight: 5, arbitrary: fc.integer({ min, max: 12 }) },
        { weight: 1, arbitrary: fc.integer({ min, max: 50 }) },
      );

/** What an API says when a call fails; percent signs, because the controller formats such texts. */
export const failures = (oneIn: number): fc.Arbitrary<string | undefined> =>
  rarely(
    oneIn,
    fc.constantFrom(
      "boom",
      "100% wrong",
      "%s",
      "%d of %v",
      "50%",
      "%!",
      "%%",
      'the server said "no"',
      "a: b: c",
      "%[1]d",
    ),
  );
