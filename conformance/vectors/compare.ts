import type { VectorResult } from "./case.ts";

/** The first difference between an expected and an actual result, for people; undefined when they agree. */
export type Difference = {
  readonly name: string;
  readonly second: number;
  readonly text: string;
  /** The sync's place among the ticks. */
  readonly index: number;
};

/**
 * Compares one result with the recorded one.
 *
 * Everything must be equal, texts and instants included, but for this: upstream walks pods and HPAs in no fixed order, so
 * the name in `of Pod NAME` or `in Pod NAME`, and the list of HPAs that share their pods, may differ; and null, an absent
 * member and an empty list are the same.
 */
export function compareResults(expected: VectorResult, actual: VectorResult): Difference | undefined {
  const { name } = expected;
  for (let index = 0; index < Math.max(expected.ticks.length, actual.ticks.length); index++) {
    const wanted = expected.ticks[index];
    const [first] = differingMembers(wanted, actual.ticks[index]);
    if (first === undefined) continue;
    const { path, expected: left, actual: right } = first;
    const text = `${path || "/"}: expected ${JSON.stringify(left)}, got ${JSON.stringify(right)}`;
    return { name, second: wanted?.second ?? -1, text, index };
  }
  return undefined;
}

/** One member that differs between two values, by the same rules. */
export type DifferingMember = { readonly path: string; readonly expected: unknown; readonly actual: unknown };

/** Every innermost member that differs. */
export const differingMembers = (expected: unknown, actual: unknown): readonly DifferingMember[] =>
  differing(comparable(expected), comparable(actual), "");

/** A value without what may differ: names taken at random, and members that say nothing. */
export function comparable(value: unknown): unknown {
  if (typeof value === "string") return normalText(value);
  if (Array.isArray(value)) return value.map(comparable);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined && member !== null && !(Array.isArray(member) && member.length === 0))
    .map(([key, member]) => [key, comparable(member)] as const);
  return Object.fromEntries(members);
}

const normalText = (text: string): string =>
  text
    .replace(/ (of|in) Pod [a-z0-9.-]+/g, " $1 Pod *")
    .replace(/ controlled by (multiple HPAs: |more than one HPA \(e\.g\. )\[[^\]]*\]/g, " controlled by $1[*]");

function differing(expected: unknown, actual: unknown, path: string): readonly DifferingMember[] {
  if (Object.is(expected, actual)) return [];
  if (!isObject(expected) || !isObject(actual)) return [{ path, expected, actual }];
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => differing(expected[key], actual[key], `${path}/${key}`));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
