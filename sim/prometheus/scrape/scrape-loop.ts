import type { EventHandle } from "../../kernel/event-queue.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { microseconds, plus, type SimTime } from "../../units.ts";
import type { Storage } from "../storage/storage.ts";
import type { Scrape, ScrapeReply } from "./ports.ts";
import { recordEnd, recordScrape, type ScrapeOutcome, type ScrapeRecorder } from "./record-scrape.ts";
import type { ScrapeCache } from "./scrape-cache.ts";
import type { ScrapeConfig } from "./scrape-config.ts";
import { offsetOf, type Target } from "./target.ts";

/** What all loops of a Prometheus share. */
export interface ScrapeServices {
  readonly kernel: Kernel;
  readonly storage: Storage;
  readonly scrape: Scrape;
  readonly offsetSeed: bigint;
  /** False while Prometheus does not run: then nothing is scraped, and nothing is written. */
  readonly isRunning: () => boolean;
}

/** The last scrape of a target. */
export interface LastScrape extends ScrapeOutcome {
  readonly start: SimTime;
}

/** How a loop ends. */
export interface LoopEnd {
  /** Another loop goes on with its cache, so its series do not end. */
  readonly keepsSeries: boolean;
  /** Called when no scrape is under way any more. */
  readonly stopped: () => void;
}

/** Scrapes one target again and again. */
export interface ScrapeLoop {
  readonly cache: ScrapeCache;
  /** Undefined before the first. */
  readonly lastScrape: () => LastScrape | undefined;
  /** While there is such an error, the target is not asked and counts as down. */
  readonly forceError: (error: string | undefined) => void;
  /** Ends the loop, after the scrape under way. Two intervals later the target's series end. */
  readonly stop: (end: LoopEnd) => void;
}

export interface ScrapeLoopOptions {
  readonly target: Target;
  readonly config: ScrapeConfig;
  readonly cache: ScrapeCache;
  readonly services: ScrapeServices;
}

/**
 * Starts a loop: the first scrape falls on the target's phase, the others one interval after the other.
 *
 * Source: prometheus v0.315.0 scrape/scrape.go (scrapeLoop.run)
 */
export function startScrapeLoop({ target, config, cache, services }: ScrapeLoopOptions): ScrapeLoop {
  const { kernel, storage, offsetSeed } = services;
  const recorder: ScrapeRecorder = { storage, cache, config, target, remembered: { known: undefined } };
  let lastScrape: LastScrape | undefined;
  let forcedError: string | undefined;
  let isScraping = false;
  let ending: LoopEnd | undefined;
  let nextTick = plus(kernel.now(), offsetOf(target, { now: kernel.now(), seed: offsetSeed }));

  const run = (): void => {
    const start = kernel.now();
    while (nextTick <= start) nextTick = plus(nextTick, target.interval);
    if (!services.isRunning()) {
      schedule();
      return;
    }
    isScraping = true;
    const finish = (reply: ScrapeReply, isForced: boolean): void => {
      lastScrape = { start, ...recordScrape(recorder, { start, now: kernel.now(), reply, isForced }) };
      isScraping = false;
      if (ending !== undefined) end(ending);
      else schedule();
    };
    if (forcedError !== undefined) finish({ kind: "failure", text: forcedError }, true);
    else ask(services, { target, config }, (reply) => finish(reply, false));
  };

  let tick: EventHandle | undefined;
  const schedule = (): void => {
    // A tick that fell into the scrape before is taken up at once.
    tick = kernel.at(nextTick < kernel.now() ? kernel.now() : nextTick, run);
  };

  const end = ({ keepsSeries, stopped }: LoopEnd): void => {
    stopped();
    if (lastScrape === undefined || keepsSeries) return;
    const staleTime = nextTick;
    // Until then a target that was recreated has brought newer samples, and its series do not end.
    const wait = microseconds(target.interval + Math.floor(target.interval / 10));
    kernel.at(plus(staleTime, wait), () => recordEnd(recorder, staleTime));
  };

  schedule();
  return {
    cache,
    lastScrape: () => lastScrape,
    forceError: (error) => {
      forcedError = error;
    },
    stop: (how) => {
      ending = how;
      if (tick !== undefined) kernel.cancel(tick);
      if (!isScraping) end(how);
    },
  };
}

/** Asks a target once; what it answers after the timeout is not heard. */
function ask(
  { kernel, scrape }: ScrapeServices,
  { target, config }: { readonly target: Target; readonly config: ScrapeConfig },
  done: (reply: ScrapeReply) => void,
): void {
  let isAnswered = false;
  const answer = (reply: ScrapeReply): void => {
    if (isAnswered) return;
    isAnswered = true;
    kernel.cancel(timer);
    done(reply);
  };
  const timer = kernel.after(target.timeout, () => answer({ kind: "failure", text: "context deadline exceeded" }));
  const { url, labels, timeout } = target;
  scrape({ jobName: config.jobName, url, labels, accept: config.accept, timeout }, answer);
}
