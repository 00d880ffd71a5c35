import { type GroupResource, printGroupResource } from "./config.ts";

/** Why the adapter cannot answer. */
export type Problem =
  | { readonly kind: "not-found" | "internal"; readonly message: string }
  /** An error that is no Status in Go: 500, without a reason. */
  | { readonly kind: "plain"; readonly message: string };

/** Source: custom-metrics-apiserver v1.30.0 pkg/provider/errors.go */
export function metricNotFound(resource: GroupResource, metric: string, name?: string): Problem {
  const about = printGroupResource(resource) + (name === undefined ? "" : ` ${name}`);
  return { kind: "not-found", message: `the server could not find the metric ${metric} for ${about}` };
}

/** The cause goes to the log alone. Source: apimachinery v0.30.0 errors.NewInternalError */
export const internalError = (message: string): Problem => ({ kind: "internal", message });
