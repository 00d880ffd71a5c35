import type { Assets } from "./assets.ts";
import type { Alertmanager } from "./objects/object.ts";

/** The configuration of an Alertmanager, or why there is none. */
export type AlertmanagerConfigText =
  | {
      readonly kind: "text";
      readonly text: string;
      /** It also takes in AlertmanagerConfig objects, which are not modelled: their routes are missing. */
      readonly isPartial: boolean;
    }
  /** Its configuration is an AlertmanagerConfig object, which is not modelled. */
  | { readonly kind: "not-modelled"; readonly name: string };

/**
 * The configuration that the operator hands to an Alertmanager: what its Secret holds, or one that sends nothing anywhere.
 *
 * Source: prometheus-operator v0.94.1 pkg/alertmanager/operator.go (loadConfigurationFromSecret)
 */
export function alertmanagerConfig({ meta, spec }: Alertmanager, assets: Assets): AlertmanagerConfigText {
  const { alertmanagerConfiguration, configSecret = "" } = spec;
  if (alertmanagerConfiguration !== undefined) {
    return { kind: "not-modelled", name: alertmanagerConfiguration.name ?? "" };
  }
  const isPartial = spec.alertmanagerConfigSelector !== undefined;
  const name = configSecret === "" ? `alertmanager-${meta.name}` : configSecret;
  const asset = assets.secret({ namespace: meta.namespace, name, key: "alertmanager.yaml" });
  return { kind: "text", text: asset.kind === "value" && asset.text !== "" ? asset.text : defaultText, isPartial };
}

const defaultText = "route:\n  receiver: 'null'\nreceivers:\n- name: 'null'";
