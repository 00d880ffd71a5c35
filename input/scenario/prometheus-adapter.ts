import type { AdapterVersion } from "../../sim/adapter/release.ts";
import type { PrometheusAdapterSettings } from "../../sim/scenario.ts";
import { minutes, zeroDuration } from "../../sim/units.ts";
import { readAdapterConfig } from "../adapter/read-config.ts";
import { duration, positiveDuration } from "../fields/duration.ts";
import { type Parsed, parsedBy } from "../fields/parsed.ts";
import { asNode, collect, optional, type Read, record, required } from "../fields/read.ts";
import { oneOf } from "../fields/scalars.ts";
import type { ConfigFiles } from "../files/config-files.ts";
import { InputError, type Problem } from "../input-error.ts";
import { childOf, isNull } from "../node.ts";
import { quote } from "../visible-text.ts";
import { defaultPrometheusAddress } from "./prometheus.ts";

/** `cluster.prometheusAdapter`; where it does not say which Prometheus it asks, that is still to be found out. */
export type GivenAdapter = Omit<PrometheusAdapterSettings, "prometheusUrl"> & {
  readonly prometheusUrl: string | undefined;
};

function parseUrl(text: string): Parsed<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.host && (url.protocol === "http:" || url.protocol === "https:")) return { ok: true, value: text };
  return {
    ok: false,
    message: `${quote(text)} is not a URL`,
    hint: `A URL is written http://${defaultPrometheusAddress}.`,
  };
}

/** The binary's own defaults, but for the URL. Source: prometheus-adapter v0.12.0 cmd/adapter/adapter.go */
export function prometheusAdapter(files: ConfigFiles): Read<GivenAdapter> {
  const fields = record({
    version: optional<AdapterVersion, AdapterVersion>(oneOf(["0.8.4", "0.12.0"]), defaultVersion),
    config: required(asNode),
    prometheusUrl: optional(parsedBy(parseUrl, `a URL such as http://${defaultPrometheusAddress}`), undefined),
    metricsRelistInterval: optional(positiveDuration, minutes(10)),
    metricsMaxAge: optional(duration, zeroDuration),
  });
  return (node) => {
    const problems: Problem[] = [];
    const [given] = collect(problems, () => fields(node)) ?? [];
    const file = given?.config ?? childOf(node, "config");
    const version = given?.version ?? defaultVersion;
    const config = collect(problems, () =>
      file === undefined || isNull(file) ? undefined : readAdapterConfig(files.read(file).source, version),
    )?.[0];
    if (given === undefined || config === undefined) throw new InputError(problems);
    const { metricsRelistInterval, metricsMaxAge } = given;
    return { ...given, config, metricsMaxAge: metricsMaxAge === 0 ? metricsRelistInterval : metricsMaxAge };
  };
}

const defaultVersion: AdapterVersion = "0.12.0";

/** The adapter as it is started: by default it asks the scenario's Prometheus. */
export const startedAdapter = (
  { prometheusUrl, ...given }: GivenAdapter,
  prometheus: { readonly address: string; readonly scheme: string } | undefined,
): PrometheusAdapterSettings => {
  const { address, scheme } = prometheus ?? { address: defaultPrometheusAddress, scheme: "http" };
  return { ...given, prometheusUrl: prometheusUrl ?? `${scheme}://${address}` };
};
