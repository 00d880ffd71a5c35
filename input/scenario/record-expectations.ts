import type { ExpectationBody } from "../../sim/checks/expectation.ts";
import { asNode, mapping, optional, type Read, record, required } from "../fields/read.ts";
import { oneOf, scalar, text } from "../fields/scalars.ts";
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
      type: required(oneOf(["AbleToScale", "ScalingActive", "ScalingLimited"])),
      status: optional<Status, Status>(status, "True"),
      reason: optional(reasonText, undefined),
      ...spanFields(claims),
    })(node);
    lengthOf(fields, node, claims);
    return { verb: "condition", ...fields, ...(reason === undefined ? {} : { reason }) };
  };

const involvedKeys = ["hpa", "deployment", "replicaSet", "pod"] as const;

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
    if (counts.atLeast !== undefined && counts.atMost !== undefined && counts.atLeast > counts.atMost) {
      throw errorAt(node.place, `at least ${counts.atLeast} and at most ${counts.atMost} cannot both be`);
    }
    const messageContains = message === undefined ? {} : { messageContains: message };
    return { verb: "event", involved, reason, ...messageContains, count: countOf(counts) ?? { min: 1 }, after, until };
  };

const involvedFields = {
  hpa: optional(asNode, undefined),
  deployment: optional(asNode, undefined),
  replicaSet: optional(asNode, undefined),
  pod: optional(asNode, undefined),
};
