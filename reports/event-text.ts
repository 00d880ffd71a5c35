import type { Fact } from "../sim/trace/fact.ts";
import type { Trace } from "../sim/trace/trace.ts";
import type { SimTime } from "../sim/units.ts";
import { clock } from "./clock.ts";
import { subjectOf } from "./subject.ts";
import type { TimelineLine } from "./timeline.ts";

type EventFact = Extract<Fact, { readonly kind: "event" }>;

/** An event and how often it came again before a minute went by without it. */
type RepeatedEvent = { readonly event: EventFact; readonly times: number; readonly last: SimTime };

const quietMicroseconds = 60_000_000;

/** The events of a run in order of time, repeats of one about the same object counted together. */
export function repeatedEvents({ facts }: Trace): readonly RepeatedEvent[] {
  const found: { event: EventFact; times: number; last: SimTime }[] = [];
  const open = new Map<string, (typeof found)[number]>();
  for (const fact of facts) {
    if (fact.kind !== "event") continue;
    const key = [subjectOf(fact.involved), fact.type, fact.reason, fact.message].join("\n");
    const known = open.get(key);
    if (known !== undefined && fact.at - known.last <= quietMicroseconds) {
      known.times++;
      known.last = fact.at;
      continue;
    }
    const repeated = { event: fact, times: 1, last: fact.at };
    open.set(key, repeated);
    found.push(repeated);
  }
  return found;
}

/** Normal events that say of one pod, or of one decision, what a line of its own says. */
const saidElsewhere: ReadonlySet<string> = new Set([
  "SuccessfulCreate",
  "SuccessfulDelete",
  "Scheduled",
  "Pulled",
  "Created",
  "Started",
  "Killing",
  "SuccessfulRescale",
]);

/** Writes the events of a trace: the first of some repeats, with how often and until when; the others not at all. */
export function eventLines(trace: Trace): (event: EventFact, zero: SimTime) => readonly TimelineLine[] {
  const firsts = new Map(repeatedEvents(trace).map((repeated) => [repeated.event, repeated]));
  return (event, zero) => {
    const repeated = firsts.get(event);
    if (repeated === undefined || (event.type === "Normal" && saidElsewhere.has(event.reason))) return [];
    const { times, last } = repeated;
    const again = times === 1 ? "" : ` (${times} times, until ${clock(last, zero)})`;
    return [
      {
        at: event.at,
        subject: subjectOf(event.involved),
        what: event.reason,
        why: event.message + again,
        tone: event.type === "Warning" ? "warning" : "plain",
      },
    ];
  };
}
