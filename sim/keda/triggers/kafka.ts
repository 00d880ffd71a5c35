import { quantityOf, wholeTargetOf } from "../metric-value.ts";
import type { KafkaPartition, KafkaReply } from "../ports.ts";
import { type BuildScaler, externalSpec, failed, metricNameOf, metricTypeOf } from "../scaler.ts";
import type { Parsed } from "../trigger-metadata.ts";
import { type KafkaMetadata, parseKafkaMetadata } from "./kafka-metadata.ts";

/** By topic and partition, what the group had committed when the scaler last looked. */
type PreviousOffsets = Map<string, number>;

/**
 * The trigger `kafka`: how far a consumer group lags behind, over the partitions of a topic or of all its topics.
 *
 * A scaler remembers the last committed offsets for `excludePersistentLag`; a rebuilt one has forgotten them.
 * Source: keda v2.21.0 pkg/scalers/kafka_scaler.go
 */
export const buildKafkaScaler: BuildScaler = (settings) => {
  const type = metricTypeOf(settings.trigger);
  if (!type.ok) return failed(`error getting scaler metric type: ${type.error}`);
  const parsed = parseKafkaMetadata(settings);
  if (!parsed.ok) return failed(`error parsing kafka metadata: ${parsed.error}`);
  const metadata = parsed.value;
  const { bootstrapServers, consumerGroup, topic, lagThreshold, activationLagThreshold } = metadata;
  const name = metricNameOf(settings.index, topic === "" ? `kafka-${consumerGroup}-topics` : `kafka-${topic}`);
  const spec = externalSpec(name, wholeTargetOf(type.value, lagThreshold));
  const previous: PreviousOffsets = new Map();
  const request = { bootstrapServers, consumerGroup, topic: topic === "" ? undefined : topic };
  return {
    ok: true,
    value: {
      specify: (done) => done([spec]),
      observe: (metricName, done) =>
        settings.sources.kafka(request, (reply) => {
          const lag = totalLag(reply, metadata, previous);
          if (!lag.ok) {
            done(lag);
            return;
          }
          const values = [{ metricName, value: quantityOf(lag.value.counted), timestamp: settings.now() }];
          done({ ok: true, values, isActive: lag.value.withPersistent > activationLagThreshold });
        }),
    },
  };
};

/** `counted` scales; `withPersistent` activates. They differ where a lag that does not move is left out. */
type Lag = { readonly counted: number; readonly withPersistent: number };

function totalLag(reply: KafkaReply, metadata: KafkaMetadata, previous: PreviousOffsets): Parsed<Lag> {
  if (reply.kind === "failed") return failed(reply.text);
  let [counted, withPersistent, partitionCount, laggingCount] = [0, 0, 0, 0];
  for (const { topic, partitions } of reply.topics) {
    const active = partitions.filter(({ partition }) => metadata.partitionLimitation?.has(partition) ?? true);
    if (active.length === 0) return failed(`expected at least one active partition within the topic '${topic}'`);
    for (const partition of active) {
      if (partition.latestOffset === undefined) continue;
      const known = { ...partition, topic, latestOffset: partition.latestOffset };
      const lag = partitionLag(known, metadata, previous);
      if (!lag.ok) return lag;
      counted += lag.value.counted;
      withPersistent += lag.value.withPersistent;
      partitionCount++;
      if (lag.value.counted > 0) laggingCount++;
    }
  }
  return { ok: true, value: { counted: limited(counted, { partitionCount, laggingCount }, metadata), withPersistent } };
}

type KnownPartition = KafkaPartition & { readonly topic: string; readonly latestOffset: number };

const nothingCommitted = -1;

function partitionLag(partition: KnownPartition, metadata: KafkaMetadata, previous: PreviousOffsets): Parsed<Lag> {
  const { committedOffset, latestOffset, topic } = partition;
  if (committedOffset === undefined) {
    return failed(
      `error finding offset block for topic ${topic} and partition ${partition.partition} from offset block`,
    );
  }
  if (committedOffset === nothingCommitted) return lagOf(uncommittedLag(partition, metadata));
  const lag = latestOffset - committedOffset;
  if (!metadata.excludePersistentLag) return lagOf(lag);
  const key = `${partition.partition} ${topic}`;
  if (previous.get(key) === committedOffset) return { ok: true, value: { counted: 0, withPersistent: lag } };
  previous.set(key, committedOffset);
  return lagOf(lag);
}

const lagOf = (lag: number): Parsed<Lag> => ({ ok: true, value: { counted: lag, withPersistent: lag } });

/** A group that has committed nothing will start at the end, where one message is assumed, or at the start. */
function uncommittedLag({ earliestOffset, latestOffset }: KnownPartition, metadata: KafkaMetadata): number {
  if (metadata.scaleToZeroOnInvalidOffset) return 0;
  if (metadata.offsetResetPolicy === "latest") return 1;
  return earliestOffset === undefined ? latestOffset : Math.max(0, latestOffset - earliestOffset);
}

type Counts = { readonly partitionCount: number; readonly laggingCount: number };

/** The lag, no higher than what gives every partition, or every one with lag, a consumer. */
function limited(lag: number, { partitionCount, laggingCount }: Counts, metadata: KafkaMetadata): number {
  const { lagThreshold, limitToPartitionsWithLag, ensureEvenDistributionOfPartitions, allowIdleConsumers } = metadata;
  if (allowIdleConsumers && !limitToPartitionsWithLag && !ensureEvenDistributionOfPartitions) return lag;
  const spread = ensureEvenDistributionOfPartitions ? evenCount(lag, partitionCount, lagThreshold) * lagThreshold : lag;
  const consumersMax = limitToPartitionsWithLag ? laggingCount : partitionCount;
  return Math.trunc(spread / lagThreshold) > consumersMax ? consumersMax * lagThreshold : spread;
}

/** The least divisor of the count of partitions whose consumers suffice for the lag, or the count itself. */
function evenCount(lag: number, partitionCount: number, lagThreshold: number): number {
  for (let divisor = 1; divisor <= partitionCount; divisor++) {
    if (partitionCount % divisor === 0 && divisor * lagThreshold >= lag) return divisor;
  }
  return partitionCount;
}
