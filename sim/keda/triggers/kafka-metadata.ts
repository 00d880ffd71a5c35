import { failed, type ScalerSettings } from "../scaler.ts";
import { createMetadataReader, type MetadataReader, optional, type Parsed } from "../trigger-metadata.ts";

/** What a trigger `kafka` says. */
export type KafkaMetadata = {
  readonly bootstrapServers: readonly string[];
  readonly consumerGroup: string;
  /** Empty for every topic of the group. */
  readonly topic: string;
  /** Partitions that count; undefined for all. */
  readonly partitionLimitation: ReadonlySet<number> | undefined;
  readonly lagThreshold: number;
  readonly activationLagThreshold: number;
  readonly offsetResetPolicy: string;
  readonly allowIdleConsumers: boolean;
  readonly excludePersistentLag: boolean;
  readonly scaleToZeroOnInvalidOffset: boolean;
  readonly limitToPartitionsWithLag: boolean;
  readonly ensureEvenDistributionOfPartitions: boolean;
};

/** Reads it; what only concerns the connection (TLS, SASL) is left to the source. Source: keda v2.21.0 pkg/scalers/kafka_scaler.go */
export function parseKafkaMetadata({ trigger }: ScalerSettings): Parsed<KafkaMetadata> {
  const reader = createMetadataReader(trigger.metadata);
  const off = { default: "false" };
  const order = "triggerMetadata resolvedEnv";
  const given = {
    bootstrapServers: reader.list("bootstrapServers", { order }),
    consumerGroup: reader.text("consumerGroup", { order }),
    topic: reader.text("topic", optional),
    limitation: reader.text("partitionLimitation", optional),
    lagThreshold: Number(reader.integer("lagThreshold", { default: "10" })),
    activationLagThreshold: Number(reader.integer("activationLagThreshold", { default: "0" })),
    offsetResetPolicy: reader.text("offsetResetPolicy", { default: "latest", oneOf: ["latest", "earliest"] }),
    allowIdleConsumers: reader.boolean("allowIdleConsumers", off),
    excludePersistentLag: reader.boolean("excludePersistentLag", off),
    scaleToZeroOnInvalidOffset: reader.boolean("scaleToZeroOnInvalidOffset", off),
    limitToPartitionsWithLag: reader.boolean("limitToPartitionsWithLag", off),
    ensureEvenDistributionOfPartitions: reader.boolean("ensureEvenDistributionOfPartitions", off),
    fullMetadata: reader.boolean("fullMetadata", { default: "true" }),
  };
  const fault = firstFault(given);
  const limitation = fault === undefined ? partitionsOf(given.limitation) : { ok: true as const, value: undefined };
  if (fault !== undefined) reader.fail(fault);
  else if (limitation.ok) failForConflict(given, reader);
  else reader.fail(limitation.error);
  const error = reader.error();
  if (error !== undefined) return failed(`error parsing kafka metadata: ${error}`);
  const partitionLimitation = given.topic !== "" && limitation.ok ? limitation.value : undefined;
  return { ok: true, value: { ...given, partitionLimitation } };
}

function firstFault(given: Pick<KafkaMetadata, "lagThreshold" | "activationLagThreshold">): string | undefined {
  if (given.lagThreshold <= 0) return '"lagThreshold" must be positive number';
  return given.activationLagThreshold < 0 ? '"activationLagThreshold" must be a non-negative number' : undefined;
}

type Conflicting = Pick<
  KafkaMetadata,
  "topic" | "allowIdleConsumers" | "limitToPartitionsWithLag" | "ensureEvenDistributionOfPartitions"
> & { readonly fullMetadata: boolean };

/** The first of the pairs that do not go together. */
function failForConflict(given: Conflicting, reader: MetadataReader): void {
  const { topic, limitToPartitionsWithLag: limits, ensureEvenDistributionOfPartitions: evens } = given;
  const hasTopic = topic !== "";
  if (given.allowIdleConsumers && limits) {
    reader.fail("allowIdleConsumers and limitToPartitionsWithLag cannot be set simultaneously");
  } else if (!hasTopic && limits) {
    reader.fail("topic must be specified when using limitToPartitionsWithLag");
  } else if (limits && evens) {
    reader.fail("limitToPartitionsWithLag and ensureEvenDistributionOfPartitions cannot be set simultaneously");
  } else if (!hasTopic && evens) {
    reader.fail("topic must be specified when using ensureEvenDistributionOfPartitions");
  } else if (!given.fullMetadata && !hasTopic) {
    reader.fail("topic must be specified when fullMetadata is false");
  }
}

/** `0-3, 7`; undefined for empty text. */
function partitionsOf(text: string): Parsed<ReadonlySet<number> | undefined> {
  if (text === "") return { ok: true, value: undefined };
  const partitions = new Set<number>();
  for (const part of text.split(",").map((one) => one.trim())) {
    const ends = part.split("-");
    if (ends.length > 2) return failed(`invalid partition limitation range: ${part}`);
    const [start, end] = ends.map((one) => one.trim());
    if (!isInt32(start) || (end !== undefined && !isInt32(end))) return failed(`invalid partition limitation: ${part}`);
    for (let partition = Number(start); partition <= Number(end ?? start); partition++) {
      partitions.add(partition);
      if (partitions.size > partitionsMax)
        return failed(`more than ${partitionsMax} partitions are not modelled: ${part}`);
    }
  }
  return { ok: true, value: partitions };
}

const partitionsMax = 100_000;

const isInt32 = (text: string | undefined): boolean =>
  text !== undefined && /^[+-]?\d{1,12}$/.test(text) && (Number(text) | 0) === Number(text);
