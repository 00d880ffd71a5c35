import type { Toleration } from "./kube-state-metrics/objects.ts";

/**
 * What nobody says about a cluster and its machines, and the exporters tell all the same.
 *
 * Besides: pods and nodes have no IP addresses; a container's image is reported as the pod names it, without a digest; no
 * container was ever restarted; no disk is read or written, no page fetched from one, no segment sent twice, and clocks are right; a
 * machine has no more than what pods may request of it, in whole cores of one socket.
 */

/** The system that every machine runs. */
export const operatingSystem = {
  kernelVersion: "6.12.48",
  /** As `uname -v` says it. */
  kernelBuild: "#1 SMP PREEMPT_DYNAMIC",
  machine: "x86_64",
  osImage: "Debian GNU/Linux 13 (trixie)",
  containerRuntimeVersion: "containerd://2.1.4",
} as const;

/** The one filesystem of every machine that is no memory: 100 GiB, of which 20 are in use and 5 kept for root. It never fills. */
export const rootFilesystem = {
  device: "/dev/vda1",
  disk: "/dev/vda",
  mountpoint: "/",
  fstype: "ext4",
  major: "254",
  minor: "1",
  sizeBytes: 107_374_182_400,
  freeBytes: 85_899_345_920,
  availBytes: 80_530_636_800,
  files: 6_553_600,
  filesFree: 6_300_000,
} as const;

/** The network card of every machine, besides the loopback. */
export const networkDevice = "eth0";

/** What the API server fills in for a pod that does not say. The manifests' own values are not kept. */
export const podDefaults: {
  readonly restartPolicy: string;
  readonly serviceAccountName: string;
  readonly schedulerName: string;
  readonly tolerations: readonly Toleration[];
} = {
  restartPolicy: "Always",
  serviceAccountName: "default",
  schedulerName: "default-scheduler",
  /** Source: kubernetes v1.36.3 plugin/pkg/admission/defaulttolerationseconds */
  tolerations: ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"].map((key) => ({
    key,
    operator: "Exists",
    value: "",
    effect: "NoExecute",
    tolerationSeconds: 300,
  })),
};

/** Every Service; the manifests' own values are not kept. */
export const serviceDefaults = { type: "ClusterIP", clusterIP: "" } as const;
