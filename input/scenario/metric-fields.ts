import type { Labels } from "../../sim/kubernetes/object.ts";
import { type Field, mapOf, optional, type Read, readAll } from "../fields/read.ts";
import { text } from "../fields/scalars.ts";
import { describe, type MapNode, type Node } from "../node.ts";
import { errorAt, type Place, placeText } from "../place.ts";
import { quote } from "../visible-text.ts";

/** The name of a metric, as the text format has it. Source: prometheus/common v0.67.5 model (LegacyValidation) */
export const metricName: Read<string> = (node) => {
  const name = text(node);
  if (/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)) return name;
  const hint = 'A name has letters, digits and "_", and begins with no digit: http_requests_total.';
  throw errorAt(node.place, `${quote(name)} cannot be the name of a metric`, hint);
};

/** Source: prometheus/client_golang v1.23.2 prometheus/labels.go (checkLabelName) */
export const metricLabels: Read<Labels> = (node) =>
  Object.fromEntries(
    mapOf((name, { keyPlace, value }) => {
      if (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) && !name.startsWith("__")) return [name, text(value)] as const;
      const hint = 'A name has letters, digits and "_", begins with no digit, and not with "__".';
      throw errorAt(keyPlace, `${quote(name)} cannot be the name of a label`, hint);
    })(node),
  );

type NameAndLabels = { readonly help: string; readonly labels: Labels };

/** What every metric may say. */
export const describingFields: { readonly [Key in keyof NameAndLabels]: Field<NameAndLabels[Key]> } = {
  help: optional(text, ""),
  labels: optional(metricLabels, {}),
};

type Metric = NameAndLabels & { readonly name: string; readonly kind: string };

/** A list of metrics; together they are what one page of the text format can show. */
export function metricList<Each extends Metric>(read: Read<Each>): Read<readonly Each[]> {
  return (node) => {
    if (node.kind !== "list") throw errorAt(node.place, `expected a list, not ${describe(node)}`);
    const metrics = readAll(node.items, read).map((metric, index) => ({ metric, node: node.items[index] ?? node }));
    if (metrics.length === 0) throw errorAt(node.place, "the list names no metric");
    refuseClashes(metrics);
    const helps = new Map(
      metrics.flatMap(({ metric: { name, help } }) => (help === "" ? [] : [[name, help] as const])),
    );
    return metrics.map(({ metric }) => ({ ...metric, help: helps.get(metric.name) ?? "" }));
  };
}

type PlacedMetric = { readonly metric: Metric; readonly node: Node };

function refuseClashes(metrics: readonly PlacedMetric[]): void {
  const families = new Map<string, PlacedMetric>();
  const series = new Map<string, Place>();
  readAll(metrics, (each) => {
    const { metric, node } = each;
    const { name, kind, help, labels } = metric;
    const before = families.get(name);
    if (before !== undefined && before.metric.kind !== kind) {
      throw errorAt(node.place, `${quote(name)} is a ${before.metric.kind} above: metrics of one name are of one kind`);
    }
    if (before !== undefined && help !== "" && before.metric.help !== "" && before.metric.help !== help) {
      throw errorAt(node.place, `${quote(name)} has another help above`, "Metrics of one name share it: say it once.");
    }
    families.set(name, before === undefined || before.metric.help === "" ? each : before);
    const key = JSON.stringify([name, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const first = series.get(key);
    if (first !== undefined) {
      const hint = `It is first at ${placeText(first)}. Give one of them another label.`;
      throw errorAt(node.place, `${quote(name)} is there twice with the same labels`, hint);
    }
    series.set(key, node.place);
  });
  refuseHistogramNames(metrics, families);
}

/** A histogram's lines have names of their own. */
function refuseHistogramNames(metrics: readonly PlacedMetric[], families: ReadonlyMap<string, PlacedMetric>): void {
  readAll(metrics, ({ metric: { name }, node }) => {
    const [, base = ""] = /^(.+)_(?:bucket|sum|count)$/.exec(name) ?? [];
    if (families.get(base)?.metric.kind !== "histogram") return;
    throw errorAt(node.place, `${quote(name)} is what the histogram ${quote(base)} calls one of its lines`);
  });
}

/** The key that says what kind a metric is of; its value is the name. */
export function kindOf<Kind extends string>(node: MapNode, kinds: readonly Kind[]): Kind {
  const given = kinds.filter((kind) => node.entries.has(kind));
  const [kind, second] = given;
  const hint = `Write one of ${kinds.join(", ")}: for example gauge: queue_length.`;
  if (kind === undefined) throw errorAt(node.place, "the metric has no kind and no name", hint);
  if (second === undefined) return kind;
  const place = node.entries.get(second)?.keyPlace ?? node.place;
  throw errorAt(place, `${quote(kind)} and ${quote(second)} exclude each other`, hint);
}
