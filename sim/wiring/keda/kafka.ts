import type { TriggerSources } from "../../keda/ports.ts";
import { targetName } from "../../load/arrivals.ts";
import type { LoadEngine } from "../../load/engine.ts";
import { valueAt } from "../../load/profile.ts";
import type { KafkaTopic, MetricSource } from "../../scenario.ts";
import { between, type Duration, microseconds, type SimTime } from "../../units.ts";
import type { FaultsNow } from "../faults.ts";

export type KafkaSettings = {
  readonly sources: readonly MetricSource[];
  readonly faults: FaultsNow;
  readonly now: () => SimTime;
  readonly zero: SimTime;
  readonly load: Pick<LoadEngine, "backlog">;
};

/** Sarama gives up on a cluster of which no broker answers. */
const noBroker = "error creating kafka client: kafka: client has run out of available brokers to talk to";

/** Source: sarama v1.46 errors.go ErrUnknownTopicOrPartition */
const noTopic =
  "error describing topics: kafka server: Request was for a topic or partition that does not exist on this broker";

/**
 * The brokers among a scenario's sources. A group's lag is divided among the partitions, and what it has committed grows by one
 * a second in each, so that no lag counts as one that does not move.
 */
export const createKafka =
  ({ sources, faults, now, zero, load }: KafkaSettings): TriggerSources["kafka"] =>
  ({ bootstrapServers, consumerGroup, topic }, done) => {
    const source = sources.find(({ address, topics }) => topics !== undefined && bootstrapServers.includes(address));
    if (source === undefined || faults({ kind: "source", name: source.name }) !== undefined) {
      done({ kind: "failed", text: noBroker });
      return;
    }
    const wanted = (source.topics ?? []).filter((each) => topic === undefined || each.topic === topic);
    const ofGroup = wanted.filter((each) => each.consumerGroup === consumerGroup);
    if (wanted.length === 0) {
      done({ kind: "failed", text: noTopic });
      return;
    }
    const since = microseconds(Math.max(0, between(zero, now())));
    const topics = (ofGroup.length > 0 ? ofGroup : wanted.slice(0, 1)).map((each) => ({
      topic: each.topic,
      partitions: partitionsOf(each, ofGroup.length > 0 ? Math.floor(lagOf(each, since, load)) : undefined, since),
    }));
    done({ kind: "topics", topics });
  };

const lagOf = (topic: KafkaTopic, since: Duration, load: KafkaSettings["load"]): number =>
  "lag" in topic ? valueAt(topic.lag, since) : load.backlog(targetName({ target: topic.backlogOf }));

/** Without a lag the group has committed nothing. */
function partitionsOf({ partitions }: KafkaTopic, lag: number | undefined, since: Duration) {
  const committed = Math.floor(since / 1e6);
  return Array.from({ length: partitions }, (_, partition) => {
    const own = lag === undefined ? 0 : Math.floor(lag / partitions) + (partition < lag % partitions ? 1 : 0);
    return {
      partition,
      committedOffset: lag === undefined ? -1 : committed,
      earliestOffset: 0,
      latestOffset: committed + own,
    };
  });
}
