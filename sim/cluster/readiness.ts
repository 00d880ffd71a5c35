import type { ContainerSpec, PodSpec, ProbeSpec } from "../kubernetes/pod.ts";
import { type Duration, plus, type SimTime, seconds } from "../units.ts";

/**
 * When the kubelet sees the pod ready: as soon as each of its containers, sidecars included, has passed its readiness
 * probe.
 *
 * A container without a probe is ready as soon as it runs.
 */
export function readyAt(spec: PodSpec, startedAt: SimTime, readyAfter: Duration): SimTime {
  let latest = startedAt;
  for (const { readinessProbe } of runningContainers(spec)) {
    if (readinessProbe === undefined) continue;
    const passed = probePassedAt(readinessProbe, startedAt, readyAfter);
    if (passed > latest) latest = passed;
  }
  return latest;
}

/**
 * When a probe has succeeded often enough, of an application that answers from `readyAfter` after its start on.
 *
 * The kubelet probes a container as soon as it sees it running (and once more, when the first result makes it look at
 * the pod again) and every `periodSeconds` from there. A probe within `initialDelaySeconds` of the start is left out.
 * Source: kubernetes v1.36.3 pkg/kubelet/prober/worker.go run and doProbe, prober_manager.go UpdatePodStatus.
 */
export function probePassedAt(probe: ProbeSpec, startedAt: SimTime, readyAfter: Duration): SimTime {
  const wait = Math.max(seconds(probe.initialDelaySeconds), readyAfter);
  const firstSuccess = Math.ceil(wait / seconds(probe.periodSeconds));
  const successesNow = firstSuccess === 0 ? 2 : 1;
  const lastSuccess = firstSuccess + Math.max(0, probe.successThreshold - successesNow);
  return plus(startedAt, seconds(lastSuccess * probe.periodSeconds));
}

const runningContainers = (spec: PodSpec): readonly ContainerSpec[] => [
  ...spec.containers,
  ...spec.initContainers.filter(({ restartPolicyAlways }) => restartPolicyAlways),
];
