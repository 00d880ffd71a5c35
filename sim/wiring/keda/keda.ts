import type { Cluster } from "../../cluster/cluster.ts";
import type { StoredHpa } from "../../cluster/records.ts";
import type { HpaStatus } from "../../hpa/status.ts";
import { scaleTarget } from "../../keda/hpa.ts";
import { createKedaOperator, type OperatorPorts } from "../../keda/operator.ts";
import type { TriggerSources } from "../../keda/ports.ts";
import type { ScaledObject } from "../../keda/scaled-object.ts";
import { admissionFaults, type Surroundings } from "../../keda/validation.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { parseSelector } from "../../kubernetes/label-selector.ts";
import { type ObjectReference, objectKey } from "../../kubernetes/object.ts";
import type { PodSpec } from "../../kubernetes/pod.ts";
import type { FactBody } from "../../trace/fact.ts";
import type { KubernetesVersion } from "../../version.ts";
import type { MetricsApis } from "../adapter/metrics-apis.ts";
import { type FaultsNow, reachThroughProxy } from "../faults.ts";
import type { NetworkPorts } from "../network.ts";
import { createConditionFacts } from "./conditions.ts";
import { createKedaExternalMetric } from "./external-metric.ts";
import { createHttpGet } from "./http-get.ts";
import { createOwnedHpas } from "./owned-hpas.ts";

export type KedaConnection = {
  readonly kernel: Kernel;
  readonly cluster: Cluster;
  readonly kubernetes: KubernetesVersion;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly network: NetworkPorts;
  readonly faults: FaultsNow;
  readonly kafka: TriggerSources["kafka"];
  readonly hpaStatus: (hpa: StoredHpa["meta"]) => HpaStatus;
  readonly emit: (body: FactBody) => void;
};

export type Keda = {
  readonly externalMetric: MetricsApis["externalMetric"];
  /** Why its admission webhook denies a ScaledObject; undefined when it lets it in. */
  readonly denial: (scaledObject: ScaledObject) => string | undefined;
};

/** KEDA between the cluster's scale, the sources that its triggers ask, and the HPA controller. */
export function connectKeda(connection: KedaConnection): Keda {
  const { kernel, cluster, faults } = connection;
  const hpas = createOwnedHpas(connection);
  const facts = createConditionFacts(connection.emit);
  const operator = createKedaOperator(kernel, {
    ...clusterPorts(connection),
    ...{ applyHpa: hpas.apply, deleteHpa: hpas.remove },
    sources: {
      get: createHttpGet(connection),
      kafka: connection.kafka,
      externalMetricSpecs: (_reference, done) => done(noServer),
      externalMetrics: (_reference, done) => done(noServer),
      externalIsActive: (_reference, done) => done(noServer),
    },
    statusWritten: (scaledObject, status) => facts.written(referenceTo(scaledObject), status),
  });
  cluster.onScaledObject((changed) => {
    const { namespace, name } = changed.meta;
    // The informer tells the operator when everything that is applied at once is there.
    kernel.at(kernel.now(), () => {
      const stored = storedScaledObject(cluster, changed.reference);
      if (stored !== undefined) operator.apply(stored);
      else {
        operator.remove(namespace, name);
        facts.forget(changed.reference);
      }
    });
  });
  cluster.onHpa(({ meta }, change) => {
    const owner = hpas.ownerOf(meta);
    if (change !== "deleted" || owner === undefined) return;
    hpas.forget(meta);
    kernel.at(kernel.now(), () => {
      const stored = storedScaledObject(cluster, { ...meta, kind: "ScaledObject", name: owner });
      if (stored !== undefined) operator.apply(stored);
    });
  });
  return {
    externalMetric: createKedaExternalMetric(operator.getMetric, reachThroughProxy(kernel, faults, { kind: "keda" })),
    denial: (scaledObject) => admissionFaults(scaledObject, surroundingsOf(scaledObject, cluster, hpas.ownerOf))[0],
  };
}

const referenceTo = ({ meta: { namespace, name } }: ScaledObject): ObjectReference => ({
  ...{ kind: "ScaledObject", namespace, name },
});

/** With its namespace, and without what an older form of the same one says. */
const storedScaledObject = (cluster: Cluster, reference: ObjectReference): ScaledObject | undefined =>
  [...cluster.stored.scaledObjects()].find((stored) => objectKey(stored.reference) === objectKey(reference))?.applied;

const noServer = {
  kind: "failed",
  text: "rpc error: code = Unavailable desc = kubewind does not model external scalers",
} as const;

type ClusterPorts = Pick<OperatorPorts, "getScale" | "updateScale" | "countReadyPods" | "scalingActive" | "record">;

function clusterPorts({ cluster, hpaStatus, emit }: KedaConnection): ClusterPorts {
  return {
    getScale: (target) => {
      const reply = cluster.scale.get(target);
      return reply.kind === "scale" ? { ok: true, value: reply.scale } : { ok: false, error: reply.message };
    },
    updateScale: (target, replicas) => {
      const reply = cluster.scale.update(target, { replicas, by: "keda-operator" });
      return reply.kind === "scale" ? { ok: true, value: undefined } : { ok: false, error: reply.message };
    },
    countReadyPods: (namespace, text) => {
      const selector = parseSelector(text);
      if (!selector.ok) return { ok: false, error: selector.error };
      const pods = cluster.pods(namespace, selector.selector);
      return { ok: true, value: pods.filter(({ phase, ready }) => phase === "Running" && ready === "True").length };
    },
    scalingActive: (namespace, name) => {
      const stored = cluster.hpas().find(({ meta }) => meta.namespace === namespace && meta.name === name);
      return stored && hpaStatus(stored.meta).conditions.find(({ type }) => type === "ScalingActive");
    },
    record: (scaledObject, event) =>
      emit({ kind: "event", involved: referenceTo(scaledObject), component: "keda-operator", ...event }),
  };
}

/** What the admission webhook lists beside a ScaledObject. */
function surroundingsOf(
  scaledObject: ScaledObject,
  cluster: Cluster,
  ownerOf: (hpa: StoredHpa["meta"]) => string | undefined,
): Surroundings {
  const { namespace } = scaledObject.meta;
  const isHere = ({ meta }: { readonly meta: { readonly namespace: string } }): boolean => meta.namespace === namespace;
  return {
    scaledObjects: [...cluster.stored.scaledObjects()].filter(isHere).map(({ applied }) => applied),
    hpas: cluster
      .hpas()
      .filter(isHere)
      .map(({ meta, hpa }) => ({
        ...{ name: meta.name, annotations: meta.annotations, target: hpa.spec.scaleTargetRef, owner: ownerOf(meta) },
      })),
    podSpec: podSpecOf(scaledObject, cluster),
  };
}

function podSpecOf(scaledObject: ScaledObject, { stored }: Cluster): PodSpec | undefined {
  const { kind, name } = scaleTarget(scaledObject);
  if (kind !== "Deployment") return undefined;
  const { namespace } = scaledObject.meta;
  const found = [...stored.deployments()].find(
    ({ reference }) => reference.namespace === namespace && reference.name === name,
  );
  return found?.spec.template.spec;
}
