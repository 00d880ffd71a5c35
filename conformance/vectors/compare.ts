import type { VectorResult } from "./case.ts";

/** The first difference between an expected and an actual result, for people; undefined when they agree. */
export type Difference = { readonly name: string; readonly second: number; readonly text: string };

/**
 * Compares one result with the recorded one.
 *
 * Everything must be equal, texts and instants included, but for two things: upstream walks pods in no fixed order, so
 * the name in `of Pod NAME` or `in Pod NAME` may differ; and null, an absent member and an empty list are the same.
 */
export function compareResults(expected: VectorResult, actual: VectorResult): Difference | undefined {
  const { name } = expected;
  for (let index = 0; index < Math.max(expected.ticks.length, actual.ticks.length); index++) {
    const wanted = expected.ticks[index];
    const text = firstDifference(normal(wanted), normal(actual.ticks[index]), "");
    if (text !== undefined) return { name, second: wanted?.second ?? -1, text };
  }
  return undefined;
}

function normal(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/ (of|in) Pod [a-z0-9.-]+/g, " $1 Pod *");
  if (Array.isArray(value)) return value.map(normal);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined && member !== null && !(Array.isArray(member) && member.length === 0))
    .map(([key, member]) => [key, normal(member)] as const);
  return Object.fromEntries(members);
}

function firstDifference(expected: unknown, actual: unknown, path: string): string | undefined {
  if (Object.is(expected, actual)) return undefined;
  if (!isObject(expected) || !isObject(actual)) {
    return `${path || "/"}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const inner = firstDifference(expected[key], actual[key], `${path}/${key}`);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
