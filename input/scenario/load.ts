import { valueAt } from "../../sim/load/profile.ts";
import type { Load, LoadShape } from "../../sim/scenario.ts";
import { type Duration, microseconds, zeroDuration } from "../../sim/units.ts";
import { duration, positiveDuration } from "../fields/duration.ts";
import type { Parsed } from "../fields/parsed.ts";
import { rate } from "../fields/rate.ts";
import { asNode, atMostOne, collect, mapping, optional, type Read, record, required } from "../fields/read.ts";
import { boolean, integer } from "../fields/scalars.ts";
import { InputError, type Problem } from "../input-error.ts";
import { childOf, isNull, type MapEntry, type MapNode } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import type { Context } from "./context.ts";
import { instantName } from "./instant-name.ts";
import { type Quantity, shapeKeys, shapeOrConstant, shapes } from "./shape.ts";
import { targetOf } from "./target.ts";

const loadShapeKeys = ["rate", ...shapeKeys, "clients"] as const;

/** One entry of `load:`. */
export function load(name: string, entry: MapEntry, context: Context): Load {
  instantName("load", name, entry.keyPlace);
  const fields = record({
    service: optional(asNode, undefined),
    deployment: optional(asNode, undefined),
    from: optional(duration, undefined),
    until: optional(duration, undefined),
    for: optional(positiveDuration, undefined),
    queue: optional(boolean, false),
    ...shapeFields,
  })(entry.value);
  const node = mapping(entry.value);
  const { from = zeroDuration } = fields;
  const problems: Problem[] = [];
  const target = collect(problems, () => targetOf(node, ["service", "deployment"], context));
  const until = collect(problems, () => endOf({ ...fields, from, node }, context.duration));
  const span = microseconds((until?.[0] ?? context.duration) - from);
  const shape = collect(problems, () => shapeOf(node, context, span));
  if (!target || !until || !shape) throw new InputError(problems);
  const kind = target[0].kind === "Service" ? "Service" : "Deployment";
  if (fields.queue && shape[0].kind === "closed") {
    throw errorAt(
      placeOf(node, "queue"),
      "clients wait for their answer, and put no jobs into a queue",
      "Give a rate.",
    );
  }
  const load: Load = {
    ...{ name, target: { ...target[0], kind }, from, until: until[0], shape: shape[0] },
    ...(fields.queue && { isQueued: true }),
  };
  return fields.from === undefined ? alreadyThere(load, context.warmup) : load;
}

/** A load that is not said to begin has been there all along: during the warm-up it is what it is at zero. */
function alreadyThere(load: Load, warmup: Duration): Load {
  if (warmup === 0) return load;
  const from = microseconds(-warmup);
  const { shape } = load;
  if (shape.kind === "closed") return { ...load, from };
  const first = { at: zeroDuration, value: valueAt(shape.rate, zeroDuration), slopePerSecond: 0 };
  const later = shape.rate.map((piece) => ({ ...piece, at: microseconds(piece.at + warmup) }));
  return { ...load, from, shape: { kind: "open", rate: [first, ...later] } };
}

const shapeFields = Object.fromEntries(loadShapeKeys.map((key) => [key, optional(asNode, undefined)]));

type End = {
  readonly node: MapNode;
  readonly from: Duration;
  readonly until: Duration | undefined;
  readonly for: Duration | undefined;
};

function endOf(load: End, end: Duration): Duration {
  atMostOne(load.node, ["until", "for"]);
  if (load.from >= end) {
    throw errorAt(placeOf(load.node, "from"), "this load begins when the run is over", "Make the duration longer.");
  }
  const until = load.for === undefined ? (load.until ?? end) : microseconds(load.from + load.for);
  if (until <= load.from) throw errorAt(placeOf(load.node, "until"), "this load ends before it begins");
  return until;
}

const placeOf = (node: MapNode, key: string): MapEntry["keyPlace"] => node.entries.get(key)?.keyPlace ?? node.place;

/** Rows of a table hold requests per second. */
const perSecond = (text: string): Parsed<number> => {
  const value = text === "" ? Number.NaN : Number(text);
  if (value >= 0 && Number.isFinite(value)) return { ok: true, value };
  return { ok: false, message: `${quote(text)} is not a number of requests per second` };
};

const requests: Quantity = { key: "rate", read: rate, parse: perSecond };

function shapeOf(node: MapNode, context: Context, span: Duration): LoadShape {
  const key = atMostOne(node, loadShapeKeys);
  const value = key === undefined ? undefined : childOf(node, key);
  if (key === undefined || value === undefined || isNull(value)) {
    const hint = `Write one of ${loadShapeKeys.join(", ")}: for example rate: 200/s.`;
    throw errorAt(node.place, "the load has no shape", hint);
  }
  if (key === "clients") return clients(value);
  if (key === "rate") return { kind: "open", rate: shapeOrConstant(requests, { context, span })(value) };
  const readers = shapes(requests, { context, span });
  const shape = shapeKeys.find((each) => each === key);
  return { kind: "open", rate: shape === undefined ? [] : readers[shape](value) };
}

const clients: Read<LoadShape> = (node) => {
  const { count, think } = record({
    count: required(integer({ min: 1, max: 1_000_000 })),
    think: optional(duration, zeroDuration),
  })(node);
  return { kind: "closed", clients: count, think };
};
