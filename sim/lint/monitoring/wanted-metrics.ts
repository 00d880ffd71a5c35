import type { GroupResource } from "../../adapter/config.ts";
import type { CrossVersionObjectReference, MetricIdentifier } from "../../kubernetes/autoscaling.ts";
import { type Selector, selectorFromLabelSelector } from "../../kubernetes/label-selector.ts";
import type { TargetedHpa } from "../finding.ts";
import { pods } from "./adapter-rules.ts";
import { builtInGroups } from "./api-groups.table.ts";

/** A metric that an HPA asks an adapter for. */
export type WantedMetric = {
  readonly hpa: TargetedHpa;
  /** `spec.metrics[0].pods`. */
  readonly field: string;
  readonly of: "custom" | "external";
  readonly type: "Pods" | "Object" | "External";
  readonly name: string;
  /** What the metric is about; undefined for an external one. */
  readonly resource: GroupResource | undefined;
  /** Undefined without one, and for one that is no selector. */
  readonly selector: Selector | undefined;
  readonly selectorKeys: readonly string[];
};

/** What the HPAs ask for, in order. */
export const wantedMetricsOf = (hpas: readonly TargetedHpa[]): readonly WantedMetric[] =>
  hpas.flatMap((hpa) =>
    (hpa.object.hpa.spec.metrics ?? []).flatMap((spec, at): readonly WantedMetric[] => {
      const field = `spec.metrics[${at}]`;
      const shared = (metric: MetricIdentifier) => ({ hpa, name: metric.name, ...selectorOf(metric) });
      if (spec.pods !== undefined) {
        const of = { of: "custom", type: "Pods", resource: pods, field: `${field}.pods` } as const;
        return [{ ...shared(spec.pods.metric), ...of }];
      }
      if (spec.object !== undefined) {
        const resource = resourceOf(spec.object.describedObject);
        return [{ ...shared(spec.object.metric), of: "custom", type: "Object", resource, field: `${field}.object` }];
      }
      if (spec.external === undefined) return [];
      const of = { of: "external", type: "External", resource: undefined, field: `${field}.external` } as const;
      return [{ ...shared(spec.external.metric), ...of }];
    }),
  );

function selectorOf({ selector }: MetricIdentifier): Pick<WantedMetric, "selector" | "selectorKeys"> {
  const parsed = selector === undefined ? undefined : selectorFromLabelSelector(selector);
  if (!parsed?.ok || parsed.selector.kind === "nothing" || parsed.selector.requirements.length === 0) {
    return { selector: undefined, selectorKeys: [] };
  }
  return { selector: parsed.selector, selectorKeys: parsed.selector.requirements.map(({ key }) => key) };
}

/** The resource of a kind; of a kind that clusters only have by a definition of their own it is guessed. */
function resourceOf({ kind, apiVersion = "v1" }: CrossVersionObjectReference): GroupResource {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  const known = builtInGroups
    .filter(({ name }) => name === group)
    .flatMap(({ versions }) => versions.flatMap(({ resources }) => resources))
    .find((resource) => resource.kind === kind);
  return { group, resource: known?.name ?? `${kind.toLowerCase()}s` };
}
