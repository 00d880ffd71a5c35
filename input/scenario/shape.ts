import { fromPieces, level, type Point } from "../../sim/load/pieces.ts";
import type { Profile } from "../../sim/load/profile.ts";
import { constant, ramp, sine, spike, steps } from "../../sim/load/shapes.ts";
import { type Duration, microseconds, zeroDuration } from "../../sim/units.ts";
import { duration, positiveDuration } from "../fields/duration.ts";
import type { Parsed } from "../fields/parsed.ts";
import { atMostOne, listOf, mapping, optional, type Read, record, required } from "../fields/read.ts";
import type { MapNode } from "../node.ts";
import { errorAt } from "../place.ts";
import type { Context } from "./context.ts";
import { recording } from "./recording.ts";

/** What changes over time. */
export type Quantity = {
  /** How a value is called in steps and in tables: `rate`, `value`. */
  readonly key: "rate" | "value";
  readonly read: Read<number>;
  /** Reads a cell of a table. */
  readonly parse: (text: string) => Parsed<number>;
};

/** Where a shape stands, and how long it goes on. */
export type Setting = { readonly context: Context; readonly span: Duration };

/** Fields that give a shape; a mapping has one of them. */
export const shapeKeys = ["steps", "ramp", "spike", "sine", "csv"] as const;

type ShapeKey = (typeof shapeKeys)[number];

/** A constant, or a mapping with one shape. */
export function shapeOrConstant(quantity: Quantity, setting: Setting): Read<Profile> {
  return (node) => {
    if (node.kind === "scalar") return constant(quantity.read(node));
    const fields = mapping(node, shapeKeys);
    const readers = shapes(quantity, setting);
    const optionals = Object.fromEntries(shapeKeys.map((key) => [key, optional(readers[key], undefined)]));
    atMostOne(fields, shapeKeys);
    const [profile] = Object.values(record<Readonly<Record<string, Profile | undefined>>>(optionals)(node)).filter(
      Boolean,
    );
    return profile ?? noShape(fields);
  };
}

function noShape(node: MapNode): never {
  throw errorAt(node.place, "there is no shape here", `Write a constant, or one of ${shapeKeys.join(", ")}.`);
}

/** The readers of the shapes. */
export const shapes = (quantity: Quantity, setting: Setting): Readonly<Record<ShapeKey, Read<Profile>>> => ({
  steps: stepsOf(quantity),
  ramp: rampOf(quantity),
  spike: spikeOf(quantity),
  sine: sineOf(quantity, setting.span),
  csv: recording(quantity, setting.context),
});

function stepsOf({ key, read }: Quantity): Read<Profile> {
  const step: Read<Point> = (node) => {
    const fields = record<Record<string, number>>({ at: required(duration), [key]: required(read) })(node);
    return { at: microseconds(fields.at ?? 0), value: fields[key] ?? 0 };
  };
  return (node) => {
    const points = listOf(step)(node);
    const items = node.kind === "list" ? node.items : [];
    points.forEach(({ at }, index) => {
      const before = points[index - 1];
      if (before !== undefined && at <= before.at) {
        throw errorAt(items[index]?.place ?? node.place, "this step is not later than the one before it");
      }
    });
    if (points.length === 0) throw errorAt(node.place, "there are no steps", `Written [{at: 0s, ${key}: …}].`);
    return steps(points);
  };
}

function rampOf({ read }: Quantity): Read<Profile> {
  const fields = record({ from: required(read), to: required(read), over: required(duration) });
  return (node) => ramp(fields(node));
}

function spikeOf({ read }: Quantity): Read<Profile> {
  const fields = record({
    base: required(read),
    peak: required(read),
    at: optional(duration, zeroDuration),
    rise: optional(duration, zeroDuration),
    hold: required(duration),
    fall: optional(duration, zeroDuration),
  });
  return (node) => {
    const { at, ...shape } = fields(node);
    const later = spike(shape).map((piece) => ({ ...piece, at: microseconds(piece.at + at) }));
    return fromPieces([level(zeroDuration, shape.base), ...later]);
  };
}

/** Most periods of one wave. */
const periodsMax = 10_000;

function sineOf({ read }: Quantity, span: Duration): Read<Profile> {
  const fields = record({
    mean: required(read),
    amplitude: required(read),
    period: required(positiveDuration),
    phase: optional(duration, zeroDuration),
  });
  return (node) => {
    const wave = fields(node);
    if (wave.amplitude > wave.mean) {
      throw errorAt(node.place, "the wave falls below 0", "The amplitude may not be more than the mean.");
    }
    if (span / wave.period > periodsMax) throw errorAt(node.place, `the wave has more than ${periodsMax} periods`);
    return sine({ ...wave, duration: span });
  };
}
