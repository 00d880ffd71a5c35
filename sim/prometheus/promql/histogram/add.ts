import { type Compensated, increase } from "../kahan.ts";
import { exponentialBound } from "./bounds.ts";
import {
  type Buckets,
  type CounterResetHint,
  customSchema,
  type Histogram,
  isCustom,
  sameNumbers,
} from "./histogram.ts";
import { type CarriedBuckets, coarser, outsideZero, sharedBounds, widenedZero } from "./reconcile.ts";

/** A histogram that is being added up, and what its counts lost on the way. */
export interface RunningHistogram {
  readonly main: Histogram;
  readonly carry: {
    readonly zeroCount: number;
    readonly count: number;
    readonly sum: number;
    readonly positive: readonly number[];
    readonly negative: readonly number[];
  };
}

/** The result, or that exponential and custom buckets do not mix. */
export type Added<Result> =
  | {
      readonly kind: "added";
      readonly result: Result;
      /** One side says that a counter was reset, the other that none was. */
      readonly hintsCollide: boolean;
      /** Custom bounds differed; only shared ones remain. */
      readonly boundsReconciled: boolean;
    }
  | { readonly kind: "incompatible" };

type Increase = (addend: number, sum: number, carry: number) => Compensated;

const plainly: Increase = (addend, sum) => [sum + addend, 0];

/** The start of a compensated sum. */
export const running = (histogram: Histogram): RunningHistogram => ({
  main: histogram,
  carry: {
    ...{ zeroCount: 0, count: 0, sum: 0 },
    positive: histogram.positive.counts.map(() => 0),
    negative: histogram.negative.counts.map(() => 0),
  },
});

/** The sum with what it had lost. */
export const settled = ({ main, carry }: RunningHistogram): Histogram => ({
  ...main,
  zeroCount: main.zeroCount + carry.zeroCount,
  count: main.count + carry.count,
  sum: main.sum + carry.sum,
  positive: { indexes: main.positive.indexes, counts: main.positive.counts.map((c, at) => c + carry.positive[at]!) },
  negative: { indexes: main.negative.indexes, counts: main.negative.counts.map((c, at) => c + carry.negative[at]!) },
});

/** A running sum with every part of it changed alike. */
export const mapRunning = ({ main, carry }: RunningHistogram, change: (value: number) => number): RunningHistogram => ({
  main: {
    ...main,
    ...{ count: change(main.count), sum: change(main.sum) },
    zeroCount: isCustom(main) ? 0 : change(main.zeroCount),
    positive: { indexes: main.positive.indexes, counts: main.positive.counts.map(change) },
    negative: { indexes: main.negative.indexes, counts: main.negative.counts.map(change) },
  },
  carry: {
    ...{ count: change(carry.count), sum: change(carry.sum) },
    zeroCount: isCustom(main) ? 0 : change(carry.zeroCount),
    positive: carry.positive.map(change),
    negative: carry.negative.map(change),
  },
});

/** One histogram plus another, in the coarser of both resolutions. */
export const added = (first: Histogram, second: Histogram): Added<Histogram> => mainOnly(combine(first, second, 1));

/** One histogram less another, in the coarser of both resolutions. */
export const subtracted = (first: Histogram, second: Histogram): Added<Histogram> =>
  mainOnly(combine(first, second, -1));

/** A running sum with a histogram added. */
export const addedTo = (total: RunningHistogram, histogram: Histogram): Added<RunningHistogram> =>
  combineRunning({ total, other: histogram, sign: 1, add: increase });

const combine = (first: Histogram, other: Histogram, sign: 1 | -1): Added<RunningHistogram> =>
  combineRunning({ total: running(first), other, sign, add: plainly });

const mainOnly = (added: Added<RunningHistogram>): Added<Histogram> =>
  added.kind === "added" ? { ...added, result: added.result.main } : added;

interface Addition {
  readonly total: RunningHistogram;
  readonly other: Histogram;
  readonly sign: 1 | -1;
  readonly add: Increase;
}

/** Source: prometheus v0.315.0 model/histogram/float_histogram.go (Add, Sub, KahanAdd) */
function combineRunning(addition: Addition): Added<RunningHistogram> {
  const { total, other, sign, add } = addition;
  if (isCustom(total.main) !== isCustom(other)) return { kind: "incompatible" };
  const { hint, collides } = joinedHint(total.main.hint, other.hint);
  const [count, countCarry] = add(sign * other.count, total.main.count, total.carry.count);
  const [sum, sumCarry] = add(sign * other.sum, total.main.sum, total.carry.sum);
  const { layout, boundsReconciled } = isCustom(other) ? customLayout(addition) : exponentialLayout(addition);
  const { positive, negative, zeroCount, zeroCarry, ...kept } = layout;
  const result: RunningHistogram = {
    main: { ...kept, hint, count, sum, zeroCount, positive: bare(positive), negative: bare(negative) },
    carry: {
      ...{ zeroCount: zeroCarry, count: countCarry, sum: sumCarry },
      positive: positive.carries,
      negative: negative.carries,
    },
  };
  return { kind: "added", result, hintsCollide: collides, boundsReconciled };
}

interface Layout extends Pick<Histogram, "schema" | "zeroThreshold" | "customValues"> {
  readonly zeroCount: number;
  readonly zeroCarry: number;
  readonly positive: CarriedBuckets;
  readonly negative: CarriedBuckets;
}

const bare = ({ indexes, counts }: CarriedBuckets): Buckets => ({ indexes, counts });

const carried = ({ indexes, counts }: Buckets, carries: readonly number[] = counts.map(() => 0)): CarriedBuckets => ({
  ...{ indexes, counts, carries },
});

function joinedHint(first: CounterResetHint, second: CounterResetHint): { hint: CounterResetHint; collides: boolean } {
  if (first === second || first === "gauge" || second === "gauge") {
    return { hint: first === second ? first : "gauge", collides: false };
  }
  return { hint: "unknown", collides: first !== "unknown" && second !== "unknown" };
}

function exponentialLayout(addition: Addition): { layout: Layout; boundsReconciled: boolean } {
  const { total, other, sign, add } = addition;
  const { main, carry } = total;
  const schema = Math.min(main.schema, other.schema);
  const zero = joinedZero(addition);
  const [zeroCount, zeroCarry] = add(zero.otherCarry, ...add(sign * zero.otherCount, zero.count, zero.carry));
  const side = (name: "positive" | "negative"): CarriedBuckets => {
    const own = carried(main[name], carry[name]);
    const trimmed = zero.isWidened ? outsideZero(own, main.schema, zero.threshold) : own;
    const mine = main.schema === schema ? trimmed : coarser(trimmed, { from: main.schema, to: schema });
    const theirs = carried(other[name]);
    const same = other.schema === schema ? theirs : coarser(theirs, { from: other.schema, to: schema });
    const isOutside = (index: number): boolean => exponentialBound(index, schema) > zero.threshold;
    return mergedBuckets({ mine, theirs: same, isOutside, sign, add });
  };
  const [positive, negative] = [side("positive"), side("negative")];
  const layout = { schema, zeroThreshold: zero.threshold, customValues: [], zeroCount, zeroCarry, positive, negative };
  return { layout, boundsReconciled: false };
}

/** Both zero buckets brought to one threshold. */
function joinedZero({ total: { main, carry }, other, add }: Addition): {
  readonly threshold: number;
  readonly count: number;
  readonly carry: number;
  readonly otherCount: number;
  readonly otherCarry: number;
  readonly isWidened: boolean;
} {
  const keepsCarry = add !== plainly;
  let mine = { zeroCount: main.zeroCount, carry: carry.zeroCount, threshold: main.zeroThreshold };
  let theirs = { zeroCount: other.zeroCount, carry: 0, threshold: other.zeroThreshold };
  while (mine.threshold !== theirs.threshold) {
    if (mine.threshold > theirs.threshold) theirs = widenedZero(other, mine.threshold);
    if (theirs.threshold > mine.threshold) mine = widenedZero(main, theirs.threshold, keepsCarry ? carry : undefined);
  }
  return {
    threshold: mine.threshold,
    count: mine.zeroCount,
    carry: keepsCarry ? mine.carry : 0,
    otherCount: theirs.zeroCount,
    otherCarry: keepsCarry ? theirs.carry : 0,
    isWidened: mine.threshold !== main.zeroThreshold,
  };
}

interface Merge {
  readonly mine: CarriedBuckets;
  readonly theirs: CarriedBuckets;
  readonly isOutside: (index: number) => boolean;
  readonly sign: 1 | -1;
  readonly add: Increase;
}

function mergedBuckets({ mine, theirs, isOutside, sign, add }: Merge): CarriedBuckets {
  const indexes: number[] = [];
  const counts: number[] = [];
  const carries: number[] = [];
  const push = (index: number, [count, carry]: Compensated): void => {
    indexes.push(index);
    counts.push(count);
    carries.push(carry);
  };
  let [i, j] = [0, 0];
  while (i < mine.indexes.length || j < theirs.indexes.length) {
    const [ours, others] = [mine.indexes[i] ?? Infinity, theirs.indexes[j] ?? Infinity];
    if (ours < others) {
      push(ours, [mine.counts[i]!, mine.carries[i]!]);
      i++;
      continue;
    }
    const [count, carry] = [sign * theirs.counts[j]!, sign * theirs.carries[j]!];
    j++;
    if (ours > others) {
      if (isOutside(others)) push(others, [count, carry]);
      continue;
    }
    const own: Compensated = [mine.counts[i]!, mine.carries[i]!];
    i++;
    const sum = isOutside(others) ? add(count, ...own) : own;
    push(ours, carry === 0 ? sum : add(carry, ...sum));
  }
  return { indexes, counts, carries };
}

function customLayout(addition: Addition): { layout: Layout; boundsReconciled: boolean } {
  const { total, other, sign, add } = addition;
  const { main, carry } = total;
  const mine = carried(main.positive, carry.positive);
  const theirs = carried(other.positive);
  const boundsReconciled = !sameNumbers(main.customValues, other.customValues);
  const customValues = boundsReconciled ? sharedBounds(main.customValues, other.customValues) : main.customValues;
  const positive = boundsReconciled
    ? onBounds(addition, customValues)
    : mergedBuckets({ mine, theirs, isOutside: () => true, sign, add });
  const zero = { zeroThreshold: 0, zeroCount: 0, zeroCarry: 0 };
  const negative = { indexes: [], counts: [], carries: [] };
  return { layout: { schema: customSchema, customValues, ...zero, positive, negative }, boundsReconciled };
}

/** Both histograms' buckets poured into those between the shared bounds. */
function onBounds({ total: { main, carry }, other, sign, add }: Addition, bounds: readonly number[]): CarriedBuckets {
  const targets: Compensated[] = Array.from({ length: bounds.length + 1 }, () => [0, 0]);
  const targetOf = (bound: number): number => {
    const at = bounds.findIndex((shared) => shared >= bound);
    return at < 0 ? bounds.length : at;
  };
  for (const [at, index] of main.positive.indexes.entries()) {
    const target = targetOf(main.customValues[index] ?? Infinity);
    const sum = increase(main.positive.counts[at]!, ...targets[target]!);
    targets[target] = increase(carry.positive[at]!, ...sum);
  }
  for (const [at, index] of other.positive.indexes.entries()) {
    const target = targetOf(other.customValues[index] ?? Infinity);
    targets[target] = increase(sign * other.positive.counts[at]!, ...targets[target]!);
  }
  const kept = targets.flatMap((sums, index) => (sums[0] === 0 && sums[1] === 0 ? [] : [{ index, sums }]));
  return {
    indexes: kept.map(({ index }) => index),
    counts: kept.map(({ sums }) => sums[0]),
    carries: kept.map(({ sums }) => (add === plainly ? 0 : sums[1])),
  };
}
