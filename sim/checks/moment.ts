import { invariant, unreachable } from "../invariant.ts";
import { formatGoDuration } from "../kubernetes/timestamp.ts";
import type { Scenario } from "../scenario.ts";
import type { Trace } from "../trace/trace.ts";
import { between, type Duration, microseconds, plus, type SimTime } from "../units.ts";
import type { Moment, Span } from "./expectation.ts";

/** What the verbs judge by. */
export type Evidence = { readonly scenario: Scenario; readonly trace: Trace };

/** From and to, both instants included. */
export type Interval = { readonly from: SimTime; readonly to: SimTime };

/** The instant that a moment names, kept within the run. */
export function instantOf(moment: Moment, evidence: Evidence): SimTime {
  const { zero, end } = evidence.trace;
  const at = unbounded(moment, evidence);
  return at < zero ? zero : at > end ? end : at;
}

function unbounded(moment: Moment, { scenario, trace }: Evidence): SimTime {
  switch (moment.kind) {
    case "time":
      return plus(trace.zero, moment.at);
    case "load": {
      const load = scenario.loads.find(({ name }) => name === moment.name);
      invariant(load !== undefined, `an expectation names a load of its scenario, not "${moment.name}"`);
      // A load that was there before zero begins, for those who judge, at zero.
      const edge = moment.edge === "start" ? Math.max(load.from, 0) : load.until;
      return plus(trace.zero, microseconds(edge + moment.offset));
    }
    case "action": {
      const action = scenario.actions.find(({ name }) => name === moment.name);
      invariant(action !== undefined, `an expectation names an action of its scenario, not "${moment.name}"`);
      return plus(plus(trace.zero, action.at), moment.offset);
    }
    case "fault": {
      const fault = scenario.faults.find(({ name }) => name === moment.name);
      invariant(fault !== undefined, `an expectation names a fault of its scenario, not "${moment.name}"`);
      const edge = moment.edge === "start" ? fault.from : fault.until;
      return plus(trace.zero, microseconds(edge + moment.offset));
    }
    case "end":
      return plus(trace.end, moment.offset);
    default:
      return unreachable(moment);
  }
}

/** The interval that a claim is about. */
export const intervalOf = ({ after, until }: Span, evidence: Evidence): Interval => ({
  from: instantOf(after, evidence),
  to: instantOf(until, evidence),
});

/** A moment as the user writes it: `load.spike + 30s`. */
export function momentText(moment: Moment): string {
  switch (moment.kind) {
    case "time":
      return formatGoDuration(moment.at);
    case "load":
    case "fault":
      return `${moment.kind}.${moment.name}${moment.edge === "end" ? ".end" : ""}${offsetText(moment.offset)}`;
    case "action":
      return `action.${moment.name}${offsetText(moment.offset)}`;
    case "end":
      return `end${offsetText(moment.offset)}`;
    default:
      return unreachable(moment);
  }
}

function offsetText(offset: Duration): string {
  if (offset === 0) return "";
  return offset < 0 ? ` - ${formatGoDuration(offset).slice(1)}` : ` + ${formatGoDuration(offset)}`;
}

/** An instant of the run as a span from zero: `2m15s`. */
export const clockText = (at: SimTime, { trace }: Evidence): string => formatGoDuration(between(trace.zero, at));
