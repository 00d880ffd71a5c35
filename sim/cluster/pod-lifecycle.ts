import type { EventHandle } from "../kernel/event-queue.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { PodLifecycle } from "../scenario.ts";
import { between, type Duration, microseconds, milliseconds, type SimTime, seconds } from "../units.ts";
import type { PodStore } from "./pod-store.ts";
import { readyAt } from "./readiness.ts";
import type { PodChange, PodRecord } from "./records.ts";

/**
 * How pods behave about which the scenario says nothing: a small service whose image lies on the node.
 *
 * Its containers are created in two seconds, it answers a second later, and on SIGTERM it is gone in half a second.
 */
export const defaultPodLifecycle: PodLifecycle = {
  startDelay: seconds(2),
  readyAfter: seconds(1),
  stopAfter: milliseconds(500),
};

/** Source: kubernetes v1.36.3 pkg/kubelet/kuberuntime/kuberuntime_manager.go minimumGracePeriodInSeconds. */
const minimumGracePeriod = seconds(2);

/**
 * The kubelets' part in the life of pods: a bound pod starts, becomes ready, and ends when it has been deleted.
 *
 * A pod that is deleted while its image is being pulled still starts, and is stopped right then: the kubelet finishes
 * the sync that it is in. Source: kubernetes v1.36.3 pkg/kubelet/kubelet.go SyncPod, whose runtime call is never
 * cancelled.
 */
export function runPodLifecycles(kernel: Kernel, pods: PodStore): void {
  /** The next step of each pod that waits for one. */
  const steps = new Map<PodRecord, EventHandle>();

  const cancel = (pod: PodRecord): void => {
    const handle = steps.get(pod);
    if (handle !== undefined) kernel.cancel(handle);
    steps.delete(pod);
  };

  const next = (pod: PodRecord, delay: Duration, step: (pod: PodRecord) => void): void => {
    cancel(pod);
    const handle = kernel.after(delay, () => {
      steps.delete(pod);
      step(pod);
    });
    steps.set(pod, handle);
  };

  const stop = (pod: PodRecord): void => next(pod, terminationTime(pod), pods.remove);

  const start = (pod: PodRecord): void => {
    pods.start(pod);
    if (pod.deleting) {
      stop(pod);
      return;
    }
    next(pod, readyDelay(pod, kernel.now()), pods.becomeReady);
  };

  pods.changes.subscribe((pod: PodRecord, change: PodChange) => {
    if (change === "scheduled") next(pod, pod.lifecycle.startDelay, start);
    if (change === "terminating" && pod.startedAt !== undefined) stop(pod);
    if (change === "gone") cancel(pod);
  });
}

/** From the start of the containers until the kubelet sees the pod ready. */
const readyDelay = ({ spec, lifecycle }: PodRecord, startedAt: SimTime): Duration =>
  lifecycle.seen?.readyAfter ?? between(startedAt, readyAt(spec, startedAt, lifecycle.readyAfter));

/** From the request to stop until the containers are gone: as long as the application takes, or until it is killed. */
const terminationTime = ({ spec, lifecycle }: PodRecord): Duration =>
  microseconds(
    Math.min(lifecycle.stopAfter, Math.max(seconds(spec.terminationGracePeriodSeconds), minimumGracePeriod)),
  );
