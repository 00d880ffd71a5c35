import type { LabelSelector } from "../../kubernetes/autoscaling.ts";

/** What an Alertmanager object says about where its config comes from; the rest of it concerns its pods. */
export type AlertmanagerSpec = {
  readonly replicas?: number;
  readonly portName?: string;
  readonly version?: string;
  /** The Secret that holds `alertmanager.yaml`; `alertmanager-NAME` when it is not given. */
  readonly configSecret?: string;
  readonly alertmanagerConfigSelector?: LabelSelector;
  readonly alertmanagerConfigNamespaceSelector?: LabelSelector;
  readonly alertmanagerConfiguration?: { readonly name?: string };
};
