import { unreachable } from "../invariant.ts";
import type { Selector } from "../kubernetes/label-selector.ts";
import { printLabelSelector } from "../kubernetes/label-selector.ts";
import type { PodView } from "../kubernetes/pod.ts";
import type { MetricPlan, MetricSource } from "./metric-plan.ts";
import { currentReplicasOf, type ReadScale } from "./pass.ts";
import type { Reply } from "./ports.ts";
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
    const items = itemsOf(reply, "resource");
    if (items.kind === "error") {
      done({ kind: "failure", cause: `unable to get metrics for resource ${resource}: ${items.message}` });
      return;
    }
    if (container !== "" && behaviours.missingContainerSample === "fails") {
      const without = items.value.find(({ containers }) => containers.every(({ name }) => name !== container));
      if (without !== undefined) {
        const { namespace } = pass.plan.name;
        const lack = `container ${container} not present in metrics for pod ${namespace}/${without.name}`;
        done({
          kind: "failure",
          cause: `unable to get metrics for resource ${resource}: failed to get container metrics: ${lack}`,
        });
        return;
      }
    }
    const input = podMetricInput(pass, selector, resourceSamples(items.value, resource, container));
    if (source.kind === "usage") {
      done(averageReplicas(input, resource, source.target));
      return;
    }
    const { podLevelResources } = behaviours;
    const { namespace } = pass.plan.name;
    const question = { resource, container, podLevelResources, namespace, rules: behaviours };
    done(utilizationReplicas(input, question, source.targetPercent));
  });
}

function readPods(pass: ReadScale, source: Source<"pods">, selector: Selector, done: Answer): void {
  const { metric, metricSelector, target } = source;
  const query = { namespace: pass.plan.name.namespace, metric, selector, metricSelector };
  pass.world.ports.customPodsMetric(query, (reply) => {
    const items = itemsOf(reply, "custom");
    if (items.kind === "error") done({ kind: "failure", cause: `unable to get metric ${metric}: ${items.message}` });
    else done(averageReplicas(podMetricInput(pass, selector, customSamples(items.value)), "", target));
  });
}

function readObject(pass: ReadScale, source: Source<"object">, selector: Selector, done: Answer): void {
  const { namespace } = pass.plan.name;
  const { object, metric, metricSelector, per, target } = source;
  pass.world.ports.customObjectMetric({ namespace, metric, object, metricSelector }, (reply) => {
    if (reply.kind === "error") {
      const error = `${unableToFetch("custom")}: ${reply.message}`;
      const cause = pass.world.behaviours.objectMetricErrorText({ metric, namespace, object, error });
      done({ kind: "failure", cause });
      return;
    }
    const input = valueInput(pass, selector, { usage: reply.value, target });
    done(per === "value" ? valueReplicas(input, "object") : perPodReplicas(input, "object"));
  });
}

function readExternal(pass: ReadScale, source: Source<"external">, selector: Selector, done: Answer): void {
  const { namespace } = pass.plan.name;
  const { metric, metricSelector, per, target } = source;
  pass.world.ports.externalMetric({ namespace, metric, metricSelector }, (reply) => {
    const items = itemsOf(reply, "external");
    if (items.kind === "error") {
      const name = `${namespace}/${metric}/${printLabelSelector(source.selector, pass.world.behaviours)}`;
      done({ kind: "failure", cause: `unable to get external metric ${name}: ${items.message}` });
      return;
    }
    const input = valueInput(pass, selector, {
      usage: sumOfSeries(items.value, per, pass.world.behaviours),
      target,
    });
    done(per === "value" ? valueReplicas(input, "external") : perPodReplicas(input, "external"));
  });
}

type MetricsApi = "resource" | "custom" | "external";

const unableToFetch = (api: MetricsApi): string => `unable to fetch metrics from ${api} metrics API`;

/** The items of an answer; none at all is an error too. */
function itemsOf<Item>(reply: Reply<readonly Item[]>, api: MetricsApi): Reply<readonly Item[]> {
  if (reply.kind === "error") return { kind: "error", message: `${unableToFetch(api)}: ${reply.message}` };
  return reply.value.length === 0 ? { kind: "error", message: `no metrics returned from ${api} metrics API` } : reply;
}

const listPods = ({ world, plan }: ReadScale, selector: Selector): readonly PodView[] =>
  world.ports.listPods(plan.name.namespace, selector);

function podMetricInput(pass: ReadScale, selector: Selector, samples: Samples): PodMetricInput {
  const { flags } = pass.world.behaviours;
  return {
    currentReplicas: currentReplicasOf(pass),
    pods: listPods(pass, selector),
    samples,
    tolerances: pass.plan.tolerances,
    readiness: {
      now: pass.world.now(),
      cpuInitializationPeriod: flags.cpuInitializationPeriod,
      initialReadinessDelay: flags.initialReadinessDelay,
    },
    rules: pass.world.behaviours,
  };
}

const valueInput = (
  pass: ReadScale,
  selector: Selector,
  amounts: Pick<ValueInput, "usage" | "target">,
): ValueInput => ({
  specReplicas: currentReplicasOf(pass),
  statusReplicas: pass.scale.statusReplicas,
  pods: () => listPods(pass, selector),
  tolerances: pass.plan.tolerances,
  rules: pass.world.behaviours,
  ...amounts,
});
