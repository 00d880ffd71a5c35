import { unreachable } from "../invariant.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import { printLabelSelector } from "../kubernetes/label-selector.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { MetricPlan, MetricSource } from "./metric-plan.ts";
import type { ReadScale } from "./pass.ts";
import { averageReplicas, type MetricOutcome, type PodMetricInput, utilizationReplicas } from "./replica-calculator.ts";
import { customSamples, resourceSamples, type Samples } from "./samples.ts";
import { perPodReplicas, sumOfSeries, type ValueInput, valueReplicas } from "./value-calculator.ts";

type Answer = (outcome: MetricOutcome) => void;

/**
 * Makes the call that one metric needs and computes its proposal at the instant of the answer.
 *
 * Error texts: kubernetes v1.36.3 pkg/controller/podautoscaler/replica_calculator.go and metrics/client.go.
 */
export function readMetric(pass: ReadScale, { source }: MetricPlan, selector: Selector, done: Answer): void {
  switch (source.kind) {
    case "broken":
      done({ kind: "failure", cause: source.cause });
      return;
    case "utilization":
    case "usage":
      readResource(pass, source, selector, done);
      return;
    case "pods":
      readPods(pass, source, selector, done);
      return;
    case "object":
      readObject(pass, source, selector, done);
      return;
    case "external":
      readExternal(pass, source, selector, done);
      return;
    default:
      unreachable(source);
  }
}

type Source<Kind extends MetricSource["kind"]> = Extract<MetricSource, { readonly kind: Kind }>;

function readResource(
  pass: ReadScale,
  source: Source<"utilization" | "usage">,
  selector: Selector,
  done: Answer,
): void {
  const { ports, behaviours } = pass.world;
  const { resource, container } = source;
  ports.resourceMetrics({ namespace: pass.plan.name.namespace, selector }, (reply) => {
    const problem =
      reply.kind === "error"
        ? `unable to fetch metrics from resource metrics API: ${reply.message}`
        : reply.value.length === 0
          ? "no metrics returned from resource metrics API"
          : undefined;
    if (reply.kind === "error" || problem !== undefined) {
      done({ kind: "failure", cause: `unable to get metrics for resource ${resource}: ${problem}` });
      return;
    }
    const input = podMetricInput(pass, selector, resourceSamples(reply.value, resource, container));
    if (source.kind === "usage") {
      done(averageReplicas(input, resource, source.target));
      return;
    }
    const question = { resource, container, podLevelResources: behaviours.podLevelResources };
    done(utilizationReplicas(input, question, source.targetPercent));
  });
}

function readPods(pass: ReadScale, source: Source<"pods">, selector: Selector, done: Answer): void {
  const { metric, metricSelector, target } = source;
  const query = { namespace: pass.plan.name.namespace, metric, selector, metricSelector };
  pass.world.ports.customPodsMetric(query, (reply) => {
    const problem =
      reply.kind === "error"
        ? `unable to fetch metrics from custom metrics API: ${reply.message}`
        : reply.value.length === 0
          ? "no metrics returned from custom metrics API"
          : undefined;
    if (reply.kind === "error" || problem !== undefined) {
      done({ kind: "failure", cause: `unable to get metric ${metric}: ${problem}` });
      return;
    }
    done(averageReplicas(podMetricInput(pass, selector, customSamples(reply.value)), "", target));
  });
}

function readObject(pass: ReadScale, source: Source<"object">, selector: Selector, done: Answer): void {
  const { namespace } = pass.plan.name;
  const { object, metric, metricSelector, per, target } = source;
  pass.world.ports.customObjectMetric({ namespace, metric, object, metricSelector }, (reply) => {
    if (reply.kind === "error") {
      const error = `unable to fetch metrics from custom metrics API: ${reply.message}`;
      const cause = pass.world.behaviours.objectMetricErrorText({ metric, namespace, object, error });
      done({ kind: "failure", cause });
      return;
    }
    const input = valueInput(pass, selector, { usage: reply.value, target });
    done(per === "value" ? valueReplicas(input) : perPodReplicas(input, false));
  });
}

function readExternal(pass: ReadScale, source: Source<"external">, selector: Selector, done: Answer): void {
  const { namespace } = pass.plan.name;
  const { metric, metricSelector, per, target } = source;
  pass.world.ports.externalMetric({ namespace, metric, metricSelector }, (reply) => {
    const problem =
      reply.kind === "error"
        ? `unable to fetch metrics from external metrics API: ${reply.message}`
        : reply.value.length === 0
          ? "no metrics returned from external metrics API"
          : undefined;
    if (reply.kind === "error" || problem !== undefined) {
      const name = `${namespace}/${metric}/${printLabelSelector(source.selector)}`;
      done({ kind: "failure", cause: `unable to get external metric ${name}: ${problem}` });
      return;
    }
    const input = valueInput(pass, selector, { usage: sumOfSeries(reply.value, per), target });
    done(per === "value" ? valueReplicas(input) : perPodReplicas(input, true));
  });
}

const listPods = ({ world, plan }: ReadScale, selector: Selector): readonly PodView[] =>
  world.ports.listPods(plan.name.namespace, selector);

function podMetricInput(pass: ReadScale, selector: Selector, samples: Samples): PodMetricInput {
  const { flags } = pass.world.behaviours;
  return {
    currentReplicas: pass.scale.specReplicas,
    pods: listPods(pass, selector),
    samples,
    tolerances: pass.plan.tolerances,
    readiness: {
      now: pass.world.now(),
      cpuInitializationPeriod: flags.cpuInitializationPeriod,
      initialReadinessDelay: flags.initialReadinessDelay,
    },
  };
}

const valueInput = (
  pass: ReadScale,
  selector: Selector,
  amounts: Pick<ValueInput, "usage" | "target">,
): ValueInput => ({
  specReplicas: pass.scale.specReplicas,
  statusReplicas: pass.scale.statusReplicas,
  pods: () => listPods(pass, selector),
  tolerances: pass.plan.tolerances,
  ...amounts,
});
