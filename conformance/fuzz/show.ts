import { differingMembers } from "../vectors/compare.ts";
import type { Divergence } from "./contest.ts";

const widthMax = 110;

/** A divergence for people: the case, what differs side by side, and both answers to the sync where it does. */
export function showDivergence(divergence: Divergence): string {
  const { kubernetes, case: vector, real, ours, difference } = divergence;
  const head = `Kubernetes ${kubernetes}: the two part on this case\n${showJson(vector)}`;
  if (!real.ok || !ours.ok || difference === undefined) {
    const say = (answer: Divergence["real"]): string => (answer.ok ? showJson(answer.result) : answer.error);
    return `${head}\n\nreal: ${say(real)}\n\nours: ${say(ours)}`;
  }
  const [left, right] = [real, ours].map(({ result }) => result.ticks[difference.index]);
  const members = differingMembers(left, right).map(
    ({ path, expected, actual }) =>
      `  ${path || "/"}\n    real  ${showJson(expected, 10)}\n    ours  ${showJson(actual, 10)}`,
  );
  return [
    head,
    `at ${difference.second} s, sync ${difference.index + 1}:`,
    ...members,
    `real: ${showJson(left)}`,
    `ours: ${showJson(right)}`,
  ].join("\n\n");
}

/** JSON with as much on a line as fits. */
export function showJson(value: unknown, indent = 0): string {
  const flat = JSON.stringify(value) ?? "absent";
  if (flat.length + indent <= widthMax || typeof value !== "object" || value === null) return flat;
  const inner = " ".repeat(indent + 2);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${showJson(item, indent + 2)}`)
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => `${inner}${JSON.stringify(key)}: ${showJson(member, indent + 2)}`);
  return `${open}\n${lines.join(",\n")}\n${" ".repeat(indent)}${close}`;
}
