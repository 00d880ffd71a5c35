import type { Moment } from "../../sim/checks/expectation.ts";
import { type Duration, microseconds, zeroDuration } from "../../sim/units.ts";
import { nearestName } from "../nearest-name.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import { parseDuration } from "./duration.ts";
import { type Parsed, parsedBy } from "./parsed.ts";
import type { Read } from "./read.ts";

/** When the things happen that have a name, and when the run ends. */
export type Instants = {
  /** `undefined` for what could not be read: nothing is known of its time. */
  readonly loads: ReadonlyMap<string, { readonly from: Duration; readonly until: Duration } | undefined>;
  readonly actions: ReadonlyMap<string, Duration | undefined>;
  readonly faults: ReadonlyMap<string, { readonly from: Duration; readonly until: Duration } | undefined>;
  readonly end: Duration;
};

const form =
  "An instant is written 5m, load.spike, load.spike.end, action.deploy, fault.outage or end, and may be followed by + 30s or - 30s.";

/** An instant from the scenario's zero to its end. */
export function moment(instants: Instants): Read<Moment> {
  const read = parsedBy((text) => parseMoment(text, instants), "an instant such as 5m or load.spike");
  return (node) => {
    const value = read(node);
    const at = instantOf(value, instants);
    if (at === undefined) return value;
    if (at === Number.POSITIVE_INFINITY) {
      throw errorAt(node.place, "this fault does not end", 'Give it a "for" or an "until".');
    }
    if (at > instants.end)
      throw errorAt(node.place, "this instant lies after the end of the run", "Make the duration longer.");
    if (at < 0) throw errorAt(node.place, "this instant lies before zero, the end of the warm-up");
    return value;
  };
}

/** The instant, from the scenario's zero; `undefined` when nothing is known of it. */
export function instantOf(moment: Moment, instants: Instants): Duration | undefined {
  switch (moment.kind) {
    case "time":
      return moment.at;
    case "end":
      return microseconds(instants.end + moment.offset);
    case "action":
      return later(instants.actions.get(moment.name), moment.offset);
    case "load": {
      const load = instants.loads.get(moment.name);
      return later(moment.edge === "start" ? load?.from : load?.until, moment.offset);
    }
    case "fault": {
      const fault = instants.faults.get(moment.name);
      return later(moment.edge === "start" ? fault?.from : fault?.until, moment.offset);
    }
  }
}

const later = (time: Duration | undefined, offset: Duration): Duration | undefined =>
  time === undefined ? undefined : microseconds(time + offset);

function parseMoment(text: string, instants: Instants): Parsed<Moment> {
  const match = /^(\S+)(?:\s+([+-])\s+(\S+))?$/.exec(text);
  if (!match) return { ok: false, message: `${quote(text)} is not an instant`, hint: form };
  const [, base = "", sign, distance] = match;
  const span = distance === undefined ? { ok: true as const, value: zeroDuration } : parseDuration(distance);
  return span.ok ? parseBase(base, microseconds(sign === "-" ? 0 - span.value : span.value), instants) : span;
}

function parseBase(base: string, offset: Duration, instants: Instants): Parsed<Moment> {
  if (base === "end") return { ok: true, value: { kind: "end", offset } };
  const [family, name = "", edge, ...rest] = base.split(".");
  if (family === "load" && (edge === undefined || edge === "end") && rest.length === 0) {
    if (!instants.loads.has(name)) return unknownName("load", name, [...instants.loads.keys()]);
    return { ok: true, value: { kind: "load", name, edge: edge === undefined ? "start" : "end", offset } };
  }
  if (family === "fault" && (edge === undefined || edge === "end") && rest.length === 0) {
    if (!instants.faults.has(name)) return unknownName("fault", name, [...instants.faults.keys()]);
    return { ok: true, value: { kind: "fault", name, edge: edge === undefined ? "start" : "end", offset } };
  }
  if (family === "action" && edge === undefined) {
    if (!instants.actions.has(name)) return unknownName("action", name, [...instants.actions.keys()]);
    return { ok: true, value: { kind: "action", name, offset } };
  }
  if (/^[a-z]/i.test(base)) return { ok: false, message: `${quote(base)} is not an instant`, hint: form };
  const time = parseDuration(base);
  return time.ok ? { ok: true, value: { kind: "time", at: microseconds(time.value + offset) } } : time;
}

function unknownName(family: string, name: string, names: readonly string[]): Parsed<Moment> {
  const near = nearestName(name, names);
  const guess = near === undefined ? "" : `, did you mean ${quote(`${family}.${near}`)}?`;
  const list =
    names.length === 0
      ? `The scenario has no ${family}s.`
      : `There is ${names.map((each) => `${family}.${each}`).join(", ")}.`;
  return { ok: false, message: `there is no ${family} ${quote(name)}${guess}`, hint: list };
}
