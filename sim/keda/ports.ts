import type { RecordedEvent, Scale } from "../kubernetes/autoscaling.ts";
import type { Quantity } from "../quantity/index.ts";
import type { SimTime } from "../units.ts";
import type { ScaledObject } from "./scaled-object.ts";
import type { ScaledObjectStatus } from "./status.ts";

/** One value of an external metric, as KEDA serves it. */
export type MetricValue = { readonly metricName: string; readonly value: Quantity; readonly timestamp: SimTime };

/** A GET that a scaler makes. Names of headers as the user wrote them. */
export type SourceRequest = {
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
};

/** What came of it. The text of a failure is what Go's HTTP client prints: `Get "http://…": dial tcp …`. */
export type SourceReply =
  | { readonly kind: "answered"; readonly status: number; readonly body: string }
  | { readonly kind: "failed"; readonly text: string };

/** What a Kafka scaler wants to know. */
export type KafkaRequest = {
  readonly bootstrapServers: readonly string[];
  readonly consumerGroup: string;
  /** Undefined for all topics in which the group has committed. */
  readonly topic: string | undefined;
};

export type KafkaPartition = {
  readonly partition: number;
  /** What the group has committed: -1 for nothing, undefined when the broker's answer lacks the partition. */
  readonly committedOffset: number | undefined;
  /** First offset that is still kept; undefined when it cannot be had. */
  readonly earliestOffset: number | undefined;
  /** One past the last offset; undefined when the broker's answer lacks the partition. */
  readonly latestOffset: number | undefined;
};

/** The text of a failure is that of KEDA, from `error listing cg offset: …` on. */
export type KafkaReply =
  | {
      readonly kind: "topics";
      readonly topics: readonly { readonly topic: string; readonly partitions: readonly KafkaPartition[] }[];
    }
  | { readonly kind: "failed"; readonly text: string };

/** An external scaler, a gRPC server of the user's. `metadata` is that of the trigger. */
export type ExternalScalerReference = {
  readonly name: string;
  readonly namespace: string;
  readonly metadata: Readonly<Record<string, string>>;
};

/** The text of a failure is what the gRPC client prints: `rpc error: code = … desc = …`. */
export type ExternalReply<Value> =
  | { readonly kind: "answered"; readonly value: Value }
  | { readonly kind: "failed"; readonly text: string };

/** Whole sizes and values, and the ones with a fraction, which win when they are above 0. */
export type ExternalMetricSpec = {
  readonly metricName: string;
  readonly targetSize: number;
  readonly targetSizeFloat: number;
};

export type ExternalMetricValue = { readonly metricValue: number; readonly metricValueFloat: number };

/** What the triggers look at. Each call may answer in a later event. */
export type TriggerSources = {
  readonly get: (request: SourceRequest, done: (reply: SourceReply) => void) => void;
  readonly kafka: (request: KafkaRequest, done: (reply: KafkaReply) => void) => void;
  readonly externalMetricSpecs: (
    reference: ExternalScalerReference,
    done: (reply: ExternalReply<readonly ExternalMetricSpec[]>) => void,
  ) => void;
  readonly externalMetrics: (
    reference: ExternalScalerReference & { readonly metricName: string },
    done: (reply: ExternalReply<readonly ExternalMetricValue[]>) => void,
  ) => void;
  readonly externalIsActive: (
    reference: ExternalScalerReference,
    done: (reply: ExternalReply<boolean>) => void,
  ) => void;
};

/** What came of a call to the API server; the text is the client's. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: string };

export type ScaleTargetReference = {
  readonly namespace: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
};

/** How the HPA itself says that it is doing: its condition ScalingActive. Undefined for no HPA, or none that has said so yet. */
export type ScalingActive = { readonly status: string; readonly reason: string; readonly message: string } | undefined;

/** Everything that KEDA's operator asks of the cluster. */
export type KedaPorts = {
  readonly sources: TriggerSources;
  readonly getScale: (target: ScaleTargetReference) => Answer<Scale>;
  readonly updateScale: (target: ScaleTargetReference, replicas: number) => Answer<undefined>;
  /** Pods of a namespace that match the selector, run and are ready. */
  readonly countReadyPods: (namespace: string, selector: string) => Answer<number>;
  readonly scalingActive: (namespace: string, hpaName: string) => ScalingActive;
  readonly record: (scaledObject: ScaledObject, event: RecordedEvent) => void;
  /** Hears of every write of a status; absent where nobody listens. */
  readonly statusWritten?: (scaledObject: ScaledObject, status: ScaledObjectStatus) => void;
};
