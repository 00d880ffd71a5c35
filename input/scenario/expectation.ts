import type { Expectation, ExpectationBody } from "../../sim/checks/expectation.ts";
import { mapping, type Read } from "../fields/read.ts";
import { nearestName } from "../nearest-name.ts";
import { type Node, toFlow } from "../node.ts";
import { errorAt, placeText } from "../place.ts";
import { quote, visible } from "../visible-text.ts";
import { alert, condition, event } from "./record-expectations.ts";
import { changes, never, reaches, settles, stays } from "./replica-expectations.ts";
import { costs, errors, latency } from "./serving-expectations.ts";
import type { Claims } from "./span.ts";

type Verb = ExpectationBody["verb"];

const readers: { readonly [Each in Verb]: (claims: Claims) => Read<ExpectationBody> } = {
  reaches,
  never,
  stays,
  changes,
  settles,
  condition,
  event,
  latency,
  errors,
  alert,
  costs,
};

const verbs = Object.keys(readers) as Verb[];

/** One item of `expect:`: a mapping with one verb. */
export function expectation(node: Node, claims: Claims): Expectation {
  const [first, second] = mapping(node, verbs).entries;
  if (first === undefined) throw errorAt(node.place, "the expectation is empty", `Write one of ${verbs.join(", ")}.`);
  const [key, { keyPlace, value }] = first;
  const verb = verbs.find((each) => each === key);
  if (verb === undefined) {
    const near = nearestName(key, verbs);
    const guess = near === undefined ? "" : `, did you mean ${quote(near)}?`;
    throw errorAt(keyPlace, `unknown expectation ${quote(key)}${guess}`, `Known: ${verbs.join(", ")}.`);
  }
  if (second !== undefined) {
    throw errorAt(second[1].keyPlace, "an expectation has one verb", 'Begin each with a "- " of its own.');
  }
  const text = visible(`${verb}: ${toFlow(value)}`);
  return { text, place: visible(placeText(node.place)), ...readers[verb](claims)(value) };
}
