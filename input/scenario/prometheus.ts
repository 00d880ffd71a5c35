import type { PrometheusSettings } from "../../sim/scenario.ts";
import { readAlertmanagerConfig } from "../alertmanager/alertmanager-config.ts";
import { asNode, collect, optional, type Read, record } from "../fields/read.ts";
import { oneOf } from "../fields/scalars.ts";
import type { ConfigFiles } from "../files/config-files.ts";
import { type MountedConfig, mountedConfig } from "../files/mounted-config.ts";
import { InputError, type Problem } from "../input-error.ts";
import { childOf, isNull, type Node } from "../node.ts";
import { defaultPrometheusConfig } from "../prometheus/default-config.ts";
import { type PrometheusFiles, readPrometheusFiles } from "../prometheus/read-files.ts";
import { hostPort, namespaceIn } from "./host-port.ts";

/** Where Prometheus answers if a scenario does not say. */
export const defaultPrometheusAddress = "prometheus.monitoring.svc:9090";

/** `cluster.prometheus`. */
export function prometheus(files: ConfigFiles): Read<PrometheusSettings> {
  const fields = record({
    address: optional(hostPort, defaultPrometheusAddress),
    scheme: optional<Scheme, Scheme>(oneOf(["http", "https"] as const), "http"),
    config: optional(asNode, undefined),
    alertmanager: optional(asNode, undefined),
  });
  return (node) => {
    const problems: Problem[] = [];
    const [given] = collect(problems, () => fields(node)) ?? [];
    const { address = defaultPrometheusAddress, scheme = "http", config, alertmanager } = given ?? namedFiles(node);
    const read = collect(problems, () => prometheusConfig(config, { files, address }));
    const alerting = collect(problems, () =>
      alertmanager === undefined ? {} : { alertmanager: readAlertmanagerConfig(alertmanagerIn(alertmanager, files)) },
    );
    if (problems.length > 0 || read === undefined) throw new InputError(problems);
    return { address, scheme, ...read[0], ...alerting?.[0] };
  };
}

type Scheme = PrometheusSettings["scheme"];

type NamedFiles = {
  readonly address?: undefined;
  readonly scheme?: undefined;
  readonly config: Node | undefined;
  readonly alertmanager: Node | undefined;
};

/** What can be looked at although something else is wrong. */
const namedFiles = (node: Node): NamedFiles => ({
  config: givenChild(node, "config"),
  alertmanager: givenChild(node, "alertmanager"),
});

function givenChild(node: Node, key: string): Node | undefined {
  const child = childOf(node, key);
  return child === undefined || isNull(child) ? undefined : child;
}

export type PrometheusPlace = { readonly files: ConfigFiles; readonly address: string };

/** What Prometheus reads of the file that a node names; without one, the config that the wind tunnel brings. */
export function prometheusConfig(node: Node | undefined, { files, address }: PrometheusPlace): PrometheusFiles {
  const mounted: MountedConfig =
    node === undefined
      ? { source: defaultPrometheusConfig, siblings: new Map(), folder: "" }
      : mountedConfig(files.read(node), ["prometheus.yml", "prometheus.yaml"]);
  return readPrometheusFiles(mounted, { files, ownNamespace: namespaceIn(address) });
}

const alertmanagerIn = (node: Node, files: ConfigFiles): MountedConfig["source"] =>
  mountedConfig(files.read(node), ["alertmanager.yml", "alertmanager.yaml", "config.yml"]).source;
