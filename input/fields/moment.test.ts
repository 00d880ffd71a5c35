import fc from "fast-check";
import { expect, test } from "vitest";
import { momentText } from "../../sim/checks/moment.ts";
import { minutes, seconds, zeroDuration } from "../../sim/units.ts";
import type { Node } from "../node.ts";
import { problemsOf } from "../test-folder.ts";
import { type Instants, moment } from "./moment.ts";

const instants: Instants = {
  loads: new Map([
    ["spike", { from: minutes(2), until: minutes(10) }],
    ["broken", undefined],
  ]),
  actions: new Map([["deploy", minutes(5)]]),
  faults: new Map(),
  end: minutes(30),
};

const place = { kind: "argument", argument: "x" } as const;
const nodeOf = (text: string): Node => ({ kind: "scalar", value: text, text, isQuoted: true, place });
const read = (text: string): unknown => moment(instants)(nodeOf(text));

test.for([
  ["5m", { kind: "time", at: minutes(5) }],
  ["5m - 30s", { kind: "time", at: seconds(270) }],
  ["load.spike", { kind: "load", name: "spike", edge: "start", offset: zeroDuration }],
  ["load.spike.end", { kind: "load", name: "spike", edge: "end", offset: zeroDuration }],
  ["load.spike.end + 30s", { kind: "load", name: "spike", edge: "end", offset: seconds(30) }],
  ["load.broken - 1h", { kind: "load", name: "broken", edge: "start", offset: minutes(-60) }],
  ["action.deploy - 1m", { kind: "action", name: "deploy", offset: minutes(-1) }],
  ["end", { kind: "end", offset: zeroDuration }],
  ["end - 30s", { kind: "end", offset: seconds(-30) }],
] as const)("%s is an instant", ([text, value]) => {
  expect(read(text)).toEqual(value);
});

test("every instant that a verdict prints is read as what it was", () => {
  const offset = fc.integer({ min: -120, max: 120 }).map(seconds);
  const moments = fc.oneof(
    fc.nat({ max: 1800 }).map((at) => ({ kind: "time", at: seconds(at) }) as const),
    offset.map((each) => ({ kind: "load", name: "spike", edge: "start", offset: each }) as const),
    offset.map((each) => ({ kind: "load", name: "spike", edge: "end", offset: each }) as const),
    offset.map((each) => ({ kind: "action", name: "deploy", offset: each }) as const),
    fc.integer({ min: -120, max: 0 }).map((each) => ({ kind: "end", offset: seconds(each) }) as const),
  );
  fc.assert(
    fc.property(moments, (value) => {
      expect(read(momentText(value))).toEqual(value);
    }),
  );
});

const form =
  "An instant is written 5m, load.spike, load.spike.end, action.deploy, fault.outage or end, and may be followed by + 30s or - 30s.";

test.for([
  ["load.spik", 'x: there is no load "spik", did you mean "load.spike"?\n  There is load.spike, load.broken.'],
  ["action.x", 'x: there is no action "x"\n  There is action.deploy.'],
  ["load.spike.start", `x: "load.spike.start" is not an instant\n  ${form}`],
  ["spike", `x: "spike" is not an instant\n  ${form}`],
  ["load.spike +30s", `x: "load.spike +30s" is not an instant\n  ${form}`],
  ["5", 'x: "5" has no unit\n  Did you mean 5s? A duration is written 250ms, 90s, 5m or 1h30m.'],
  ["end + 1s", "x: this instant lies after the end of the run\n  Make the duration longer."],
  ["load.spike - 3m", "x: this instant lies before zero, the end of the warm-up"],
] as const)("%s is refused", ([text, error]) => {
  expect(problemsOf(() => read(text))).toBe(error);
});
