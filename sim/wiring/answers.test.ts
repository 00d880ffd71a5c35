import { expect, test } from "vitest";
import { bodyOf, samplesOf } from "../../fixtures/endpoints.ts";
import { deploymentOf, modelOf, rateOf, scenarioOf, serviceOf } from "../../fixtures/wind-tunnel.ts";
import { meanOf, shareSlowerThan } from "../load/response.ts";
import { type ResponseSample, sampleResponses } from "../load/sampling.ts";
import type { RequestModel } from "../scenario.ts";
import { milliseconds } from "../units.ts";
import { createWindTunnel } from "../wind-tunnel.ts";

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const histogram = { kind: "histogram", name: "latency", help: "", labels: {}, buckets, share: 1 } as const;

/** Ten minutes of a load on two pods that can answer 49.5 requests per second each. */
function play(rate: number, requests: Partial<RequestModel>) {
  const tunnel = createWindTunnel(
    scenarioOf({
      minutes: 12,
      objects: [deploymentOf({ replicas: 2, limits: { cpu: 500 } }), serviceOf()],
      workloads: [{ ...modelOf({ requests }), metrics: [histogram] }],
      loads: [rateOf(rate, { from: 60, until: 660 })],
    }),
  );
  tunnel.advanceTo(tunnel.end);
  const pods = bodyOf(tunnel.servers.kubeStateMetrics, "/metrics?resources=pods").matchAll(
    /^kube_pod_created\{.*pod="([^"]+)"/gm,
  );
  const exposed = [...pods].map(([, pod = ""]) =>
    samplesOf(bodyOf(tunnel.servers.application("default", pod), "/metrics")),
  );
  const total = (name: string): number => exposed.reduce((sum, samples) => sum + (samples.get(name)?.value ?? 0), 0);
  const count = total("latency_count");
  const { trace } = tunnel.finish();
  const segments = trace.facts.flatMap((fact) =>
    fact.kind === "serving" ? [{ at: fact.at, segment: fact.segment }] : [],
  );
  return {
    count,
    meanSeconds: total("latency_sum") / count,
    within: buckets.map((bound) => total(`latency_bucket{le="${bound}"}`) / count),
    expected: summaryOf(sampleResponses(segments, tunnel.end)),
  };
}

/** What the trace makes of the whole run. */
function summaryOf(samples: readonly ResponseSample[]) {
  const weighted = (of: (sample: ResponseSample) => number): number =>
    samples.reduce((sum, sample) => sum + sample.requests * of(sample), 0);
  const count = weighted(() => 1);
  return {
    count,
    meanSeconds: weighted(({ response }) => meanOf(response)) / count,
    within: buckets.map((bound) => weighted(({ response }) => 1 - shareSlowerThan(response, bound)) / count),
  };
}

test.for<readonly [number, Partial<RequestModel>]>([
  [20, {}],
  [50, {}],
  [80, {}],
  [95, {}],
  [110, {}],
  [50, { wait: milliseconds(50) }],
  [95, { wait: milliseconds(50), variation: "none" }],
])(
  "a pod's histogram at %d requests per second, %j, is close to what the trace says of the run",
  ([rate, requests]) => {
    const { count, meanSeconds, within, expected } = play(rate, requests);
    // Up to five seconds are not yet in it.
    expect(expected.count - count).toBeLessThan(5 * rate);
    expect(Math.abs(meanSeconds / expected.meanSeconds - 1)).toBeLessThan(0.03);
    for (const [index, share] of within.entries()) {
      expect(Math.abs(share - (expected.within[index] ?? 0))).toBeLessThan(0.035);
    }
  },
);
