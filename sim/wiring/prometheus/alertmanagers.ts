import type { PrometheusConfig } from "../../prometheus/prometheus-config.ts";
import { parseUrl, serviceNamed } from "../network.ts";

/** Where the Alertmanager of a scenario answers. */
const alertmanagerService = { namespace: "monitoring", name: "alertmanager" };
const alertmanagerPort = 9093;

/** Whom a Prometheus tells of alerts, as its config says. */
export type Alertmanagers =
  /** Nobody: it has no section `alerting`, or one without targets. */
  | { readonly kind: "none" }
  | { readonly kind: "found" }
  /** None of these is the scenario's Alertmanager. */
  | { readonly kind: "elsewhere"; readonly targets: readonly string[] };

/** Reads the section `alerting`. Whoever is found by another way than by name is taken to be the scenario's Alertmanager. */
export function alertmanagersOf({ otherSections }: PrometheusConfig, namespace: string): Alertmanagers {
  const given = listIn(otherSections.alerting, "alertmanagers");
  const isDiscovered = given.some((each) => keysOf(each).some((key) => key.endsWith("_sd_configs")));
  if (isDiscovered) return { kind: "found" };
  const targets = given
    .flatMap((each) => listIn(each, "static_configs"))
    .flatMap((config) => listIn(config, "targets"))
    .filter((target) => typeof target === "string");
  if (targets.length === 0) return { kind: "none" };
  return targets.some((target) => isAlertmanager(target, namespace))
    ? { kind: "found" }
    : { kind: "elsewhere", targets };
}

function isAlertmanager(target: string, namespace: string): boolean {
  const url = parseUrl(`http://${target}`);
  const service = url && serviceNamed(url.host, namespace);
  return (
    url?.port === alertmanagerPort &&
    service?.name === alertmanagerService.name &&
    service.namespace === alertmanagerService.namespace
  );
}

const listIn = (value: unknown, key: string): readonly unknown[] => {
  const found = typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key) : [];
  return Array.isArray(found?.[1]) ? found[1] : [];
};

const keysOf = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null ? Object.keys(value) : [];
