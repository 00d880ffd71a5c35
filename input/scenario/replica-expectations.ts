import type { Comparison, ExpectationBody, ReplicaClaim, TargetName } from "../../sim/checks/expectation.ts";
import { type Duration, minutes } from "../../sim/units.ts";
import { comparison, count } from "../fields/comparison.ts";
import { positiveDuration } from "../fields/duration.ts";
import { atMostOne, type Field, mapping, optional, type Read, record, required } from "../fields/read.ts";
import { integer } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { nameOf } from "./names.ts";
import { afterField, type Claims, lengthOf, spanFields } from "./span.ts";

const deployment = ({ world }: Claims): Field<TargetName> => required(nameOf(world, ["Deployment"]));

type ClaimValues = {
  readonly deployment: TargetName;
  readonly replicas: Comparison | undefined;
  readonly readyReplicas: Comparison | undefined;
};

const claimFields = (claims: Claims): { readonly [Key in keyof ClaimValues]: Field<ClaimValues[Key]> } => ({
  deployment: deployment(claims),
  replicas: optional(comparison(count), undefined),
  readyReplicas: optional(comparison(count), undefined),
});

/** Exactly one of `replicas` and `readyReplicas`. */
function claimOf({ deployment: target, replicas, readyReplicas }: ClaimValues, node: Node): ReplicaClaim {
  atMostOne(mapping(node), ["replicas", "readyReplicas"]);
  if (replicas !== undefined) return { target, field: "replicas", holds: replicas };
  if (readyReplicas !== undefined) return { target, field: "readyReplicas", holds: readyReplicas };
  throw errorAt(node.place, "the number of replicas is missing", 'Give replicas or readyReplicas: 4, "> 8" or "2..4".');
}

export const reaches =
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const fields = record({ ...claimFields(claims), within: required(positiveDuration), after: afterField(claims) })(
      node,
    );
    return { verb: "reaches", ...claimOf(fields, node), within: fields.within, after: fields.after };
  };

const claimOverSpan =
  (verb: "never" | "stays") =>
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const { after, until, ...claim } = record({ ...claimFields(claims), ...spanFields(claims) })(node);
    lengthOf({ after, until }, node, claims);
    return { verb, ...claimOf(claim, node), after, until };
  };

export const never: (claims: Claims) => Read<ExpectationBody> = claimOverSpan("never");
export const stays: (claims: Claims) => Read<ExpectationBody> = claimOverSpan("stays");

export const changes =
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const fields = record({
      deployment: deployment(claims),
      ...countFields,
      in: optional(positiveDuration, undefined),
      ...spanFields(claims),
    })(node);
    const { after, until } = fields;
    const whole = lengthOf({ after, until }, node, claims);
    const bounds = countOf(fields);
    if (bounds === undefined)
      throw errorAt(node.place, "the number of changes is missing", "Give atMost, atLeast or both.");
    return { verb: "changes", target: fields.deployment, count: bounds, in: fields.in ?? whole, after, until };
  };

type Counts = { readonly atLeast: number | undefined; readonly atMost: number | undefined };

const wholeNumber = integer({ min: 0, max: 1_000_000_000 });

export const countFields: { readonly [Key in keyof Counts]: Field<Counts[Key]> } = {
  atLeast: optional(wholeNumber, undefined),
  atMost: optional(wholeNumber, undefined),
};

/** The bounds; `undefined` when neither is given. */
export function countOf({ atLeast, atMost }: Counts): Comparison | undefined {
  if (atLeast === undefined && atMost === undefined) return undefined;
  return { ...(atLeast === undefined ? {} : { min: atLeast }), ...(atMost === undefined ? {} : { max: atMost }) };
}

/** Unchanged for so long counts as settled, where the scenario says nothing else. */
const calmDefault: Duration = minutes(2);

export const settles =
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const {
      deployment: target,
      replicas,
      ...fields
    } = record({
      deployment: deployment(claims),
      within: required(positiveDuration),
      after: afterField(claims),
      for: optional(positiveDuration, calmDefault),
      replicas: optional(comparison(count), undefined),
    })(node);
    return { verb: "settles", target, ...fields, ...(replicas === undefined ? {} : { replicas }) };
  };
