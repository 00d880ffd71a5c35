import type { ObjectReference } from "../kubernetes/object.ts";
import { type Duration, type SimTime, toWholeSecond } from "../units.ts";
import type { CorrelatedEvent } from "./correlator.ts";
import { createLeases } from "./leases.ts";
import type { EventRecording } from "./recording.ts";

/** An event as the API server stores it; its timestamps have whole seconds. */
export type StoredEvent = {
  readonly involved: ObjectReference;
  readonly uid: string;
  /** `source.component`. */
  readonly source: string;
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly firstTimestamp: SimTime;
  readonly lastTimestamp: SimTime;
  /** From this instant on it is gone. */
  readonly expiresAt: SimTime;
};

/** A stored event, and the recording whose name it has. */
export type StoreEntry = { readonly name: EventRecording; readonly event: StoredEvent };

export type EventStore = {
  /** Instants do not run backwards. */
  readonly write: (event: CorrelatedEvent, at: SimTime) => "created" | "patched";
  /** Also those that have expired, in the order in which they were created. */
  readonly entries: () => readonly StoreEntry[];
};

/**
 * The events in the API server. Every write begins the time to live anew.
 *
 * Source: client-go v0.36.3 tools/record/event.go recordEvent; kubernetes v1.36.3 pkg/registry/core/event/storage.
 */
export function createEventStore(ttl: Duration): EventStore {
  const expiry = createLeases(ttl);
  const all: { readonly name: EventRecording; event: StoredEvent }[] = [];
  const newest = new Map<EventRecording, (typeof all)[number]>();
  return {
    write: (sent, at) => {
      const event = storedForm(sent, expiry(at));
      const known = newest.get(sent.first);
      if (known !== undefined && at < known.event.expiresAt) {
        known.event = event;
        return "patched";
      }
      // Expired, or dropped when it came first: what is not there is created with the count that it has.
      const entry = { name: sent.first, event };
      all.push(entry);
      newest.set(sent.first, entry);
      return "created";
    },
    entries: () => all,
  };
}

function storedForm(sent: CorrelatedEvent, expiresAt: SimTime): StoredEvent {
  const { involved, uid, component, type, reason } = sent.first;
  return {
    involved,
    uid,
    source: component,
    type,
    reason,
    message: sent.message,
    count: sent.count,
    firstTimestamp: toWholeSecond(sent.firstTimestamp),
    lastTimestamp: toWholeSecond(sent.lastTimestamp),
    expiresAt,
  };
}
