import { servesKind } from "../apiserver/discovery/discovery.ts";
import type { Cluster } from "../cluster/cluster.ts";
import type { HpaBehaviours } from "../hpa/behaviours.ts";
import { createHpaController } from "../hpa/controller.ts";
import type { Explanation } from "../hpa/explanation.ts";
import type { Monitor } from "../hpa/monitor.ts";
import type { HpaName } from "../hpa/ports.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { FactBody } from "../trace/fact.ts";
import type { Duration, SimTime } from "../units.ts";
import type { KubernetesVersion } from "../version.ts";
import type { MetricsApis } from "./adapter/metrics-apis.ts";
import { createHpaFacts, type HpaFacts } from "./hpa-facts.ts";
import { createHpaCalls } from "./hpa-ports.ts";
import type { MetricsPath } from "./metrics-path.ts";

export type HpaConnection = {
  readonly kernel: Kernel;
  readonly cluster: Cluster;
  readonly kubernetes: KubernetesVersion;
  readonly behaviours: HpaBehaviours;
  readonly metrics: MetricsPath;
  readonly metricsApis: MetricsApis;
  readonly monitor: Monitor;
  readonly answerDelay: Duration;
  readonly emit: (body: FactBody) => void;
  /** Hears of every pass of an HPA. */
  readonly onPass: ((hpa: HpaName, at: SimTime, explain: () => Explanation) => void) | undefined;
};

/** The HPA controller between the cluster's scale and the metrics API. */
export function connectHpa(connection: HpaConnection): Pick<HpaFacts, "statusOf"> {
  const { kernel, cluster, kubernetes, behaviours, metrics, metricsApis, monitor, answerDelay, emit, onPass } =
    connection;
  const { forget, statusOf, ...told } = createHpaFacts({
    emit,
    ...(onPass === undefined ? {} : { onPass: (hpa, explain) => onPass(hpa, kernel.now(), explain) }),
  });
  const controller = createHpaController({
    kernel,
    behaviours,
    monitor,
    ports: {
      ...createHpaCalls({
        servesKind: (group, kind) => servesKind(group, kind, kubernetes.minor),
        getScale: (target) => {
          const reply = cluster.scale.get(target);
          return reply.kind === "scale"
            ? { kind: "value", value: reply.scale }
            : { kind: "error", message: reply.message };
        },
        updateScale: (target, update) => {
          const reply = cluster.scale.update(target, update);
          return reply.kind === "scale"
            ? { kind: "value", value: undefined }
            : { kind: "error", message: reply.message };
        },
        pods: cluster.pods,
        metricsServer: metrics.metricsServer.serving,
        metricsApis,
        answerMetrics: (answer) => {
          if (answerDelay === 0) answer();
          else kernel.after(answerDelay, answer);
        },
      }),
      ...told,
    },
  });
  cluster.onHpa(({ hpa, meta }, change) => {
    if (change === "deleted") {
      controller.remove(meta);
      forget(meta);
      return;
    }
    const { namespace, generation } = meta;
    controller.apply({ ...hpa, metadata: { ...hpa.metadata, namespace, generation } });
  });
  return { statusOf };
}
