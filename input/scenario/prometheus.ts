import type { PrometheusSettings } from "../../sim/scenario.ts";
import { readAlertmanagerConfig } from "../alertmanager/alertmanager-config.ts";
import { asNode, collect, optional, type Read, record } from "../fields/read.ts";
import type { ConfigFiles } from "../files/config-files.ts";
import { type MountedConfig, mountedConfig } from "../files/mounted-config.ts";
import { InputError, type Problem } from "../input-error.ts";
import type { Node } from "../node.ts";
import { defaultPrometheusConfig } from "../prometheus/default-config.ts";
import { type PrometheusFiles, readPrometheusFiles } from "../prometheus/read-files.ts";
import { hostPort, namespaceIn } from "./host-port.ts";

/** Where Prometheus answers if a scenario does not say. */
export const defaultPrometheusAddress = "prometheus.monitoring.svc:9090";

/** `cluster.prometheus`. */
export function prometheus(files: ConfigFiles): Read<PrometheusSettings> {
  const fields = record({
    address: optional(hostPort, defaultPrometheusAddress),
    config: optional(asNode, undefined),
    alertmanager: optional(asNode, undefined),
  });
  return (node) => {
    const { address, config, alertmanager } = fields(node);
    const problems: Problem[] = [];
    const read = collect(problems, () => prometheusConfig(config, { files, address }));
    const alerting = collect(problems, () =>
      alertmanager === undefined ? {} : { alertmanager: readAlertmanagerConfig(alertmanagerIn(alertmanager, files)) },
    );
    if (read === undefined || alerting === undefined) throw new InputError(problems);
    return { address, ...read[0], ...alerting[0] };
  };
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
