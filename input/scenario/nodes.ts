import type { NodeGroup } from "../../sim/scenario.ts";
import { bytes, millicores } from "../../sim/units.ts";
import { cpu, memory } from "../fields/amount.ts";
import { listOf, mapOf, optional, type Read, record } from "../fields/read.ts";
import { integer, text } from "../fields/scalars.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";

const defaultGroup: NodeGroup = {
  name: "node",
  count: 3,
  cpu: millicores(4000),
  memory: bytes(16 * 1024 ** 3),
  podsMax: 110,
  labels: {},
};

export const defaultNodes: readonly NodeGroup[] = [defaultGroup];

const labels: Read<Readonly<Record<string, string>>> = (node) =>
  Object.fromEntries(mapOf((key, { value }) => [key, text(value)] as const)(node));

/** A DNS label: nodes are called `<group>-1`, `<group>-2`, … */
const groupName: Read<string> = (node) => {
  const name = text(node);
  if (/^[a-z0-9](?:[-a-z0-9]{0,50}[a-z0-9])?$/.test(name)) return name;
  const hint = "A name has up to 52 lowercase letters, digits and dashes, and begins and ends with a letter or digit.";
  throw errorAt(node.place, `${quote(name)} cannot be the name of nodes`, hint);
};

const group: Read<NodeGroup> = (node) => {
  const { pods, ...size } = record({
    name: optional(groupName, defaultGroup.name),
    count: optional(integer({ min: 0, max: 10_000 }), defaultGroup.count),
    cpu: optional(cpu, defaultGroup.cpu),
    memory: optional(memory, defaultGroup.memory),
    pods: optional(integer({ min: 0, max: 10_000 }), defaultGroup.podsMax),
    labels: optional(labels, defaultGroup.labels),
  })(node);
  return { ...size, podsMax: pods };
};

/** One group of equal nodes, or a list of groups with different names. */
export const nodeGroups: Read<readonly NodeGroup[]> = (node) => {
  if (node.kind !== "list") return [group(node)];
  const groups = listOf(group)(node);
  const twice = groups.findIndex(({ name }, index) => groups.findIndex((other) => other.name === name) !== index);
  if (twice === -1) return groups;
  const name = quote(groups[twice]?.name ?? "");
  throw errorAt(
    node.items[twice]?.place ?? node.place,
    `two groups of nodes are called ${name}`,
    'Give each a "name".',
  );
};
