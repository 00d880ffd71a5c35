import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import { minutes, plus, seconds, simTime } from "../units.ts";
import type { OwnedHpa } from "./hpa.ts";
import { createKedaOperator, type KedaOperator } from "./operator.ts";
import type { SourceReply } from "./ports.ts";
import type { ScaledObject } from "./scaled-object.ts";

const start = simTime(1_800_000_000_000_000);

/** A queue that a metrics API tells of, scaled from none. */
const scaledObject: ScaledObject = {
  meta: { name: "web", namespace: "shop", labels: {}, annotations: {} },
  spec: {
    scaleTargetRef: { name: "web" },
    cooldownPeriod: 60,
    triggers: [{ type: "metrics-api", metadata: { url: "http://queue/", valueLocation: "n", targetValue: "5" } }],
  },
};

type World = {
  length: number | "down";
  replicas: number;
  readonly log: string[];
  readonly hpas: Map<string, OwnedHpa>;
  readonly operator: KedaOperator;
  readonly pass: (count: number) => void;
};

/** `log` has the events and scalings, with the seconds at which they came. */
function world(): World {
  const kernel = createKernel({ start, seed: 1, eventsMax: 1000 });
  const log: string[] = [];
  const hpas = new Map<string, OwnedHpa>();
  const note = (text: string): void => {
    log.push(`${(kernel.now() - start) / 1_000_000}s ${text}`);
  };
  const state = { length: 0 as number | "down", replicas: 0 };
  const reply = (): SourceReply =>
    state.length === "down"
      ? { kind: "failed", text: 'Get "http://queue/": connection refused' }
      : { kind: "answered", status: 200, body: `{"n":${state.length}}` };
  const none = (): never => {
    throw new Error("no such source");
  };
  const operator = createKedaOperator(kernel, {
    sources: {
      get: (_, done) => kernel.after(seconds(1), () => done(reply())),
      kafka: none,
      externalMetricSpecs: none,
      externalMetrics: none,
      externalIsActive: none,
    },
    getScale: () => ({
      ok: true,
      value: { specReplicas: state.replicas, statusReplicas: state.replicas, selector: "" },
    }),
    updateScale: (_, count) => {
      note(`scale ${state.replicas} -> ${count}`);
      state.replicas = count;
      return { ok: true, value: undefined };
    },
    countReadyPods: () => ({ ok: true, value: state.replicas }),
    scalingActive: () => undefined,
    applyHpa: (hpa) => {
      hpas.set(hpa.metadata.name, hpa);
      return { ok: true, value: undefined };
    },
    deleteHpa: (_, name) => hpas.delete(name),
    record: (_, { reason }) => note(reason),
  });
  const pass = (count: number): void => kernel.advanceTo(plus(kernel.now(), seconds(count)));
  return Object.assign(state, { log, hpas, operator, pass });
}

test("makes the HPA and starts the loop", () => {
  const cluster = world();
  cluster.operator.apply(scaledObject);
  cluster.pass(45);
  expect([...cluster.hpas.keys()]).toEqual(["keda-hpa-web"]);
  expect(cluster.log).toEqual(["0s KEDAScalersStarted", "0s ScaledObjectReady", "0s KEDAScalersStarted"]);
  cluster.operator.remove("shop", "web");
  expect([...cluster.hpas.keys()]).toEqual([]);
});

test("activates, deactivates, and keeps to its polling interval", () => {
  const cluster = world();
  cluster.operator.apply(scaledObject);
  cluster.pass(45);
  cluster.length = 3;
  cluster.pass(60);
  cluster.length = 0;
  cluster.pass(200);
  expect(cluster.log.slice(3)).toEqual([
    "61s scale 0 -> 1",
    "61s KEDAScaleTargetActivated",
    "181s scale 1 -> 0",
    "181s KEDAScaleTargetDeactivated",
  ]);
});

test("answers the HPA with the source's value, or with an error while it is down", () => {
  const cluster = world();
  cluster.operator.apply(scaledObject);
  cluster.length = "down";
  const answers: unknown[] = [];
  const asked = { namespace: "shop", scaledObject: "web", metricName: "s0-metric-api-n" };
  cluster.operator.getMetric(asked, (values) => answers.push(values));
  cluster.pass(5);
  expect(answers).toEqual([{ ok: false, error: "metric:s0-metric-api-n encountered error" }]);
});

test("holds a paused target at its count, without an HPA", () => {
  const cluster = world();
  cluster.operator.apply(scaledObject);
  const annotations = { "autoscaling.keda.sh/paused-replicas": "4" };
  cluster.operator.apply({ ...scaledObject, meta: { ...scaledObject.meta, annotations } });
  cluster.pass(minutes(5) / 1_000_000);
  expect(cluster.replicas).toBe(4);
  expect([...cluster.hpas.keys()]).toEqual([]);
  expect(cluster.operator.status("shop", "web")?.conditions.find(({ type }) => type === "Paused")?.status).toBe("True");
  cluster.operator.apply(scaledObject);
  expect([...cluster.hpas.keys()]).toEqual(["keda-hpa-web"]);
  expect(cluster.log.slice(3).map((line) => line.split(" ").slice(1).join(" "))).toEqual([
    "ScaledObjectPaused",
    "KEDAScalersStopped",
    "scale 0 -> 4",
    "ScaledObjectUnpaused",
    "KEDAScalersStarted",
    "KEDAScalersStarted",
  ]);
});
