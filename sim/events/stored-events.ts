import { createRandomStream } from "../kernel/random.ts";
import { type Duration, minutes, type SimTime } from "../units.ts";
import { type KubernetesVersion, valueIn } from "../version.ts";
import { eventChanges } from "./changes.table.ts";
import { type Correlator, createCorrelator } from "./correlator.ts";
import { createEventStore, type StoredEvent } from "./event-store.ts";
import type { EventRecording } from "./recording.ts";

export type StoredEventsSettings = {
  readonly kubernetes: KubernetesVersion;
  /** Decides what upstream leaves to chance: which message is forgotten when similar events are combined. */
  readonly seed: number;
  /** What is recorded later has not happened yet. */
  readonly until: SimTime;
  /** `--event-ttl` of the API server; an hour if not given. */
  readonly ttl?: Duration;
};

const defaultTtl = minutes(60);

/**
 * What a cluster makes of events that are recorded: those that it stores at `until`, and those that have expired by then.
 *
 * They stand in the order of their names, which tell when each was recorded first. One that expired and came again stands
 * twice, the second time with its old name and its whole count. What is recorded through events.k8s.io is left out: its
 * series are not modelled.
 * Source: client-go v0.36.3 tools/record/event.go recordToSink.
 */
export function storedEvents(
  recordings: readonly EventRecording[],
  { kubernetes, seed, until, ttl = defaultTtl }: StoredEventsSettings,
): readonly StoredEvent[] {
  const correlators = new Map<string, Correlator>();
  const correlatorOf = (component: string): Correlator => {
    const known = correlators.get(component);
    if (known !== undefined) return known;
    const { below } = createRandomStream(seed, `events/${component}`);
    const forgotten = (messages: readonly string[]): string => messages[below(messages.length)] ?? "";
    const correlator = createCorrelator({ kubernetes, forgotten });
    correlators.set(component, correlator);
    return correlator;
  };
  const store = createEventStore(ttl);
  const isSeries = valueIn(eventChanges.schedulerEvents, kubernetes) === "events.k8s.io";
  const places = new Map<EventRecording, number>();
  for (const recording of recordings) {
    if (recording.at > until) break;
    if (isSeries && recording.component === "default-scheduler") continue;
    places.set(recording, places.size);
    const sent = correlatorOf(recording.component)(recording);
    if (sent !== undefined) store.write(sent, recording.at);
  }
  const placeOf = (name: EventRecording): number => places.get(name) ?? 0;
  return store
    .entries()
    .toSorted((a, b) => placeOf(a.name) - placeOf(b.name))
    .map(({ event }) => event);
}
