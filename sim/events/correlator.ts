import type { SimTime } from "../units.ts";
import { type KubernetesVersion, valueIn } from "../version.ts";
import { createAggregator, type Forgotten, messageKey } from "./aggregator.ts";
import { eventChanges, type SpamBudget } from "./changes.table.ts";
import { createRecentlyUsed } from "./recently-used.ts";
import type { EventRecording } from "./recording.ts";
import { createTokenBucket, type TokenBucket } from "./token-bucket.ts";

/** What a recorder sends to the API server. */
export type CorrelatedEvent = {
  /** The recording whose name the event has: by it a later count finds the stored event. */
  readonly first: EventRecording;
  readonly message: string;
  /** Beyond 1 it is meant to change an event that is there. */
  readonly count: number;
  readonly firstTimestamp: SimTime;
  readonly lastTimestamp: SimTime;
};

/** Answers what is sent, or undefined for an event that is dropped. Instants do not run backwards. */
export type Correlator = (event: EventRecording) => CorrelatedEvent | undefined;

export type CorrelatorSettings = {
  readonly kubernetes: KubernetesVersion;
  readonly forgotten: Forgotten;
};

/** Of each cache. */
const entriesMax = 4096;
/** A component may send so many events about an object at once, and one more every five minutes; the rate is a float32 upstream. */
const spamBudget = { burst: 25, perSecond: Math.fround(1 / 300) };

/**
 * The recorder of one component: combines similar events, counts equal ones, and drops those beyond a budget.
 *
 * A dropped event still counts, as the next one that is sent shows.
 * Source: client-go v0.36.3 tools/record/events_cache.go EventCorrelate, event.go recordEvent.
 */
export function createCorrelator({ kubernetes, forgotten }: CorrelatorSettings): Correlator {
  const aggregate = createAggregator({ entriesMax, forgotten });
  const observed = createRecentlyUsed<CorrelatedEvent>(entriesMax);
  const budgets = createRecentlyUsed<TokenBucket>(entriesMax);
  const budgetOf = valueIn(eventChanges.spamBudget, kubernetes);

  return (event) => {
    const { key, message } = aggregate(event);
    const before = observed.get(key);
    const correlated = {
      first: before?.first ?? event,
      message,
      count: (before?.count ?? 0) + 1,
      firstTimestamp: before?.firstTimestamp ?? event.at,
      lastTimestamp: event.at,
    };
    observed.set(key, correlated);
    const budget = budgets.get(budgetKey(event, budgetOf)) ?? createTokenBucket(spamBudget);
    const isSent = budget(event.at);
    budgets.set(budgetKey(event, budgetOf), budget);
    if (!isSent) return undefined;
    // What the API server answers is remembered too; combined events then take up a second place.
    observed.set(messageKey(event, message), correlated);
    return correlated;
  };
}

const budgetKey = ({ component, uid, type }: EventRecording, budget: SpamBudget): string =>
  [component, uid, ...(budget === "object" ? [] : [type])].join("\n");
