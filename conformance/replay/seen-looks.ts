import { type Duration, microseconds, plus, type SimTime, seconds, simTime } from "../../sim/units.ts";
import type { SeenPodMetrics } from "./recorded-run.ts";

type Sample = Pick<SeenPodMetrics, "timestamp" | "window" | "seenAt">;

/** When metrics-server scrapes: from `firstAt` on, once per resolution. */
export type Scrapes = { readonly firstAt: SimTime; readonly resolution: Duration };

const second = seconds(1);

/** A pod, and where in the span of what its looks are known to they are taken to be: 0 for as early as possible, 1 for as late. */
type LookedAt = { readonly startedAt: SimTime; readonly scrapes: Scrapes | undefined; readonly share: number };

/**
 * The instants at which a kubelet looked at a pod, from what metrics.k8s.io said of it, in order.
 *
 * A timestamp there is cut to whole seconds, but the windows between them are exact: so a chain of windows has one unknown, and
 * every timestamp of the chain narrows it by what it was cut to. So does every scrape: it cannot have brought a look that came
 * after it, and would have brought one that came before the scrape before. What is left is a span of some tenths of a second.
 */
export const looksOf = (samples: readonly Sample[], pod: LookedAt): readonly SimTime[] =>
  chainsOf(samples).flatMap((chain) => instantsOf(chain, pod));

/** Cuts samples where one does not follow on the one before: somebody missed a look between them. */
function chainsOf(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  const chains: Sample[][] = [];
  for (const sample of samples) {
    const before = chains.at(-1)?.at(-1);
    const gap = before === undefined ? Number.POSITIVE_INFINITY : sample.timestamp - sample.window - before.timestamp;
    if (Math.abs(gap) < second) chains.at(-1)?.push(sample);
    else chains.push([sample]);
  }
  return chains;
}

function instantsOf(chain: readonly Sample[], { startedAt, scrapes, share }: LookedAt): readonly SimTime[] {
  let after = 0;
  const offsets = chain.map(({ window }, index) => {
    if (index > 0) after += window;
    return after;
  });
  const scrapeOf = ({ seenAt }: Sample): number => (scrapes === undefined ? Number.NaN : lastScrape(seenAt, scrapes));
  const ends = chain.map((sample, index) => {
    const { timestamp, window } = sample;
    const scrapeAt = orElse(scrapeOf(sample), Number.POSITIVE_INFINITY);
    // What the window begins with came with an earlier scrape.
    const earlier = scrapeAt - (scrapes?.resolution ?? 0) + window;
    return Math.min(timestamp + second, scrapeAt, index === 0 ? earlier : scrapeAt) - offsets[index]!;
  });
  const beginnings = chain.map((sample, index) => {
    const before = orElse(scrapeOf(sample) - (scrapes?.resolution ?? 0), Number.NEGATIVE_INFINITY);
    return Math.max(sample.timestamp, before) - offsets[index]!;
  });
  const earliest = Math.max(...beginnings);
  const latest = Math.max(earliest, Math.min(...ends));
  const first = simTime(Math.round(earliest + share * (latest - earliest)));
  const looks = offsets.map((offset) => plus(first, microseconds(offset)));
  // Of a container that is new, the window begins at its start, at which nobody looked.
  const beforeFirst = simTime(first - chain[0]!.window);
  return beforeFirst > startedAt + 2 * second ? [beforeFirst, ...looks] : looks;
}

const orElse = (value: number, other: number): number => (Number.isNaN(value) ? other : value);

const lastScrape = (before: SimTime, { firstAt, resolution }: Scrapes): number =>
  before - ((((before - firstAt) % resolution) + resolution) % resolution);

type Sighting = Pick<SeenPodMetrics, "notBefore" | "seenAt">;

/** A span in metrics-server's rhythm: when it scrapes, from the start of a run on. */
export type PhaseSpan = { readonly from: Duration; readonly length: Duration };

/**
 * Where in its rhythm metrics-server scrapes, counted from `start` to the first scrape after it.
 *
 * Each sighting says that a scrape ended between two instants: the span that agrees with most of them. Undefined without any.
 */
export function scrapePhase(
  sightings: readonly Sighting[],
  { start, resolution }: { readonly start: SimTime; readonly resolution: Duration },
): PhaseSpan | undefined {
  const phaseOf = (at: number): number => (((at - start) % resolution) + resolution) % resolution;
  const spans = sightings
    .filter(({ notBefore, seenAt }) => seenAt - notBefore < resolution / 2)
    .map(({ notBefore, seenAt }) => ({ from: phaseOf(notBefore), length: seenAt - notBefore }));
  if (spans.length === 0) return undefined;
  const edges = [...new Set(spans.flatMap(({ from, length }) => [from, (from + length) % resolution]))].sort(
    (a, b) => a - b,
  );
  const pieces = edges.map((from, index) => {
    const length = (edges[index + 1] ?? edges[0]! + resolution) - from;
    const middle = (from + length / 2) % resolution;
    const agreeing = spans.filter((span) => (middle - span.from + resolution) % resolution <= span.length).length;
    return { from: microseconds(from), length: microseconds(length), agreeing };
  });
  return pieces.reduce((most, piece) => (piece.agreeing > most.agreeing ? piece : most));
}
