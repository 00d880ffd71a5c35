import { type Latency, meanResponse, responseQuantile } from "../load/latency.ts";
import { sampleResponses } from "../load/sampling.ts";
import type { TimedSegment } from "../load/segment.ts";
import { countsBetween } from "../load/series.ts";
import { percentText, secondsText, significant } from "../number-text.ts";
import type { Trace } from "../trace/trace.ts";
import { comparisonText, holds } from "./comparison.ts";
import type { Expectation } from "./expectation.ts";
import { type Evidence, type Interval, intervalOf } from "./moment.ts";
import { replicaHours, replicaSteps } from "./replica-steps.ts";
import type { Judged } from "./replica-verbs.ts";

type Of<Verb extends Expectation["verb"]> = Extract<Expectation, { readonly verb: Verb }>;

/** The segments of one target of load, in order of time. */
export const segmentsOf = ({ facts }: Trace, target: string): readonly TimedSegment[] =>
  facts.filter((fact) => fact.kind === "serving").filter(({ segment }) => segment.target === target);

/** The response time of the answers within the span keeps the bound; with no answer at all it does not. */
export function judgeLatency(expectation: Of<"latency">, evidence: Evidence): Judged {
  const { service, percentile, bound } = expectation;
  const interval = intervalOf(expectation, evidence);
  const segments = segmentsOf(evidence.trace, `Service ${service.namespace}/${service.name}`);
  const samples = sampleResponses(segments, evidence.trace.end);
  const span = { from: interval.from, until: interval.to };
  const latency: Latency =
    percentile === "mean" ? meanResponse(samples, span) : responseQuantile(samples, span, percentile / 100);
  if (latency.kind === "nothing-answered") {
    return { isMet: false, because: "no request was answered in that time", at: interval.to };
  }
  const name = percentile === "mean" ? percentile : `p${percentile}`;
  const because = `${name} ${secondsText(latency.seconds)} (wanted ${comparisonText(bound, secondsText)})`;
  return { isMet: holds(bound, latency.seconds), because, at: interval.to };
}

/** The share of the offered requests that were refused or timed out keeps the bound. */
export function judgeErrors(expectation: Of<"errors">, evidence: Evidence): Judged {
  const { service, bound } = expectation;
  const interval = intervalOf(expectation, evidence);
  const segments = segmentsOf(evidence.trace, `Service ${service.namespace}/${service.name}`);
  const { offered, refused, timedOut } = countsBetween(segments, { from: interval.from, until: interval.to });
  const share = offered === 0 ? 0 : (refused + timedOut) / offered;
  const parts = `${Math.round(refused)} refused and ${Math.round(timedOut)} timed out of ${Math.round(offered)}`;
  const because = `${percentText(share)}: ${parts} (wanted ${comparisonText(bound, percentText)})`;
  return { isMet: holds(bound, share), because, at: interval.to };
}

/** The replica-hours within the span keep the bound. */
export function judgeCosts(expectation: Of<"costs">, evidence: Evidence): Judged {
  const interval: Interval = intervalOf(expectation, evidence);
  const hours = replicaHours(replicaSteps(evidence.trace, expectation.target, "statusReplicas"), interval);
  const because = `${hoursText(hours)} replica-hours (wanted ${comparisonText(expectation.bound, hoursText)})`;
  return { isMet: holds(expectation.bound, hours), because, at: interval.to };
}

const hoursText = (hours: number): string => significant(hours, 4);
