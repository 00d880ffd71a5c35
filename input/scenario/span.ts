import type { Moment, Span } from "../../sim/checks/expectation.ts";
import { type Duration, microseconds, zeroDuration } from "../../sim/units.ts";
import { type Instants, instantOf, moment } from "../fields/moment.ts";
import { type Field, optional } from "../fields/read.ts";
import { childOf, type Node } from "../node.ts";
import { errorAt } from "../place.ts";
import type { World } from "./names.ts";

/** What expectations can speak of. */
export type Claims = { readonly world: World; readonly instants: Instants };

const zero: Moment = { kind: "time", at: zeroDuration };
const end: Moment = { kind: "end", offset: zeroDuration };

/** `after`: from zero where it is absent. */
export const afterField = ({ instants }: Claims): Field<Moment> => optional(moment(instants), zero);

/** `after` and `until`: the whole run where they are absent. */
export const spanFields = (claims: Claims): { readonly [Key in keyof Span]: Field<Moment> } => ({
  after: afterField(claims),
  until: optional(moment(claims.instants), end),
});

/** How long a span is. One that ends before it begins is an error. */
export function lengthOf({ after, until }: Span, node: Node, { instants }: Claims): Duration {
  const [from, to] = [instantOf(after, instants), instantOf(until, instants)];
  // What could not be read has been reported, and the span's length no longer matters.
  const length = from === undefined || to === undefined ? 1 : to - from;
  const place = (childOf(node, "until") ?? childOf(node, "after") ?? node).place;
  if (length <= 0) throw errorAt(place, "the span from after to until is empty");
  return microseconds(length);
}
