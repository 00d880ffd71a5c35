import type { Comparison, ExpectationBody } from "../../sim/checks/expectation.ts";
import { asNode, mapping, optional, type Read, record, required } from "../fields/read.ts";
import { oneOf, scalar, text } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import { nameOf } from "./names.ts";
import { countFields, countOf } from "./replica-expectations.ts";
import { type Claims, lengthOf, spanFields } from "./span.ts";
import { involvedOf } from "./target.ts";

type Status = "True" | "False" | "Unknown";

/** YAML reads an unquoted True as a boolean. */
const status: Read<Status> = (node) => {
  const { value } = scalar(node, '"True", "False" or "Unknown"');
  if (typeof value === "boolean") return value ? "True" : "False";
  return oneOf(["True", "False", "Unknown"] as const)(node);
};

/** Source: apimachinery v0.36.3 pkg/apis/meta/v1/types.go Condition, the pattern of reason */
const reasonText: Read<string> = (node) => {
  const reason = text(node);
  if (/^[A-Za-z](?:[A-Za-z0-9_,:]*[A-Za-z0-9_])?$/.test(reason)) return reason;
  throw errorAt(node.place, `${quote(reason)} cannot be a reason`, "A reason is one word, such as SuccessfulRescale.");
};

export const condition =
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const { reason, ...fields } = record({
      hpa: required(nameOf(claims.world, ["HorizontalPodAutoscaler"])),
      type: required(oneOf(["AbleToScale", "ScalingActive", "ScalingLimited", "ScaledToZero"])),
      status: optional<Status, Status>(status, "True"),
      reason: optional(reasonText, undefined),
      ...spanFields(claims),
    })(node);
    lengthOf(fields, node, claims);
    return { verb: "condition", ...fields, ...(reason === undefined ? {} : { reason }) };
  };

const involvedKeys = ["hpa", "deployment", "replicaSet", "pod", "scaledObject"] as const;

export const event =
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const { reason, message, after, until, ...counts } = record({
      ...involvedFields,
      reason: required(reasonText),
      message: optional(text, undefined),
      ...countFields,
      ...spanFields(claims),
    })(node);
    lengthOf({ after, until }, node, claims);
    const involved = involvedOf(mapping(node), involvedKeys, claims.world);
    const messageContains = message === undefined ? {} : { messageContains: message };
    return { verb: "event", involved, reason, ...messageContains, count: countClaim(counts, node), after, until };
  };

type AlertState = Extract<ExpectationBody, { readonly verb: "alert" }>["state"];

export const alert =
  (claims: Claims): Read<ExpectationBody> =>
  (node) => {
    const { name, state, receiver, after, until, ...counts } = record({
      name: required(text),
      state: optional<AlertState, AlertState>(oneOf(["pending", "firing", "resolved"] as const), "firing"),
      receiver: optional(text, undefined),
      ...countFields,
      ...spanFields(claims),
    })(node);
    lengthOf({ after, until }, node, claims);
    if (receiver !== undefined && state === "pending") {
      throw errorAt(node.place, "no receiver is told of a pending alert", "Leave receiver or state out.");
    }
    const told = receiver === undefined ? {} : { receiver };
    return { verb: "alert", name, state, ...told, count: countClaim(counts, node), after, until };
  };

/** How often something happens: at least once where nothing is said. */
function countClaim(counts: Parameters<typeof countOf>[0], node: Node): Comparison {
  const { atLeast, atMost } = counts;
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    throw errorAt(node.place, `at least ${atLeast} and at most ${atMost} cannot both be`);
  }
  return countOf(counts) ?? { min: 1 };
}

const involvedFields = {
  hpa: optional(asNode, undefined),
  deployment: optional(asNode, undefined),
  replicaSet: optional(asNode, undefined),
  pod: optional(asNode, undefined),
  scaledObject: optional(asNode, undefined),
};
