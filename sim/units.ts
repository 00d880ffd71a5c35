declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** An instant: whole microseconds since the Unix epoch. 2^53 µs reach to the year 2255. */
export type SimTime = Unit<"sim-time">;

/** A span of time: whole microseconds, negative when it points back. */
export type Duration = Unit<"duration">;

/** A share of CPU time: thousandths of a core, possibly fractional. */
export type Millicores = Unit<"millicores">;

/** An amount of memory. Whole where upstream has a whole number, otherwise possibly fractional. */
export type Bytes = Unit<"bytes">;

const microsecondsPerSecond = 1_000_000;

export const simTime = (microseconds: number): SimTime => microseconds as SimTime;
export const microseconds = (count: number): Duration => count as Duration;
export const milliseconds = (count: number): Duration => Math.round(count * 1000) as Duration;
export const seconds = (count: number): Duration => Math.round(count * microsecondsPerSecond) as Duration;
export const minutes = (count: number): Duration => seconds(count * 60);
export const millicores = (count: number): Millicores => count as Millicores;
export const bytes = (count: number): Bytes => count as Bytes;

export const zeroDuration: Duration = 0 as Duration;

/** The instant `duration` after `time`. */
export const plus = (time: SimTime, duration: Duration): SimTime => (time + duration) as SimTime;

/** The instant `duration` before `time`. */
export const minus = (time: SimTime, duration: Duration): SimTime => (time - duration) as SimTime;

/** The span from `earlier` to `later`. */
export const between = (earlier: SimTime, later: SimTime): Duration => (later - earlier) as Duration;

export const toSeconds = (duration: Duration): number => duration / microsecondsPerSecond;

/** Seconds since the Unix epoch, with the fraction. */
export const epochSeconds = (time: SimTime): number => time / microsecondsPerSecond;

/** The instant as the API server stores it: `metav1.Time` keeps whole seconds. */
export const toWholeSecond = (time: SimTime): SimTime =>
  (Math.floor(time / microsecondsPerSecond) * microsecondsPerSecond) as SimTime;

/** The instant as the exposition format carries it: whole milliseconds, the rest dropped. */
export const toWholeMillisecond = (time: SimTime): SimTime => (Math.floor(time / 1000) * 1000) as SimTime;
