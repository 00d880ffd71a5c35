import type { AnsweredHistogram, AnsweredPoint, EngineAnswer } from "./question.ts";

/** How two answers compare; `ulps` is by how much their floats differ at most. */
export type Comparison =
  | { readonly kind: "same"; readonly ulps: number }
  | { readonly kind: "different"; readonly where: string };

const different = (where: string): Comparison => ({ kind: "different", where });

/** Holds our answer against the real one. Vectors have no order, except where one was asked for. */
export function compareAnswers(real: EngineAnswer, ours: EngineAnswer, isOrdered: boolean): Comparison {
  if (unnamed(real.error) !== unnamed(ours.error)) return different("the error");
  if (real.kind !== ours.kind) return different("the kind of value");
  if (real.text !== ours.text && (real.text ?? "") !== (ours.text ?? "")) return different("the string");
  if (!isSameList(real.warnings, ours.warnings)) return different("the warnings");
  if (!isSameList(real.infos?.map(uncounted), ours.infos?.map(uncounted))) return different("the infos");
  const [realSeries, ourSeries] = [seriesOf(real, isOrdered), seriesOf(ours, isOrdered)];
  const labels = (series: typeof realSeries): readonly string[] => series.map((one) => one.labels);
  if (!isSameList(labels(realSeries), labels(ourSeries))) return different("the labels");
  let ulps = 0;
  for (const [at, { labels: name, points }] of realSeries.entries()) {
    const others = ourSeries[at]!.points;
    if (points.length !== others.length) return different(`the number of points of ${name}`);
    for (const [index, point] of points.entries()) {
      const distance = distanceOf(point, others[index]!);
      if (distance > ulpsMax) return different(`a point of ${name}`);
      ulps = Math.max(ulps, distance);
    }
  }
  return { kind: "same", ulps };
}

/** Upstream counts the samples of an annotation again at every function around the one that it is about. */
const uncounted = (info: string): string => info.replace(/over \d+ samples/, "over N samples");

/** Which of several duplicates upstream names depends on the order of a map. */
const unnamed = (error = ""): string =>
  error.replace(/(found duplicate series for the match group).*(on the)/, "$1 $2").replace(/: \[.*\];/, ";");

/** Functions of Math differ by an ulp between Go and JavaScript, and what is computed from them by a few more. */
const ulpsMax = 64;

const isSameList = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((text, at) => text === b[at]);

function seriesOf({ series = [], kind }: EngineAnswer, isOrdered: boolean): NonNullable<EngineAnswer["series"]> {
  if (isOrdered || kind === "matrix") return series;
  return series.toSorted((a, b) => (a.labels < b.labels ? -1 : 1));
}

/** How many floats lie between two; infinite for points that are not alike. */
function distanceOf(a: AnsweredPoint, b: AnsweredPoint): number {
  if (a.time !== b.time) return Infinity;
  if (a.float !== undefined && b.float !== undefined) return floatDistance(a.float, b.float);
  if (a.histogram === undefined || b.histogram === undefined) return Infinity;
  return histogramDistance(a.histogram, b.histogram);
}

function histogramDistance(a: AnsweredHistogram, b: AnsweredHistogram): number {
  const isAlike =
    a.hint === b.hint &&
    a.schema === b.schema &&
    isSameIndexes(a.positive, b.positive) &&
    isSameIndexes(a.negative, b.negative) &&
    a.customValues.length === b.customValues.length;
  if (!isAlike) return Infinity;
  const floats = ({ zeroThreshold, zeroCount, count, sum, positive, negative, customValues }: AnsweredHistogram) => [
    ...[zeroThreshold, zeroCount, count, sum, ...customValues],
    ...[...positive, ...negative].map(([, value]) => value),
  ];
  const others = floats(b);
  return Math.max(...floats(a).map((value, at) => floatDistance(value, others[at]!)));
}

const isSameIndexes = (a: AnsweredHistogram["positive"], b: AnsweredHistogram["positive"]): boolean =>
  a.length === b.length && a.every(([index], at) => index === b[at]![0]);

function floatDistance(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (Object.is(x, y)) return 0;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Infinity;
  const distance = orderOf(x) - orderOf(y);
  return Number(distance < 0n ? -distance : distance);
}

const numberOf = (text: string): number => Number(text.replace("Inf", "Infinity"));

const buffer = new DataView(new ArrayBuffer(8));

/** The place of a float in the order of all floats. */
function orderOf(value: number): bigint {
  buffer.setFloat64(0, value);
  const bits = buffer.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fff_ffff_ffff_ffffn) : bits;
}
