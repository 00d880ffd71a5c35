import { type Label, type Labels, labelsOf } from "../promql/labels.ts";
import { quote } from "../promql/syntax/quote.ts";
import { type BuiltLabels, labelBuilderOf } from "../relabel/label-builder.ts";
import { relabel } from "../relabel/relabel.ts";
import { utf8Length } from "../utf8.ts";
import type { ScrapeConfig } from "./scrape-config.ts";

/**
 * The labels under which an exposed series is stored; undefined when metric relabelling drops it.
 *
 * Source: prometheus v0.315.0 scrape/scrape.go (mutateSampleLabels)
 */
export function sampleLabels(
  exposed: readonly Label[],
  target: readonly Label[],
  { honorLabels, metricRelabelRules }: ScrapeConfig,
): BuiltLabels | undefined {
  const builder = labelBuilderOf(exposed);
  const exposedValue = (name: string): string => exposed.find(([known]) => known === name)?.[1] ?? "";
  const conflicts: Label[] = [];
  for (const [name, value] of target) {
    if (honorLabels) {
      // A label that is there and empty is honored too.
      if (!exposed.some(([known]) => known === name)) builder.set(name, value);
      continue;
    }
    const existing = exposedValue(name);
    if (existing !== "") conflicts.push([name, existing]);
    builder.set(name, value);
  }
  for (const [name, value] of conflicts.sort(([a], [b]) => utf8Length(a) - utf8Length(b))) {
    let renamed = `exported_${name}`;
    while (builder.get(renamed) !== "") renamed = `exported_${renamed}`;
    builder.set(renamed, value);
  }
  if (!relabel(builder, metricRelabelRules)) return undefined;
  const built = builder.build();
  return built.labels.pairs.length === 0 ? undefined : built;
}

/** The labels of a series that Prometheus reports about a scrape. */
export const reportLabels = (name: string, target: readonly Label[]): Labels =>
  labelsOf([["__name__", name], ...target]);

/** What upstream says when labels are beyond a limit. Source: prometheus v0.315.0 scrape/scrape.go (verifyLabelLimits) */
export function beyondLimits(
  { pairs }: Labels,
  config: Pick<ScrapeConfig, "labelLimit" | "labelNameLengthLimit" | "labelValueLengthLimit">,
): string | undefined {
  const { labelLimit, labelNameLengthLimit: nameMax, labelValueLengthLimit: valueMax } = config;
  const metric = `metric: ${clipped(pairs.find(([name]) => name === "__name__")?.[1] ?? "")}`;
  if (labelLimit > 0 && pairs.length > labelLimit) {
    return `label_limit exceeded (${metric}, number of labels: ${pairs.length}, limit: ${labelLimit})`;
  }
  if (nameMax === 0 && valueMax === 0) return undefined;
  for (const [name, value] of pairs) {
    const label = `${metric}, label name: ${clipped(name)}`;
    const nameLength = utf8Length(name);
    if (nameMax > 0 && nameLength > nameMax) {
      return `label_name_length_limit exceeded (${label}, length: ${nameLength}, limit: ${nameMax})`;
    }
    const length = utf8Length(value);
    if (valueMax > 0 && length > valueMax) {
      const shown = quote(clipped(value));
      return `label_value_length_limit exceeded (${label}, value: ${shown}, length: ${length}, limit: ${valueMax})`;
    }
  }
  return undefined;
}

/** The first fifty characters. */
const clipped = (text: string): string => [...text].slice(0, 50).join("");
