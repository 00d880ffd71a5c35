import type { MetricFamily } from "../../exposition-format/family.ts";

/**
 * What an etcd of one member says of itself, as far as that follows from its being well: it leads itself.
 *
 * The size of its database, its writes, their latencies and its traffic are left out: the simulator has no etcd.
 * Source: etcd v3.7.0 server/etcdserver/metrics.go, server/etcdserver/api/membership/metrics.go
 */
export const etcdFamilies: readonly MetricFamily[] = [
  family("gauge", "has_leader", "Whether or not a leader exists. 1 is existence, 0 is not.", 1),
  family("gauge", "is_leader", "Whether or not this member is a leader. 1 if is, 0 otherwise.", 1),
  family("gauge", "is_learner", "Whether or not this member is a learner. 1 if is, 0 otherwise.", 0),
  family("counter", "leader_changes_seen_total", "The number of leader changes seen.", 1),
];

function family(type: "gauge" | "counter", what: string, help: string, value: number): MetricFamily {
  const name = `etcd_server_${what}`;
  return { name, help, type, samples: [{ name, labels: {}, value, timestampMilliseconds: undefined }] };
}
