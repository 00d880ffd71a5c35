import type { ApiRequest } from "../api.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { ProbeSpec } from "../kubernetes/pod.ts";
import type { MetricsServerFlags, PodLifecycle } from "../scenario.ts";
import { type Duration, microseconds, plus, seconds } from "../units.ts";
import type { MetricsServer } from "./metrics-server.ts";

/** How the kubelet finds out that metrics-server is ready. Source: metrics-server v0.9.0 manifests/base/deployment.yaml */
export const metricsServerReadinessProbe: ProbeSpec & { readonly path: string } = {
  path: "/readyz",
  initialDelaySeconds: 20,
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
};

export type MetricsServerDeploymentSettings = {
  readonly kernel: Kernel;
  readonly flags: MetricsServerFlags;
  /** `--metric-resolution`. */
  readonly metricResolution: Duration;
  /** How long a new pod takes until its container runs, and from then until it scrapes. */
  readonly lifecycle: Pick<PodLifecycle, "startDelay" | "readyAfter" | "seen">;
  /** From now to the first scrape of the pod that has been running for long; left to chance if not given. */
  readonly firstScrapeAfter?: Duration;
  /** A process of that name with these flags, which has not begun. */
  readonly create: (flags: MetricsServerFlags, name: string) => MetricsServer;
  /** Hears when the Service, which had no endpoint, gets one. */
  readonly onEndpoint: () => void;
};

/** metrics-server's Deployment of one replica, with the processes in its pods, and its Service. */
export type MetricsServerDeployment = {
  /** The pods' template gets these flags. */
  readonly setFlags: (flags: MetricsServerFlags) => void;
  /** The process that the Service leads to; undefined as long as no pod is ready. */
  readonly serving: () => MetricsServer | undefined;
  /** The process in the pod that was created last. */
  readonly newest: () => MetricsServer;
};

type Pod = { readonly flags: MetricsServerFlags; readonly server: MetricsServer; isReady: boolean; isGone: boolean };

/**
 * It has been running for long, so that it is ready if it ever will be; where in the rhythm of its scrapes it begins is chance.
 *
 * Other flags make another pod. The one before stays until the new one is ready: at most a quarter of one pod more is one, a
 * quarter of one less is none. Flags that a pod has already lead back to that pod. A pod that has been ready stays so.
 * Source: kubernetes v1.36.3 pkg/controller/deployment/rolling.go
 */
export function deployMetricsServer(settings: MetricsServerDeploymentSettings): MetricsServerDeployment {
  const { kernel, metricResolution, create, onEndpoint } = settings;
  let template = settings.flags;
  let count = 0;
  const podWith = (flags: MetricsServerFlags, isReady: boolean): Pod => {
    count++;
    const name = count === 1 ? "metrics-server" : `metrics-server-${count}`;
    return { flags, server: create(flags, name), isReady, isGone: false };
  };
  const first = podWith(template, template.kubeletInsecureTls);
  let pods: readonly Pod[] = [first];
  const phase = settings.firstScrapeAfter ?? microseconds(kernel.stream("metrics-server").below(metricResolution));
  kernel.at(plus(kernel.now(), phase), first.server.start);

  const serving = (): MetricsServer | undefined => pods.find(({ isReady }) => isReady)?.server;

  const removeOld = (): void => {
    const wanted = podOf(template, pods);
    if (!wanted?.isReady) return;
    for (const pod of pods) if (pod !== wanted) stop(pod);
    pods = [wanted];
  };

  return {
    setFlags: (flags) => {
      template = flags;
      if (podOf(flags, pods) === undefined) {
        const pod = podWith(flags, false);
        pods = [...pods, pod];
        startPod(pod, settings, () => {
          const wasServed = serving() !== undefined;
          pod.isReady = true;
          removeOld();
          if (!wasServed) onEndpoint();
        });
      }
      removeOld();
    },
    serving,
    newest: () => pods.at(-1)?.server ?? first.server,
  };
}

const podOf = ({ kubeletInsecureTls }: MetricsServerFlags, pods: readonly Pod[]): Pod | undefined =>
  pods.find(({ flags }) => flags.kubeletInsecureTls === kubeletInsecureTls);

function stop(pod: Pod): void {
  pod.isGone = true;
  pod.server.stop();
}

type StartSettings = Pick<MetricsServerDeploymentSettings, "kernel" | "lifecycle">;

/** Starts the pod's process, and probes it from its container's start on until it is ready. */
function startPod(pod: Pod, { kernel, lifecycle }: StartSettings, becomeReady: () => void): void {
  const { initialDelaySeconds, periodSeconds } = metricsServerReadinessProbe;
  const later = (delay: Duration, step: () => void): void => {
    kernel.after(delay, () => {
      if (!pod.isGone) step();
    });
  };
  const probe = (): void => {
    if (isSuccess(pod.server)) becomeReady();
    else later(seconds(periodSeconds), probe);
  };
  later(lifecycle.startDelay, () => {
    later(lifecycle.readyAfter, pod.server.start);
    // The kubelet probes every period from the start on, and leaves out what comes too early.
    const firstProbe = seconds(Math.ceil(initialDelaySeconds / periodSeconds) * periodSeconds);
    if (lifecycle.seen?.readyAfter === undefined) later(firstProbe, probe);
    else later(lifecycle.seen.readyAfter, becomeReady);
  });
}

const probeRequest: ApiRequest = {
  ...{ method: "GET", path: metricsServerReadinessProbe.path, query: [], headers: {}, body: "" },
  peer: { user: "", groups: [] },
};

function isSuccess({ handle }: MetricsServer): boolean {
  const reply = handle(probeRequest);
  return reply.kind === "whole" && reply.status >= 200 && reply.status < 400;
}
