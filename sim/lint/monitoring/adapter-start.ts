import type { Finding, LintRule } from "../finding.ts";
import type { BrokenRule } from "./adapter-rules.ts";

/** Rules that keep the adapter from starting, or from finding anything. */
export const adapterStart: LintRule = ({ adapterRules }) => adapterRules.flatMap(({ broken }) => broken.map(findingOf));

function findingOf({ reference: object, field, error, because }: BrokenRule): Finding {
  const shared = { severity: "error", object, field } as const;
  switch (because) {
    case "resource":
      return {
        ...{ rule: "unknown-resource", ...shared },
        cause: `the adapter does not start, since the cluster has no such resource: ${error}`,
        fix: "Write the resource as kubectl api-resources names it, with its group: {group: apps, resource: deployment}.",
      };
    case "rule":
      return {
        ...{ rule: "adapter-does-not-start", ...shared },
        cause: `the adapter does not start with this rule: ${error}`,
        fix: "Mend the rule. Templates are Go's, between << and >>; expressions are RE2.",
      };
    case "series-query":
      return {
        ...{ rule: "refused-series-query", ...shared },
        cause: `Prometheus refuses this series query (${error}), and one refusal ends the whole listing: no rule finds a metric`,
        fix: 'A series query is one selector, without functions: http_requests_total{namespace!="",pod!=""}.',
      };
  }
}

/** Flags with which the adapter does not start. Source: prometheus-adapter v0.12.0 cmd/adapter/adapter.go makeProvider */
export const maxAgeBelowRelist: LintRule = ({ monitoring: { flags, adapters } }) => {
  const { relistInterval, maxAge } = flags;
  const hasRules = adapters.some(({ config }) => config.rules.length > 0);
  if (maxAge === undefined || maxAge.value === 0 || (adapters.length > 0 && !hasRules)) return [];
  const relist = relistInterval?.value ?? 600_000_000;
  if (maxAge.value >= relist) return [];
  return [
    {
      rule: "adapter-does-not-start",
      severity: "error",
      object: maxAge.reference,
      field: maxAge.field,
      cause: "the adapter does not start: max age must not be less than relist interval",
      fix: "Make --metrics-max-age at least as long as --metrics-relist-interval (10m by default), or leave it out.",
    },
  ];
};
