import type { HpaBehaviours } from "../hpa/behaviours.ts";
import { objectKey } from "../kubernetes/object.ts";
import type { ClusterObject } from "../kubernetes/workload.ts";
import type { KubernetesVersion } from "../version.ts";
import type { Finding, LintRule, LintSubject, Scalable, TargetedHpa } from "./finding.ts";
import { fixedReplicas } from "./fixed-replicas.ts";
import { missingRequest } from "./missing-request.ts";
import { missingTarget } from "./missing-target.ts";
import { adapterRules } from "./monitoring/adapter-rules.ts";
import { jobsOf } from "./monitoring/jobs.ts";
import type { Monitoring } from "./monitoring/monitoring.ts";
import { monitoringRules } from "./monitoring/rules.ts";
import { podTargetsOf } from "./monitoring/scraped-pods.ts";
import { wantedMetricsOf } from "./monitoring/wanted-metrics.ts";
import { replicasInManifest } from "./replicas-in-manifest.ts";
import { foreignPods, sharedPods } from "./shared-pods.ts";
import { toleranceTooWide, unreachableTarget } from "./unreachable-target.ts";

const rules: readonly LintRule[] = [
  missingTarget,
  missingRequest,
  sharedPods,
  foreignPods,
  unreachableTarget,
  toleranceTooWide,
  fixedReplicas,
  replicasInManifest,
  ...monitoringRules,
];

/** Where the objects live. */
export type LintWorld = {
  readonly kubernetes: KubernetesVersion;
  readonly behaviours: HpaBehaviours;
  readonly monitoring: Monitoring;
};

/**
 * What will go wrong with the HPAs among some objects, and on the way of their metrics, rule by rule. Of an object that is
 * there twice, the later one counts.
 */
export function lint(given: readonly ClusterObject[], world: LintWorld): readonly Finding[] {
  const objects = [...new Map(given.map((object) => [`${object.kind} ${objectKey(object.meta)}`, object])).values()];
  const hpas = objects.flatMap((object): readonly TargetedHpa[] =>
    object.kind === "HorizontalPodAutoscaler" ? [{ object, target: targetOf(object, objects) }] : [],
  );
  const { monitoring } = world;
  const jobs = jobsOf(monitoring);
  const subject: LintSubject = {
    ...world,
    ...{ objects, hpas, jobs },
    adapterRules: monitoring.adapters.map(adapterRules),
    wantedMetrics: wantedMetricsOf(hpas),
    podTargets: podTargetsOf(monitoring, jobs),
  };
  const findings = rules.flatMap((rule) => rule(subject));
  // Two rules of an adapter may suffer from one line of a Prometheus config.
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

function targetOf({ meta, hpa }: TargetedHpa["object"], objects: readonly ClusterObject[]): Scalable | undefined {
  const { kind, name } = hpa.spec.scaleTargetRef;
  for (const object of objects) {
    if (object.kind !== "Deployment" && object.kind !== "ReplicaSet") continue;
    if (object.kind === kind && object.meta.name === name && object.meta.namespace === meta.namespace) return object;
  }
  return undefined;
}
