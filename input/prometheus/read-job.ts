import type { JobConfig } from "../../sim/prometheus/prometheus-config.ts";
import type { CompileRegex } from "../../sim/prometheus/promql/matcher.ts";
import { quote } from "../../sim/prometheus/promql/syntax/quote.ts";
import type { NameValidation } from "../../sim/prometheus/relabel/relabel-config.ts";
import type { ScrapeConfig } from "../../sim/prometheus/scrape/scrape-config.ts";
import { asNode, type Field, listOf, mapOf, optional } from "../fields/read.ts";
import { boolean, oneOf, text } from "../fields/scalars.ts";
import { isNull, type Node } from "../node.ts";
import { errorAt } from "../place.ts";
import { connectionFields, connectionOf } from "./read-connection.ts";
import { kubernetesSdConfig, staticConfig } from "./read-discovery.ts";
import { type GlobalConfig, sharedFields, shorter } from "./read-global.ts";
import { compileRelabels, relabelConfigs } from "./read-relabel.ts";
import { acceptHeader, defaultProtocols, fallbackOf, wrongProtocols } from "./scrape-protocols.ts";
import { section } from "./section.ts";
import { placed } from "./values.ts";

/** Ways of discovery that Prometheus has and the wind tunnel does not. */
const otherDiscovery: readonly string[] = [
  ...["aws", "azure", "consul", "digitalocean", "dns", "docker", "dockerswarm", "ec2", "ecs", "elasticache", "eureka"],
  ...["file", "gce", "hetzner", "http", "ionos", "kuma", "lightsail", "linode", "marathon", "msk", "nerve", "nomad"],
  ...["openstack", "outscale", "ovhcloud", "puppetdb", "rds", "scaleway", "serverset", "stackit", "triton", "uyuni"],
  "vultr",
].map((name) => `${name}_sd_configs`);

/** What reading a job needs besides its text. */
export interface JobSettings {
  readonly compile: CompileRegex;
  /** The namespace that Prometheus runs in. */
  readonly ownNamespace: string;
}

const jobFields = (ownNamespace: string) =>
  section("config.ScrapeConfig", {
    ...sharedFields,
    ...connectionFields,
    job_name: optional(text, ""),
    honor_labels: optional(boolean, false),
    honor_timestamps: optional(boolean, true),
    track_timestamps_staleness: optional(boolean, false),
    metrics_path: optional(text, "/metrics"),
    scheme: optional(oneOf<"http" | "https">(["http", "https"]), "http" as const),
    params: optional(
      mapOf((key, { value }) => [key, listOf(text)(value)] as const),
      [],
    ),
    enable_compression: optional(boolean, true),
    fallback_scrape_protocol: optional(placed(text), undefined),
    ...{ native_histogram_bucket_limit: optional(asNode, undefined) },
    ...{ native_histogram_min_bucket_factor: optional(asNode, undefined) },
    relabel_configs: optional(relabelConfigs("target"), []),
    metric_relabel_configs: optional(relabelConfigs("metric"), []),
    static_configs: optional(listOf(placed(staticConfig)), []),
    kubernetes_sd_configs: optional(listOf(kubernetesSdConfig(ownNamespace)), []),
    ...otherFields,
  });

const otherFields: Readonly<Record<string, Field<unknown>>> = Object.fromEntries(
  otherDiscovery.map((name) => [name, optional<unknown, undefined>(asNode, undefined)]),
);

type JobValues = ReturnType<ReturnType<typeof jobFields>>;

/** An entry of `scrape_configs`. Source: prometheus v0.315.0 config (ScrapeConfig.UnmarshalYAML, Validate) */
export function readJob(node: Node, global: GlobalConfig, { compile, ownNamespace }: JobSettings): JobConfig {
  if (isNull(node)) throw errorAt(node.place, "empty or null scrape config section");
  const fields = jobFields(ownNamespace)(node);
  if (fields.job_name === "") throw errorAt(node.place, "job_name is empty");
  const connection = connectionOf(fields, node.place);
  checkStaticTargets(fields);
  const nameValidation = fields.metric_name_validation_scheme ?? global.nameValidation;
  const settings = { compile, nameValidation };
  return {
    scrape: {
      ...scrapeConfigOf(fields, global, node),
      nameValidation,
      relabelRules: compileRelabels(fields.relabel_configs, settings),
      metricRelabelRules: compileRelabels(fields.metric_relabel_configs, settings),
    },
    staticConfigs: fields.static_configs.map(({ value }) => value),
    kubernetesSdConfigs: fields.kubernetes_sd_configs,
    otherDiscovery: otherDiscovery.filter((name) => Reflect.get(fields, name) !== undefined),
    connection,
  };
}

/** Users put URLs into targets; relabelling may know what to do with them. */
function checkStaticTargets({ relabel_configs: relabel, static_configs: groups }: JobValues): void {
  if (relabel.length > 0) return;
  for (const { value, place } of groups) {
    const wrong = value.targets.find((target) => target.includes("/"));
    if (wrong !== undefined) throw errorAt(place, `${quote(wrong)} is not a valid hostname`);
  }
}

type PlainScrapeConfig = Omit<ScrapeConfig, "nameValidation" | "relabelRules" | "metricRelabelRules">;

function scrapeConfigOf(fields: JobValues, global: GlobalConfig, node: Node): PlainScrapeConfig {
  const { shared } = global;
  const job = `scrape config with job name ${quote(fields.job_name)}`;
  const scrapeInterval = fields.scrape_interval || global.scrapeInterval;
  const timeout = fields.scrape_timeout;
  if (timeout !== undefined && timeout.value > scrapeInterval) {
    throw errorAt(timeout.place, `scrape timeout greater than scrape interval for ${job}`);
  }
  const given = fields.scrape_protocols ?? shared.scrape_protocols;
  const protocols = given?.value ?? defaultProtocols;
  const wrong = wrongProtocols(protocols);
  if (wrong !== undefined) throw errorAt(given?.place ?? node.place, `${wrong} for ${job}`);
  return {
    jobName: fields.job_name,
    scrapeInterval,
    scrapeTimeout: timeout?.value || shorter(global.scrapeTimeout, scrapeInterval),
    metricsPath: fields.metrics_path,
    scheme: fields.scheme,
    params: Object.fromEntries(fields.params),
    honorLabels: fields.honor_labels,
    honorTimestamps: fields.honor_timestamps,
    trackTimestampsStaleness: fields.track_timestamps_staleness,
    bodySizeLimitBytes: fields.body_size_limit || shared.body_size_limit,
    sampleLimit: fields.sample_limit || shared.sample_limit,
    targetLimit: fields.target_limit || shared.target_limit,
    labelLimit: fields.label_limit || shared.label_limit,
    labelNameLengthLimit: fields.label_name_length_limit || shared.label_name_length_limit,
    labelValueLengthLimit: fields.label_value_length_limit || shared.label_value_length_limit,
    keepDroppedTargets: fields.keep_dropped_targets || shared.keep_dropped_targets,
    extraScrapeMetrics: fields.extra_scrape_metrics ?? shared.extra_scrape_metrics ?? false,
    accept: acceptHeader(protocols, escapingOf(fields, global, node)),
    fallback: fallbackOf(fields.fallback_scrape_protocol, fields.job_name),
  };
}

/** How names are escaped that the scheme does not allow: the job's own choice, or what goes with its names. */
function escapingOf(fields: JobValues, { shared, nameValidation }: GlobalConfig, node: Node): string {
  const natural = (names: NameValidation): string => (names === "legacy" ? "underscores" : "allow-utf-8");
  const { metric_name_validation_scheme: own, metric_name_escaping_scheme: chosen } = fields;
  const inherited = shared.metric_name_escaping_scheme ?? natural(nameValidation);
  const escaping = chosen ?? (own === undefined ? inherited : natural(own));
  if (escaping === "allow-utf-8" && (own ?? nameValidation) === "legacy") {
    throw errorAt(node.place, "utf8 metric names requested but validation scheme is not set to UTF8");
  }
  return escaping;
}
