import { between, minutes, type SimTime } from "../units.ts";
import { createRecentlyUsed } from "./recently-used.ts";
import type { EventRecording } from "./recording.ts";

/** Events that differ in nothing but their message. */
type Similar = { readonly messages: Set<string>; lastAt: SimTime };

/** The event as it goes on, and the key under which it is counted. */
export type Aggregated = { readonly key: string; readonly message: string };

/** Which of ten messages is forgotten once similar events are combined: upstream the first of a Go map, so any of them. */
export type Forgotten = (messages: readonly string[]) => string;

/** From so many different messages on, similar events become one. */
const messagesMax = 10;
/** A gap longer than this between similar events, and counting starts anew. */
const similarWithin = minutes(10);

/**
 * Combines events that differ only by their message, once there are ten of them without a gap of more than ten minutes.
 *
 * Source: client-go v0.36.3 tools/record/events_cache.go EventAggregate.
 */
export function createAggregator(settings: {
  readonly entriesMax: number;
  readonly forgotten: Forgotten;
}): (event: EventRecording) => Aggregated {
  const known = createRecentlyUsed<Similar>(settings.entriesMax);
  return (event) => {
    const key = similarKey(event);
    const before = known.get(key);
    const isGap = before === undefined || between(before.lastAt, event.at) > similarWithin;
    const similar = isGap ? { messages: new Set<string>(), lastAt: event.at } : before;
    similar.messages.add(event.message);
    similar.lastAt = event.at;
    known.set(key, similar);
    if (similar.messages.size < messagesMax) return { key: messageKey(event, event.message), message: event.message };
    // The set grows no further.
    similar.messages.delete(settings.forgotten([...similar.messages]));
    return { key, message: `(combined from similar events): ${event.message}` };
  };
}

const similarKey = ({ component, uid, type, reason }: EventRecording): string =>
  ["similar", component, uid, type, reason].join("\n");

/** The key of an event that stands for itself. */
export const messageKey = ({ component, uid, type, reason }: EventRecording, message: string): string =>
  ["same", component, uid, type, reason, message].join("\n");
