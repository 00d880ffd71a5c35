import { parseGoDuration, parseTimestamp } from "../../sim/kubernetes/timestamp.ts";
import type { SimTime } from "../../sim/units.ts";
import type { SeenPodMetrics } from "./recorded-run.ts";

/** The part of a `metrics.k8s.io/v1beta1` PodMetricsList that is read. */
export type PodMetricsList = {
  readonly items: readonly {
    readonly metadata: { readonly namespace: string; readonly name: string };
    readonly timestamp: string;
    readonly window: string;
    readonly containers: readonly {
      readonly name: string;
      readonly usage: { readonly cpu: string; readonly memory: string };
    }[];
  }[];
};

/** Keeps what answers of metrics.k8s.io say that the ones before did not. */
export type PodMetricsLog = {
  /** `notBefore` is when the question was asked before this one. */
  readonly take: (answer: PodMetricsList, asked: { readonly notBefore: SimTime; readonly seenAt: SimTime }) => void;
  readonly seen: () => readonly SeenPodMetrics[];
};

export function createPodMetricsLog(): PodMetricsLog {
  const seen: SeenPodMetrics[] = [];
  const last = new Map<string, string>();
  return {
    take: ({ items }, { notBefore, seenAt }) => {
      for (const { metadata, timestamp, window, containers } of items) {
        const { namespace, name: pod } = metadata;
        const usage = containers.map((each) => ({ name: each.name, ...each.usage }));
        const text = JSON.stringify([timestamp, window, usage]);
        const key = `${namespace}/${pod}`;
        if (last.get(key) === text) continue;
        last.set(key, text);
        const [at, span] = [parseTimestamp(timestamp), parseGoDuration(window)];
        if (at === undefined || span === undefined) {
          throw new Error(`metrics.k8s.io said of pod ${key}: timestamp "${timestamp}", window "${window}"`);
        }
        seen.push({ namespace, pod, notBefore, seenAt, timestamp: at, window: span, containers: usage });
      }
    },
    seen: () => seen,
  };
}
