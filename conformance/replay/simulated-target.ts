import { setImmediate as nextTurn } from "node:timers/promises";
import type { ApiReply } from "../../sim/api.ts";
import { integralBetween } from "../../sim/load/profile.ts";
import type { Load, Scenario } from "../../sim/scenario.ts";
import { microseconds, milliseconds, plus, type SimTime, seconds } from "../../sim/units.ts";
import { createWindTunnel, type WindTunnel } from "../../sim/wind-tunnel.ts";
import type { RecordedRun, SeenArrivals } from "./recorded-run.ts";
import { createPodMetricsLog, type PodMetricsList, type PodMetricsLog } from "./seen-pod-metrics.ts";
import type { Target } from "./target.ts";

/** The simulator itself as a target, observed as a cluster would be: so what replays is held against is held against itself. */
export const simulatedTarget: Target = {
  name: "simulated",
  cannotExpress: ({ scenario }) =>
    scenario.loads.flatMap(({ name, shape }) =>
      shape.kind === "closed"
        ? [`load "${name}" has clients that wait for answers: its requests are not known beforehand`]
        : [],
    ),
  use: async ({ loaded: { scenario }, path }, play) => {
    const tunnel = createWindTunnel(scenario);
    const metrics = createPodMetricsLog();
    return play({
      apply: async () => {},
      driveLoad: () => askEverySecond(tunnel, metrics, namespacesOf(scenario)),
      observe: async () => {
        const run = tunnel.finish();
        const { zero, end, facts } = run.trace;
        return {
          provenance: {
            ...{ scenario: path, target: "simulated", date: "", versions: { kubernetes: run.kubernetes } },
            node: nodeOf(scenario),
          },
          start: scenario.start,
          trace: { zero, end, facts: facts.filter(({ kind }) => kind !== "decision") },
          podMetrics: metrics.seen(),
          arrivals: scenario.loads.map((load) => arrivalsOf(load, zero)),
          selfChecks: [],
        };
      },
    });
  },
};

/** Not a whole second: a cluster is not asked at the beat of its scrapes either. */
const periodOfQuestions = milliseconds(970);

/** So many questions at once: then others get their turn, Ctrl-C among them. */
const questionsAtOnce = 200;

async function askEverySecond(tunnel: WindTunnel, log: PodMetricsLog, namespaces: readonly string[]): Promise<void> {
  let notBefore = tunnel.now();
  let asked = 0;
  for (let at = plus(notBefore, periodOfQuestions); at < tunnel.end; at = plus(at, periodOfQuestions)) {
    if (++asked % questionsAtOnce === 0) await nextTurn();
    tunnel.advanceTo(at);
    for (const namespace of namespaces) {
      log.take(podMetricsOf(tunnel, namespace), { notBefore, seenAt: at });
    }
    notBefore = at;
  }
  tunnel.advanceTo(tunnel.end);
}

function podMetricsOf({ servers }: WindTunnel, namespace: string): PodMetricsList {
  const reply: ApiReply = servers.metricsServer({
    ...{ method: "GET", path: `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods` },
    ...{ query: [], headers: {}, body: "", peer: { user: "", groups: [] } },
  });
  if (reply.kind !== "whole") throw new Error("metrics-server answers in one piece");
  return JSON.parse(reply.body) as PodMetricsList;
}

const namespacesOf = ({ objects }: Scenario): readonly string[] => [
  ...new Set(objects.flatMap(({ kind, meta }) => (kind === "Deployment" ? [meta.namespace] : []))),
];

function nodeOf({ cluster }: Scenario): RecordedRun["provenance"]["node"] {
  const [first] = cluster.nodes;
  return { cpu: `${first?.cpu ?? 0}m`, memory: String(first?.memory ?? 0), pods: String(first?.podsMax ?? 0) };
}

function arrivalsOf({ name, from, until, shape }: Load, zero: SimTime): SeenArrivals {
  const rate = shape.kind === "open" ? shape.rate : [];
  const count = Math.ceil((until - from) / seconds(1));
  const perSecond = Array.from({ length: count }, (_, index) =>
    integralBetween(rate, seconds(index), microseconds(Math.min(seconds(index + 1), until - from))),
  );
  return { load: name, from: plus(zero, from), perSecond, dropped: 0 };
}
