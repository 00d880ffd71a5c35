import type { HpaPorts } from "../../sim/hpa/ports.ts";
import type { RecordedEvent } from "../../sim/kubernetes/autoscaling.ts";
import { matches, type Selector } from "../../sim/kubernetes/label-selector.ts";
import type { Labels } from "../../sim/kubernetes/object.ts";
import { mappingError } from "./rest-mapper.ts";
import { type TickWorld, usualLabels } from "./world.ts";

/** What stands while a case runs. */
export type CaseState = {
  world: TickWorld;
  /** So many writes of a scale are still to be refused. */
  conflicts: number;
  /** `spec.replicas` of the scale that the case speaks of. */
  replicas: number;
  /** The other scales, by name. */
  readonly targets: Map<string, { replicas: number; readonly selector?: string }>;
  /** Events since the last look, by the name of their HPA. */
  readonly events: Map<string, RecordedEvent[]>;
};

/** The world of a case, as its controller asks for it. */
export function casePorts(state: CaseState): HpaPorts {
  return { ...scalePorts(state), ...metricPorts(state), ...writePorts(state) };
}

function scalePorts(state: CaseState): Pick<HpaPorts, "getScale" | "updateScale"> {
  return {
    getScale: ({ reference }, done) => {
      const { tick } = state.world;
      const error = mappingError(reference) ?? tick.scaleError;
      if (error !== undefined) {
        done({ kind: "error", message: error });
        return;
      }
      const target = state.targets.get(reference.name);
      const { replicas, selector = "app=web" } = target ?? { replicas: state.replicas, ...selectorOf(tick.selector) };
      const statusReplicas = target === undefined ? (tick.statusReplicas ?? replicas) : replicas;
      done({ kind: "value", value: { specReplicas: replicas, statusReplicas, selector } });
    },
    updateScale: ({ reference: { name } }, count, done) => {
      const { updateError } = state.world.tick;
      if (state.conflicts > 0) {
        state.conflicts--;
        done({ kind: "error", message: conflictText(name), isConflict: true });
        return;
      }
      if (updateError !== undefined) {
        done({ kind: "error", message: updateError });
        return;
      }
      const target = state.targets.get(name);
      if (target === undefined) state.replicas = count;
      else target.replicas = count;
      done({ kind: "value", value: undefined });
    },
  };
}

const selectorOf = (selector: string | undefined): { readonly selector?: string } =>
  selector === undefined ? {} : { selector };

const conflictText = (name: string): string =>
  `Operation cannot be fulfilled on deployments.apps "${name}": the object has been modified; please apply your changes to the latest version and try again`;

type MetricPorts = Pick<
  HpaPorts,
  "listPods" | "resourceMetrics" | "customPodsMetric" | "customObjectMetric" | "externalMetric"
>;

function metricPorts(state: CaseState): MetricPorts {
  const selected = <Item extends { readonly labels: Labels }>(
    items: readonly Item[],
    selector: Selector,
  ): readonly Item[] => {
    if (!state.world.isUniform) return items.filter(({ labels }) => matches(selector, labels));
    return matches(selector, usualLabels) ? items : [];
  };
  return {
    listPods: (_namespace, selector) => selected(state.world.pods, selector),
    resourceMetrics: ({ selector }, done) => {
      const { tick, samples } = state.world;
      if (tick.resourceError !== undefined) done({ kind: "error", message: tick.resourceError });
      else done({ kind: "value", value: selected(samples, selector) });
    },
    customPodsMetric: ({ metric }, done) => {
      const { tick, podMetrics } = state.world;
      const error = tick.customError?.[metric];
      if (error !== undefined) done({ kind: "error", message: error });
      else done({ kind: "value", value: podMetrics.get(metric) ?? [] });
    },
    customObjectMetric: ({ metric, object }, done) => {
      const { tick, objectMetrics } = state.world;
      const error = tick.customError?.[metric];
      const found = objectMetrics.get(metric)?.find(({ kind, name }) => kind === object.kind && name === object.name);
      if (error !== undefined) done({ kind: "error", message: error });
      else if (found === undefined)
        done({ kind: "error", message: `${metric}.custom.metrics.k8s.io "${object.name}" not found` });
      else done({ kind: "value", value: found.milli });
    },
    externalMetric: ({ metric }, done) => {
      const { tick, external } = state.world;
      const error = tick.externalError?.[metric];
      if (error !== undefined) done({ kind: "error", message: error });
      else done({ kind: "value", value: external.get(metric) ?? [] });
    },
  };
}

const writePorts = (state: CaseState): Pick<HpaPorts, "recordEvent" | "statusError" | "updateStatus"> => ({
  recordEvent: ({ name }, event) => state.events.get(name)?.push(event),
  statusError: () => state.world.tick.statusError,
  updateStatus: () => {},
});
