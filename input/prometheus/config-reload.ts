import type { PrometheusConfig } from "../../sim/prometheus/prometheus-config.ts";
import { InputError } from "../input-error.ts";
import type { Source } from "../place.ts";
import { type ConfigSettings, loadPrometheusConfig } from "./load-prometheus-config.ts";

/** What a reload came to. */
export type ReloadOutcome =
  | { readonly kind: "reloaded"; readonly config: PrometheusConfig }
  /** The config before stays in force. */
  | { readonly kind: "kept"; readonly error: InputError };

/** The config in force, and how the last reload went. */
export interface ReloadableConfig {
  readonly current: () => PrometheusConfig;
  /** `prometheus_config_last_reload_successful`. */
  readonly wasLastReloadSuccessful: () => boolean;
  readonly reload: (source: Source) => ReloadOutcome;
}

/**
 * A config that can be loaded anew while Prometheus runs. An InputError when the first one is wrong: Prometheus does not start.
 *
 * Source: prometheus v0.315.0 cmd/prometheus/main.go (reloadConfig)
 */
export function createReloadableConfig(source: Source, settings: ConfigSettings): ReloadableConfig {
  let current = loadPrometheusConfig(source, settings);
  let isSuccessful = true;
  return {
    current: () => current,
    wasLastReloadSuccessful: () => isSuccessful,
    reload: (next) => {
      try {
        current = loadPrometheusConfig(next, settings);
        isSuccessful = true;
        return { kind: "reloaded", config: current };
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        isSuccessful = false;
        return { kind: "kept", error };
      }
    },
  };
}
