import type { Label } from "../../sim/prometheus/promql/labels.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import { isLabelName, type NameValidation } from "../../sim/prometheus/relabel/relabel-config.ts";
import { type Duration, seconds, zeroDuration } from "../../sim/units.ts";
import { asNode, type Fields, listOf, optional, type Read } from "../fields/read.ts";
import { boolean, oneOf, text } from "../fields/scalars.ts";
import type { Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { wrongProtocols } from "./scrape-protocols.ts";
import { section } from "./section.ts";
import { byteCount, labelPairs, limit, modelDuration, type Placed, placed } from "./values.ts";

/** What `global` and a job both say; 0 and undefined leave it to `global`, or to the default. */
export interface SharedValues {
  readonly scrape_interval: Duration;
  readonly scrape_timeout: Placed<Duration> | undefined;
  readonly scrape_protocols: Placed<readonly string[]> | undefined;
  readonly body_size_limit: number;
  readonly sample_limit: number;
  readonly target_limit: number;
  readonly label_limit: number;
  readonly label_name_length_limit: number;
  readonly label_value_length_limit: number;
  readonly keep_dropped_targets: number;
  readonly metric_name_validation_scheme: NameValidation | undefined;
  readonly metric_name_escaping_scheme: EscapingScheme | undefined;
  readonly extra_scrape_metrics: boolean | undefined;
  readonly scrape_native_histograms: boolean | undefined;
  readonly convert_classic_histograms_to_nhcb: boolean | undefined;
  readonly always_scrape_classic_histograms: boolean | undefined;
  readonly scrape_failure_log_file: string;
}

/** What becomes of characters in names that the other side may not know. */
type EscapingScheme = "allow-utf-8" | "underscores" | "dots" | "values";

const noLimit = optional(limit, 0);
const maybeBoolean = optional(boolean, undefined);

/** The fields that `global` and a job both have. */
export const sharedFields: Fields<SharedValues> = {
  scrape_interval: optional(modelDuration, zeroDuration),
  scrape_timeout: optional(placed(modelDuration), undefined),
  scrape_protocols: optional(placed(listOf(text)), undefined),
  body_size_limit: optional(byteCount, 0),
  sample_limit: noLimit,
  target_limit: noLimit,
  label_limit: noLimit,
  label_name_length_limit: noLimit,
  label_value_length_limit: noLimit,
  keep_dropped_targets: noLimit,
  metric_name_validation_scheme: optional(oneOf<NameValidation>(["utf8", "legacy"]), undefined),
  metric_name_escaping_scheme: optional(
    oneOf<EscapingScheme>(["allow-utf-8", "underscores", "dots", "values"]),
    undefined,
  ),
  extra_scrape_metrics: maybeBoolean,
  // Native histograms come by protobuf, which no simulated target speaks.
  scrape_native_histograms: maybeBoolean,
  convert_classic_histograms_to_nhcb: maybeBoolean,
  always_scrape_classic_histograms: maybeBoolean,
  scrape_failure_log_file: optional(text, ""),
};

const globalFields = section("config.plain", {
  ...sharedFields,
  evaluation_interval: optional(modelDuration, zeroDuration),
  rule_query_offset: optional(modelDuration, zeroDuration),
  external_labels: optional(placed(labelPairs), undefined),
  query_log_file: optional(asNode, undefined),
});

/** `global` with its defaults. */
export interface GlobalConfig {
  readonly shared: SharedValues;
  readonly scrapeInterval: Duration;
  readonly scrapeTimeout: Duration;
  readonly evaluationInterval: Duration;
  readonly ruleQueryOffset: Duration;
  readonly externalLabels: readonly Label[];
  readonly nameValidation: NameValidation;
}

const defaultInterval: Duration = seconds(60);
const defaultTimeout: Duration = seconds(10);

/** `global`; a mapping without fields gives the defaults. Source: prometheus v0.315.0 config (GlobalConfig.UnmarshalYAML) */
export const globalConfig: Read<GlobalConfig> = (node: Node) => {
  const fields = globalFields(node);
  const nameValidation = fields.metric_name_validation_scheme ?? "utf8";
  const { external_labels: labels, scrape_timeout: timeout, scrape_protocols: protocols } = fields;
  for (const [name, value] of labels?.value ?? []) {
    const place = labels?.place ?? node.place;
    if (!isLabelName(name, nameValidation)) throw errorAt(place, `${quote(name)} is not a valid label name`);
    if (!value.isWellFormed()) throw errorAt(place, `${quote(value)} is not a valid label value`);
  }
  const scrapeInterval = fields.scrape_interval || defaultInterval;
  if (timeout !== undefined && timeout.value > scrapeInterval) {
    throw errorAt(timeout.place, "global scrape timeout greater than scrape interval");
  }
  const wrong = protocols === undefined ? undefined : wrongProtocols(protocols.value);
  if (wrong !== undefined) throw errorAt(protocols?.place ?? node.place, `${wrong} for global config`);
  return {
    shared: fields,
    scrapeInterval,
    scrapeTimeout: timeout?.value || shorter(defaultTimeout, scrapeInterval),
    evaluationInterval: fields.evaluation_interval || defaultInterval,
    ruleQueryOffset: fields.rule_query_offset,
    externalLabels: labels?.value ?? [],
    nameValidation,
  };
};

/** The shorter of two spans. */
export const shorter = (a: Duration, b: Duration): Duration => (a < b ? a : b);
