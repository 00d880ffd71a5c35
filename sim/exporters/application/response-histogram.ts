import { invariant } from "../../invariant.ts";
import { between, type Duration, plus, type SimTime, seconds } from "../../units.ts";

/** The answers of a short time. */
export type Answers = {
  readonly requests: number;
  readonly meanSeconds: number;
  /** The share of them that took longer. */
  readonly slowerThan: (seconds: number) => number;
};

/** What has been observed: fluid, so not whole. */
export type Observations = {
  /** Answers within each bound, those within the ones before included. */
  readonly within: readonly number[];
  readonly count: number;
  readonly sumSeconds: number;
};

/** The response times of a pod since its start. Instants never go back from one call to the next. */
export type ResponseHistogram = { readonly at: (time: SimTime) => Observations };

export type ResponseHistogramSettings = {
  readonly from: SimTime;
  readonly bounds: readonly number[];
  /** The answers of a part of the past; undefined when there were none. */
  readonly answers: (from: SimTime, until: SimTime) => Answers | undefined;
};

/** Answers are observed so much at a time. */
const step: Duration = seconds(5);

/**
 * A histogram that observes the answers of whole steps since the pod's start, whoever asks and how often: up to five seconds pass
 * before an answer is in it.
 */
export function createResponseHistogram({ from, bounds, answers }: ResponseHistogramSettings): ResponseHistogram {
  let observedUntil = from;
  let observations: Observations = { within: bounds.map(() => 0), count: 0, sumSeconds: 0 };

  const observe = ({ requests, meanSeconds, slowerThan }: Answers): void => {
    const { within, count, sumSeconds } = observations;
    observations = {
      within: within.map((sum, index) => sum + requests * (1 - slowerThan(bounds[index]!))),
      count: count + requests,
      sumSeconds: sumSeconds + requests * meanSeconds,
    };
  };

  return {
    at: (time) => {
      invariant(time >= observedUntil, "a histogram is read in order of time");
      while (between(observedUntil, time) >= step) {
        const next = plus(observedUntil, step);
        const answered = answers(observedUntil, next);
        if (answered !== undefined) observe(answered);
        observedUntil = next;
      }
      return observations;
    },
  };
}
