import type { EventHandle } from "../kernel/event-queue.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { RandomStream } from "../kernel/random.ts";
import { formatGoDuration } from "../kubernetes/timestamp.ts";
import { between, type Duration, microseconds, milliseconds, plus, type SimTime } from "../units.ts";
import { errorLine, type LogLine, logText } from "./log.ts";
import type { MetricsServerPorts, NodeView } from "./ports.ts";
import type { MetricsBatch } from "./storage.ts";

export type ScrapeLoopSettings = {
  readonly kernel: Kernel;
  /** Of the process: its random delays are drawn by this name. */
  readonly name: string;
  /** `--metric-resolution`, at least 10 seconds. */
  readonly metricResolution: Duration;
  /** `--kubelet-request-timeout`. */
  readonly kubeletRequestTimeout: Duration;
  readonly ports: Pick<MetricsServerPorts, "listNodes" | "scrape" | "log">;
  readonly store: (batch: MetricsBatch) => void;
};

export type ScrapeLoop = {
  /** Scrapes now, and from now on once per metric resolution. To be called once. */
  readonly start: () => void;
  /** Ends the process: nothing more is asked, stored or logged. */
  readonly stop: () => void;
  /** When the last round was due; undefined before the first. */
  readonly lastTickAt: () => SimTime | undefined;
};

/**
 * Rounds of scrapes. A round ends when every node has answered or failed, at the latest when the next one is due; then it is
 * stored. A round that is due before the one before has ended follows it at once.
 *
 * Source: metrics-server v0.9.0 pkg/server/server.go
 */
export function createScrapeLoop(settings: ScrapeLoopSettings): ScrapeLoop {
  const { kernel, name, metricResolution, store } = settings;
  let isStopped = false;
  const running: Running = { ...settings, streamOf: createStreams(kernel, name), isStopped: () => isStopped };
  let nextTick: EventHandle | undefined;
  let lastTickAt: SimTime | undefined;
  let isBusy = false;
  /** A tick during a round; Go's ticker keeps one and drops what comes after it. */
  let missedTickAt: SimTime | undefined;

  const round = (tickAt: SimTime): void => {
    lastTickAt = tickAt;
    isBusy = true;
    scrapeNodes(running, (batch) => {
      store(batch);
      isBusy = false;
      const missed = missedTickAt;
      missedTickAt = undefined;
      if (missed !== undefined) round(missed);
    });
  };

  const tick = (): void => {
    nextTick = kernel.after(metricResolution, tick);
    if (isBusy) missedTickAt ??= kernel.now();
    else round(kernel.now());
  };

  return {
    start: tick,
    stop: () => {
      isStopped = true;
      if (nextTick !== undefined) kernel.cancel(nextTick);
    },
    lastTickAt: () => lastTickAt,
  };
}

type Running = ScrapeLoopSettings & { readonly streamOf: StreamOf; readonly isStopped: () => boolean };

type StreamOf = (node: string) => RandomStream;

/** The random delays of each node. */
function createStreams(kernel: Kernel, name: string): StreamOf {
  const streams = new Map<string, RandomStream>();
  return (node) => {
    const known = streams.get(node);
    if (known) return known;
    const created = kernel.stream(`${name}/${node}`);
    streams.set(node, created);
    return created;
  };
}

/** So much longer the delays may be for each node that there is, but no longer than that in all. */
const delayPerNodeMs = 8;
const delayMaxMs = 4000;

type Round = {
  /** When it ends, whether every node has answered or not. */
  readonly deadline: SimTime;
  readonly batch: MetricsBatch[number][];
  /** Nodes of which nothing has been heard yet. */
  open: number;
  readonly done: (batch: MetricsBatch) => void;
};

/**
 * Asks every node after a random delay of its own, so that they are not all asked at once.
 *
 * Source: metrics-server v0.9.0 pkg/scraper/scraper.go
 */
function scrapeNodes(running: Running, done: (batch: MetricsBatch) => void): void {
  const { kernel, metricResolution, ports, streamOf } = running;
  const nodes = ports.listNodes();
  const round: Round = { deadline: plus(kernel.now(), metricResolution), batch: [], open: nodes.length, done };
  if (nodes.length === 0) done(round.batch);
  const delayMs = Math.min(delayPerNodeMs * nodes.length, delayMaxMs);
  for (const node of nodes) {
    const delay = milliseconds(streamOf(node.name).below(delayMs));
    kernel.after(delay, () => scrapeNode(running, round, node));
  }
}

/** Hears of a node once: when it has answered, or when its time is over. */
function scrapeNode(running: Running, round: Round, node: NodeView): void {
  const { kernel, kubeletRequestTimeout, ports, isStopped } = running;
  if (isStopped()) return;
  let isOver = false;
  let timeout: EventHandle | undefined;
  ports.scrape(node, (reply) => {
    if (isOver || isStopped()) return;
    isOver = true;
    if (timeout !== undefined) kernel.cancel(timeout);
    if (reply.kind === "stats") round.batch.push({ node: node.name, stats: reply.stats });
    else ports.log(failureLine(node, reply.text));
    settle(round);
  });
  if (isOver) return;
  const timeLeft = Math.min(kubeletRequestTimeout, between(kernel.now(), round.deadline));
  timeout = kernel.after(microseconds(timeLeft), () => {
    isOver = true;
    if (isStopped()) return;
    ports.log(timeoutLine(node, kubeletRequestTimeout));
    settle(round);
  });
}

function settle(round: Round): void {
  round.open--;
  if (round.open === 0) round.done(round.batch);
}

function failureLine(node: NodeView, err: string): LogLine {
  if (!node.isReady) return notReadyLine(node, err);
  return errorLine("Failed to scrape node", { err, node: node.name });
}

function timeoutLine(node: NodeView, timeout: Duration): LogLine {
  const err = `Get "${scrapeUrl(node)}": context deadline exceeded`;
  if (!node.isReady) return notReadyLine(node, err);
  const values = { err, node: node.name, timeout: formatGoDuration(timeout) };
  return errorLine("Failed to scrape node, timeout to access kubelet", values);
}

const notReadyLine = (node: NodeView, err: string): LogLine => ({
  severity: "info",
  verbosity: 4,
  text: logText("Failed to scrape node, node is not ready", { node: node.name, err }),
});

/** Where a node's kubelet is asked, as it stands in error texts. */
export function scrapeUrl({ address }: Pick<NodeView, "address">): string {
  const host = address.includes(":") ? `[${address}]` : address;
  return `https://${host}:10250/metrics/resource`;
}
