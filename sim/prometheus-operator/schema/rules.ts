type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members => typeof value === "object" && value !== null;

/** The rules that the schemas state in CEL, by how they begin. */
const rules: readonly (readonly [start: string, meets: (self: Members) => boolean])[] = [
  [
    "[has(self.basicAuth), has(self.authorization), has(self.oauth2)]",
    (self) => ["basicAuth", "authorization", "oauth2"].filter((name) => self[name] !== undefined).length <= 1,
  ],
  ["!has(self.externalId)", ({ externalId, roleArn }) => externalId === undefined || roleArn !== undefined],
  ["!has(self.topology)", ({ topology, mode }) => topology === undefined || mode === "Topology"],
  [
    "!(self.type != 'RollingUpdate'",
    ({ type, rollingUpdate }) => type === "RollingUpdate" || rollingUpdate === undefined,
  ],
  ["!has(self.shardingStrategy)", hasShardsForZones],
];

/** Every zone needs a shard; the default is one. */
function hasShardsForZones({ shardingStrategy, shards }: Members): boolean {
  if (!isMembers(shardingStrategy) || shardingStrategy.mode !== "Topology") return true;
  const { topology } = shardingStrategy;
  const values = isMembers(topology) && Array.isArray(topology.values) ? topology.values : [];
  return (typeof shards === "number" ? shards : 1) >= values.length;
}

/** Whether an object meets a rule; one that is not known is met. */
export const meetsRule = (self: Members, rule: string): boolean =>
  rules.find(([start]) => rule.startsWith(start))?.[1](self) ?? true;
