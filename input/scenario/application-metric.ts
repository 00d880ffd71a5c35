import type { ApplicationMetric } from "../../sim/exporters/application/declaration.ts";
import { atMostOne, type Fields, listOf, mapping, optional, type Read, record, required } from "../fields/read.ts";
import { number, oneOf } from "../fields/scalars.ts";
import { childOf, type Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { describingFields, kindOf, metricList, metricName } from "./metric-fields.ts";

const kinds = ["counter", "gauge", "histogram"] as const;

const readers: { readonly [Kind in (typeof kinds)[number]]: Read<ApplicationMetric> } = {
  counter: (node) => {
    const { counter, ...metric } = record({
      counter: required(metricName),
      ...describingFields,
      perRequest: optional(number({ min: 0, max: Number.POSITIVE_INFINITY }), 1),
    })(node);
    return { kind: "counter", name: counter, ...metric };
  },
  gauge: (node) => {
    const { gauge, of, value, ...metric } = record({
      gauge: required(metricName),
      ...describingFields,
      ...gaugeFields,
    })(node);
    atMostOne(mapping(node), ["of", "value"]);
    const named = { name: gauge, ...metric };
    if (value !== undefined) return { kind: "gauge", of: "constant", value, ...named };
    if (of !== undefined) return { kind: "gauge", of, ...named };
    throw errorAt(node.place, "nothing says what the gauge shows", `Write of: ${shown.join(", ")}; or value: 1.`);
  },
  histogram: (node) => {
    const { histogram, ...metric } = record({
      histogram: required(metricName),
      ...describingFields,
      buckets: optional(buckets, defaultBuckets),
      share: optional(number({ min: 0, max: 1 }), 1),
    })(node);
    if (Object.hasOwn(metric.labels, "le")) {
      const place = childOf(node, "labels")?.place ?? node.place;
      throw errorAt(place, 'a histogram has no label "le" but the one of its buckets');
    }
    return { kind: "histogram", name: histogram, ...metric };
  },
};

const shown = ["in-flight", "queue-length", "start-time"] as const;

type Shown = { readonly of: (typeof shown)[number] | undefined; readonly value: number | undefined };

const gaugeFields: Fields<Shown> = {
  of: optional(oneOf(shown), undefined),
  value: optional(number({ min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }), undefined),
};

/** Source: prometheus/client_golang v1.23.2 prometheus/histogram.go DefBuckets */
const defaultBuckets: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const bound = number({ min: 0, max: Number.POSITIVE_INFINITY });

/** Bounds in seconds; the bucket without one is always there. */
const buckets: Read<readonly number[]> = (node) => {
  const bounds = listOf(bound)(node);
  if (bounds.length === 0) throw errorAt(node.place, "there are no buckets", "Written [0.1, 0.3, 1], in seconds.");
  const index = bounds.findIndex((each, at) => at > 0 && each <= (bounds[at - 1] ?? 0));
  if (index === -1) return bounds;
  const place = node.kind === "list" ? node.items[index]?.place : undefined;
  throw errorAt(place ?? node.place, "this bound is not above the one before it");
};

/** `metrics:` of a workload: what each pod tells at its `/metrics`. */
export const applicationMetrics: Read<readonly ApplicationMetric[]> = metricList((node: Node) => {
  const fields = mapping(node, kinds);
  return readers[kindOf(fields, kinds)](fields);
});
