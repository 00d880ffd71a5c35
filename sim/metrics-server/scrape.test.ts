import { expect, test } from "vitest";
import { nodeStats, scraped } from "../../fixtures/metrics-server/stats.ts";
import { createKernel, type Kernel } from "../kernel/kernel.ts";
import { between, type Duration, plus, type SimTime, seconds, simTime, toSeconds } from "../units.ts";
import type { LogLine } from "./log.ts";
import type { NodeView, ScrapeReply } from "./ports.ts";
import { createScrapeLoop } from "./scrape.ts";
import type { MetricsBatch } from "./storage.ts";

const start = simTime(1_700_000_000_000_000);

const nodesNamed = (count: number): readonly NodeView[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `node-${index}`,
    labels: {},
    address: `10.0.0.${index}`,
    isReady: true,
  }));

const answerOf = ({ name }: NodeView): ScrapeReply => ({
  kind: "stats",
  stats: scraped(nodeStats(name, { timestampMs: 1, cpuNanoseconds: 1, memoryBytes: 1 }), []).stats,
});

type Tested = {
  readonly kernel: Kernel;
  /** What was asked of whom, in seconds from the start. */
  readonly asked: { readonly node: string; readonly at: number }[];
  readonly stored: { readonly nodes: readonly string[]; readonly at: number }[];
  readonly log: LogLine[];
  readonly lastTickAt: () => SimTime | undefined;
};

/** A loop that began at once and ran for so long; the kubelets answer as `scrape` has it. */
function run(
  duration: Duration,
  nodes: readonly NodeView[],
  scrape: (kernel: Kernel, node: NodeView, done: (reply: ScrapeReply) => void) => void,
): Tested {
  const kernel = createKernel({ start, seed: 1, eventsMax: 1_000_000 });
  const since = (): number => toSeconds(between(start, kernel.now()));
  const asked: Tested["asked"] = [];
  const stored: Tested["stored"] = [];
  const log: LogLine[] = [];
  const loop = createScrapeLoop({
    kernel,
    name: "metrics-server",
    metricResolution: seconds(15),
    kubeletRequestTimeout: seconds(10),
    ports: {
      listNodes: () => nodes,
      scrape: (node, done) => {
        asked.push({ node: node.name, at: since() });
        scrape(kernel, node, done);
      },
      log: (line) => log.push(line),
    },
    store: (batch: MetricsBatch) => stored.push({ nodes: batch.map(({ node }) => node), at: since() }),
  });
  loop.start();
  kernel.advanceTo(plus(start, duration));
  return { kernel, asked, stored, log, lastTickAt: loop.lastTickAt };
}

test("scrapes when it starts, and then once per metric resolution", () => {
  const { stored, lastTickAt } = run(seconds(61), nodesNamed(3), (_, node, done) => done(answerOf(node)));
  expect(stored.map(({ at }) => Math.floor(at))).toEqual([0, 15, 30, 45, 60]);
  expect(stored.every(({ nodes }) => nodes.length === 3)).toBe(true);
  expect(lastTickAt()).toBe(plus(start, seconds(60)));
});

test.for([
  { count: 1, delayMaxMs: 8 },
  { count: 3, delayMaxMs: 24 },
  { count: 600, delayMaxMs: 4000 },
])("asks each of $count nodes after a delay in whole milliseconds below $delayMaxMs", ({ count, delayMaxMs }) => {
  const { asked } = run(seconds(3600), nodesNamed(count), (_, node, done) => done(answerOf(node)));
  const delays = asked.map(({ at }) => Math.round((at % 15) * 1e6) / 1000);
  expect(delays.every((delay) => Number.isInteger(delay) && delay < delayMaxMs)).toBe(true);
  expect(new Set(delays).size).toBeGreaterThan(delayMaxMs / 2);
  expect(delays.some((delay) => delay > delayMaxMs * 0.8)).toBe(true);
});

test("stores when the last node has answered, in the order of the answers", () => {
  const { stored } = run(seconds(14), nodesNamed(2), (kernel, node, done) => {
    kernel.after(seconds(node.name === "node-0" ? 4 : 2), () => done(answerOf(node)));
  });
  expect(stored.map(({ nodes, at }) => [nodes, Math.floor(at)])).toEqual([[["node-1", "node-0"], 4]]);
});

test("does without a node that fails, and says why", () => {
  const err = 'Get "https://10.0.0.0:10250/metrics/resource": dial tcp 10.0.0.0:10250: connect: connection refused';
  const { stored, log } = run(seconds(1), nodesNamed(2), (_, node, done) =>
    done(node.name === "node-0" ? { kind: "error", text: err } : answerOf(node)),
  );
  expect(stored.map(({ nodes }) => nodes)).toEqual([["node-1"]]);
  expect(log).toEqual([
    {
      severity: "error",
      verbosity: 0,
      text: '"Failed to scrape node" err="Get \\"https://10.0.0.0:10250/metrics/resource\\": dial tcp 10.0.0.0:10250: connect: connection refused" node="node-0"',
    },
  ]);
});

test("gives up on a node after the request timeout, and hears no more of it", () => {
  const { stored, log } = run(seconds(14.5), nodesNamed(1), (kernel, node, done) => {
    kernel.after(seconds(12), () => done(answerOf(node)));
  });
  expect(stored.map(({ nodes, at }) => [nodes, Math.floor(at)])).toEqual([[[], 10]]);
  expect(log.map(({ text }) => text)).toEqual([
    '"Failed to scrape node, timeout to access kubelet" err="Get \\"https://10.0.0.0:10250/metrics/resource\\": context deadline exceeded" node="node-0" timeout="10s"',
  ]);
});

test("of a node that is not ready it says little", () => {
  const nodes = [{ ...nodesNamed(1)[0]!, isReady: false, address: "fd00::1" }];
  const { log } = run(seconds(11), nodes, () => {});
  expect(log).toEqual([
    {
      severity: "info",
      verbosity: 4,
      text: '"Failed to scrape node, node is not ready" node="node-0" err="Get \\"https://[fd00::1]:10250/metrics/resource\\": context deadline exceeded"',
    },
  ]);
});

test("a round is over when the next one is due, and that one follows at once", () => {
  const kernel = createKernel({ start, seed: 1, eventsMax: 1000 });
  const ends: number[] = [];
  const loop = createScrapeLoop({
    kernel,
    name: "metrics-server",
    metricResolution: seconds(15),
    kubeletRequestTimeout: seconds(60),
    ports: { listNodes: () => nodesNamed(1), scrape: () => {}, log: () => {} },
    store: () => ends.push(toSeconds(between(start, kernel.now()))),
  });
  loop.start();
  kernel.advanceTo(plus(start, seconds(50)));
  expect(ends).toEqual([15, 30, 45]);
});

test("asks, stores and logs nothing more when it is stopped in the middle of a round", () => {
  const kernel = createKernel({ start, seed: 1, eventsMax: 1000 });
  const told: string[] = [];
  const [quick, slow, silent] = nodesNamed(3);
  const loop = createScrapeLoop({
    kernel,
    name: "metrics-server",
    metricResolution: seconds(15),
    kubeletRequestTimeout: seconds(10),
    ports: {
      listNodes: () => [quick!, slow!, silent!],
      scrape: (node, done) => {
        told.push(`ask ${node.name}`);
        if (node === quick) done(answerOf(node));
        if (node === slow) kernel.after(seconds(2), () => done({ kind: "error", text: "late" }));
      },
      log: ({ text }) => told.push(text),
    },
    store: () => told.push("store"),
  });
  loop.start();
  kernel.at(plus(start, seconds(1)), loop.stop);
  kernel.advanceTo(plus(start, seconds(60)));
  expect(told.sort()).toEqual(["ask node-0", "ask node-1", "ask node-2"]);
});

test("stores an empty batch when there are no nodes", () => {
  const { stored } = run(seconds(1), [], () => {});
  expect(stored).toEqual([{ nodes: [], at: 0 }]);
});
