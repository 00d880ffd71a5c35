import type { KafkaTopic, Load, MetricSource, SourceMetric } from "../../sim/scenario.ts";
import type { Parsed } from "../fields/parsed.ts";
import { growth } from "../fields/rate.ts";
import { asNode, atMostOne, listOf, mapping, optional, type Read, record, required } from "../fields/read.ts";
import { integer, number, text } from "../fields/scalars.ts";
import type { MapEntry, Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { quote } from "../visible-text.ts";
import type { Context } from "./context.ts";
import { hostPort } from "./host-port.ts";
import { describingFields, kindOf, metricList, metricName } from "./metric-fields.ts";
import { type Quantity, shapeOrConstant } from "./shape.ts";
import { targetOf } from "./target.ts";

/** One entry of `sources:`. */
export function source(name: string, { keyPlace, value }: MapEntry, context: Context): MetricSource {
  if (!/^[A-Za-z0-9](?:[-_A-Za-z0-9]{0,62})$/.test(name)) {
    throw errorAt(keyPlace, `${quote(name)} cannot be the name of a source`, 'Up to 63 letters, digits, "-" and "_".');
  }
  const { address, metrics, topics } = record({
    address: required(hostPort),
    metrics: optional(sourceMetrics(context), undefined),
    topics: optional(listOf(topicOf(context)), undefined),
  })(value);
  if (metrics !== undefined || topics !== undefined) {
    return { name, address, metrics: metrics ?? [], ...(topics === undefined ? {} : { topics }) };
  }
  throw errorAt(value.place, 'the field "metrics" is missing', "Give metrics, or the topics of a Kafka broker.");
}

/** One entry of `topics:`. */
function topicOf(context: Context): Read<KafkaTopic> {
  const read = record({
    topic: required(text),
    consumerGroup: required(text),
    partitions: optional(integer({ min: 1, max: 10_000 }), 1),
    lag: optional(shapeOrConstant(amount, { context, span: context.duration }), undefined),
    backlog: optional(asNode, undefined),
  });
  return (node) => {
    const { lag, backlog, ...topic } = read(node);
    atMostOne(mapping(node), ["lag", "backlog"]);
    if (lag !== undefined) return { ...topic, lag };
    if (backlog !== undefined) return { ...topic, backlogOf: queueOf(backlog, context) };
    throw errorAt(node.place, "the topic has no lag", "Give a lag, or the backlog of a queue.");
  };
}

const queueKeys = ["service", "deployment"] as const;

/** `{deployment: worker}`: where the jobs go that wait. */
function queueOf(node: Node, context: Context): Load["target"] {
  record({ service: optional(asNode, undefined), deployment: optional(asNode, undefined) })(node);
  const target = targetOf(mapping(node), queueKeys, context);
  return { ...target, kind: target.kind === "Service" ? "Service" : "Deployment" };
}

const kinds = ["gauge", "counter"] as const;

const plainNumber = (text: string): Parsed<number> => {
  const value = text === "" ? Number.NaN : Number(text);
  if (value >= 0 && Number.isFinite(value)) return { ok: true, value };
  return { ok: false, message: `${quote(text)} is not a number from 0` };
};

const amount: Quantity = { key: "value", read: number({ min: 0, max: Number.POSITIVE_INFINITY }), parse: plainNumber };

const perSecond: Quantity = { key: "rate", read: growth, parse: plainNumber };

function sourceMetrics(context: Context): Read<readonly SourceMetric[]> {
  const setting = { context, span: context.duration };
  const gaugeFields = record({
    gauge: required(metricName),
    ...describingFields,
    value: optional(shapeOrConstant(amount, setting), undefined),
    backlog: optional(asNode, undefined),
  });
  const counterFields = record({
    counter: required(metricName),
    ...describingFields,
    rate: required(shapeOrConstant(perSecond, setting)),
  });
  return metricList((node: Node): SourceMetric => {
    const fields = mapping(node, kinds);
    if (kindOf(fields, kinds) === "gauge") {
      const { gauge, value, backlog, ...metric } = gaugeFields(fields);
      const described = { kind: "gauge", name: gauge, ...metric } as const;
      atMostOne(fields, ["value", "backlog"]);
      if (value !== undefined) return { ...described, value };
      if (backlog !== undefined) return { ...described, backlogOf: queueOf(backlog, context) };
      throw errorAt(fields.place, "the gauge has no value", "Give a value, or the backlog of a queue.");
    }
    const { counter, ...metric } = counterFields(fields);
    return { kind: "counter", name: counter, ...metric };
  });
}
