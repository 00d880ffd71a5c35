import { expect, test } from "vitest";
import { containerStats, nodeStats, podStats, scraped } from "../../fixtures/metrics-server/stats.ts";
import { createKernel } from "../kernel/kernel.ts";
import { between, type Duration, plus, seconds, simTime, toSeconds } from "../units.ts";
import { deployMetricsServer, metricsServerReadinessProbe } from "./deployment.ts";
import { createMetricsServer } from "./metrics-server.ts";

const start = simTime(1_700_000_000_000_000);

type Patch = readonly [second: number, kubeletInsecureTls: boolean];

type Played = {
  /** Each process by its name, with the seconds in which it scraped: those with the flag hear something. */
  readonly scrapes: Readonly<Record<string, readonly number[]>>;
  /** Which process serves from which second on. */
  readonly serving: readonly string[];
  /** When the Service got its first endpoint. */
  readonly endpoints: readonly number[];
};

/** A Deployment with or without the flag, and what `kubectl patch` makes of it in three minutes. */
function play(
  kubeletInsecureTls: boolean,
  patches: readonly Patch[],
  metricResolution: Duration = seconds(15),
): Played {
  const kernel = createKernel({ start, seed: 1, eventsMax: 100_000 });
  const second = (): number => Math.floor(toSeconds(between(start, kernel.now())));
  const scrapes: Record<string, number[]> = {};
  const names = new Map<unknown, string>();
  const endpoints: number[] = [];
  const { setFlags, serving } = deployMetricsServer({
    ...{ kernel, metricResolution, flags: { kubeletInsecureTls } },
    lifecycle: { startDelay: seconds(2), readyAfter: seconds(1) },
    create: (flags, name) => {
      const seen: number[] = [];
      scrapes[name] = seen;
      const server = createMetricsServer({
        ...{ kernel, name, metricResolution },
        ports: {
          listNodes: () => [{ name: "node-1", labels: {}, address: "172.18.0.3", isReady: true }],
          listPods: () => [],
          scrape: (_, done) => {
            seen.push(second());
            done(flags.kubeletInsecureTls ? { kind: "stats", stats: statsAt(second()) } : untrusted);
          },
          log: () => {},
        },
      });
      names.set(server, name);
      return server;
    },
    onEndpoint: () => endpoints.push(second()),
  });
  for (const [at, flag] of patches) kernel.at(plus(start, seconds(at)), () => setFlags({ kubeletInsecureTls: flag }));
  const told: string[] = [];
  for (let at = 0; at <= 180; at++) {
    kernel.advanceTo(plus(start, seconds(at)));
    const name = names.get(serving()) ?? "none";
    if (!told.at(-1)?.endsWith(` ${name}`)) told.push(`${at} ${name}`);
  }
  return { scrapes, serving: told, endpoints };
}

const untrusted = { kind: "error", text: "x509" } as const;

/** Both counters grow, and each answer is newer than the one before. */
function statsAt(second: number): ReturnType<typeof scraped>["stats"] {
  const numbers = { timestampMs: start / 1000 + second * 1000, cpuNanoseconds: 1 + second * 1e8, memoryBytes: 1e8 };
  return scraped(nodeStats("node-1", numbers), [podStats("default", "web", [containerStats("web", numbers)])]).stats;
}

test("the probe is that of metrics-server's own manifest", () => {
  // Source: metrics-server v0.9.0 manifests/base/deployment.yaml, with the API server's defaults.
  expect(metricsServerReadinessProbe).toEqual({
    ...{ path: "/readyz", initialDelaySeconds: 20, periodSeconds: 10 },
    ...{ timeoutSeconds: 1, successThreshold: 1, failureThreshold: 3 },
  });
});

test("with the flag it serves from the beginning, somewhere in the rhythm of its scrapes", () => {
  const { serving, scrapes, endpoints } = play(true, []);
  expect(serving).toEqual(["0 metrics-server"]);
  expect(endpoints).toEqual([]);
  const [phase = -1, ...others] = scrapes["metrics-server"] ?? [];
  expect(phase).toBeLessThan(15);
  expect(others[0]).toBe(phase + 15);
});

test("without the flag it scrapes in vain and serves nobody", () => {
  const { serving, scrapes } = play(false, []);
  expect(serving).toEqual(["0 none"]);
  expect(scrapes["metrics-server"]).toHaveLength(12);
});

test("the flag makes a new process, which scrapes from its start on and serves after its probe; then the old one ends", () => {
  const { serving, scrapes, endpoints } = play(false, [[40, true]]);
  // Its container starts at 42 s; the probe is due 20 s later.
  expect(serving).toEqual(["0 none", "62 metrics-server-2"]);
  expect(endpoints).toEqual([62]);
  expect(scrapes["metrics-server-2"]?.slice(0, 4)).toEqual([43, 58, 73, 88]);
  const old = scrapes["metrics-server"] ?? [];
  expect(Math.max(...old)).toBeGreaterThan(62 - 15);
  expect(Math.max(...old)).toBeLessThan(62);
});

test("a process whose second scrape comes after its first probe is ready at a later one", () => {
  // Scrapes at 43 and 73 s; probes at 62, 72 and 82 s.
  expect(play(false, [[40, true]], seconds(30)).serving).toEqual(["0 none", "82 metrics-server-2"]);
});

test("a process that loses trust is never ready, and the one before goes on", () => {
  const { serving, scrapes, endpoints } = play(true, [[40, false]]);
  expect(serving).toEqual(["0 metrics-server"]);
  expect(endpoints).toEqual([]);
  expect(scrapes["metrics-server-2"]?.slice(0, 2)).toEqual([43, 58]);
  expect(Math.max(...(scrapes["metrics-server"] ?? []))).toBeGreaterThan(165);
});

test("the flag back leads back to the pod that still serves, and ends the one that never did", () => {
  const { serving, scrapes } = play(true, [
    [40, false],
    [80, true],
  ]);
  expect(serving).toEqual(["0 metrics-server"]);
  expect(scrapes["metrics-server-2"]).toEqual([43, 58, 73]);
  expect(Object.keys(scrapes)).toEqual(["metrics-server", "metrics-server-2"]);
});

test("a pod that is taken back before its container runs never begins", () => {
  const { serving, scrapes } = play(true, [
    [40, false],
    [41, true],
  ]);
  expect(serving).toEqual(["0 metrics-server"]);
  expect(scrapes["metrics-server-2"]).toEqual([]);
});

test("a repair that is taken back in vain serves all the same: the old pod is not ready to take its place", () => {
  const { serving, scrapes } = play(false, [
    [40, true],
    [50, false],
  ]);
  expect(serving).toEqual(["0 none", "62 metrics-server-2"]);
  expect(Math.max(...(scrapes["metrics-server"] ?? []))).toBeGreaterThan(165);
});

test("the flags that it has change nothing", () => {
  expect(Object.keys(play(true, [[40, true]]).scrapes)).toEqual(["metrics-server"]);
});
