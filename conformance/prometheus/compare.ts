/** An answer as far as it is compared. */
export interface Answered {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** How two answers compare. */
export type Comparison = "same" | "last place" | "amplified" | "different";

/** Units in the last place by which results of transcendental functions may differ. */
const lastPlaces = 1;

/** What is computed from such results may differ by this share: a difference of nearly equal numbers leaves few places. */
const amplifiedShare = 1e-6;

/**
 * Compares ours with the real answer: byte for byte, the order of remarks aside, which upstream keeps in a map.
 *
 * `mayDiffer` grants numbers a unit in the last place.
 */
export function compareAnswers(ours: Answered, real: Answered, mayDiffer: boolean): Comparison {
  if (ours.status !== real.status || ours.contentType !== real.contentType) return "different";
  if (ours.body === real.body) return "same";
  const [mine, theirs] = [parsed(ours.body), parsed(real.body)];
  if (mine === undefined || theirs === undefined) return "different";
  if (JSON.stringify(mine) === JSON.stringify(theirs)) return "same";
  if (!mayDiffer) return "different";
  if (areClose(mine, theirs, isLastPlace)) return "last place";
  return areClose(mine, theirs, isAmplified) ? "amplified" : "different";
}

/** True for answers that are the same but for the order of what was found. */
export function haveSameElements(ours: Answered, real: Answered): boolean {
  if (ours.status !== real.status) return false;
  const [mine, theirs] = [parsed(ours.body), parsed(real.body)];
  return mine !== undefined && theirs !== undefined && sortedText(mine) === sortedText(theirs);
}

/** JSON with its lists of objects in the order of their text. */
const sortedText = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    Array.isArray(inner) && inner.every((one) => typeof one === "object" && !Array.isArray(one))
      ? inner.map((one) => JSON.stringify(one)).sort()
      : inner,
  );

type Parsed = Readonly<Record<string, unknown>> | undefined;

function parsed(body: string): Parsed {
  try {
    const found: unknown = JSON.parse(body);
    if (typeof found !== "object" || found === null) return undefined;
    return Object.fromEntries(
      Object.entries(found).map(([name, value]) =>
        (name === "warnings" || name === "infos") && Array.isArray(value)
          ? [name, value.map(withoutCount).sort()]
          : [name, value],
      ),
    );
  } catch {
    return undefined;
  }
}

/** Upstream counts the samples of this remark anew, and beyond all bounds, with every operator around it. */
const withoutCount = (remark: unknown): string => String(remark).replace(/ over \d+ samples /, " over some samples ");

type Closeness = (mine: number, theirs: number) => boolean;

const isLastPlace: Closeness = (mine, theirs) => distance(mine, theirs) <= lastPlaces;

const isAmplified: Closeness = (mine, theirs) =>
  Math.abs(mine - theirs) <= amplifiedShare * Math.max(Math.abs(mine), Math.abs(theirs));

function areClose(mine: unknown, theirs: unknown, isClose: Closeness): boolean {
  if (mine === theirs) return true;
  if (typeof mine === "string" && typeof theirs === "string") return isClose(Number(mine), Number(theirs));
  if (typeof mine !== "object" || typeof theirs !== "object" || mine === null || theirs === null) return false;
  const [ourEntries, realEntries] = [Object.entries(mine), Object.entries(theirs)];
  return (
    ourEntries.length === realEntries.length &&
    ourEntries.every(([name, value], at) => {
      const other = realEntries[at];
      return other !== undefined && other[0] === name && areClose(value, other[1], isClose);
    })
  );
}

/** How many floats apart two numbers are. */
export function distance(a: number, b: number): number {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
  const [first, second] = [ordinal(a), ordinal(b)];
  return Math.abs(Number(first - second));
}

/** The place of a float among all floats. */
function ordinal(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  return bits >= 0n ? bits : -(bits & 0x7fffffffffffffffn);
}
