import { zeroDuration } from "../../units.ts";
import type { Labels } from "../promql/labels.ts";
import { createScrapeCache } from "./scrape-cache.ts";
import type { ScrapeConfig } from "./scrape-config.ts";
import { type ScrapeLoop, type ScrapeServices, startScrapeLoop } from "./scrape-loop.ts";
import { type Target, type TargetGroup, targetsOf } from "./target.ts";

/** A target with the loop that scrapes it. */
export interface ActiveTarget {
  readonly target: Target;
  readonly loop: ScrapeLoop;
}

/** All targets of one job. */
export interface ScrapePool {
  readonly config: () => ScrapeConfig;
  /** Starts and stops loops so that just the targets of these groups are scraped. */
  readonly sync: (groups: readonly TargetGroup[]) => void;
  /** Goes on with another config; targets stay those of the last sync. */
  readonly reload: (config: ScrapeConfig) => void;
  readonly stop: () => void;
  readonly active: () => readonly ActiveTarget[];
  /** The labels, before relabelling, of targets that relabelling dropped. */
  readonly dropped: () => readonly Labels[];
  /** Why targets of the last sync could not be made. */
  readonly failures: () => readonly string[];
}

/** A pool without targets. Source: prometheus v0.315.0 scrape/scrape.go (scrapePool) */
export function createScrapePool(first: ScrapeConfig, services: ScrapeServices): ScrapePool {
  let config = first;
  let active = new Map<bigint, ActiveTarget>();
  let dropped: readonly Labels[] = [];
  let failures: readonly string[] = [];

  const limitTargets = (): void => {
    const { targetLimit } = config;
    const isBeyond = targetLimit > 0 && active.size > targetLimit;
    const error = `target_limit exceeded (number of targets: ${active.size}, limit: ${targetLimit})`;
    for (const { loop } of active.values()) loop.forceError(isBeyond ? error : undefined);
  };
  const start = (target: Target, cache = createScrapeCache()): ActiveTarget => ({
    target,
    loop: startScrapeLoop({ target, config, cache, services }),
  });

  const sync = (groups: readonly TargetGroup[]): void => {
    const results = groups.flatMap((group) => targetsOf(group, config));
    const targets = results.flatMap((result) => (result.kind === "target" ? [result.target] : []));
    const all = results.flatMap((result) => (result.kind === "dropped" ? [result.discoveredLabels] : []));
    dropped = config.keepDroppedTargets === 0 ? all : all.slice(0, config.keepDroppedTargets);
    failures = results.flatMap((result) => (result.kind === "failed" ? [result.because] : []));
    const wanted = new Map(targets.map((target) => [target.hash, target]));
    const gone = [...active.values()].filter(({ target }) => !wanted.has(target.hash));
    active = new Map([...wanted].map(([hash, target]) => [hash, active.get(hash) ?? start(target)]));
    for (const { loop } of gone) loop.stop({ keepsSeries: false, stopped: () => undefined });
    limitTargets();
  };

  const reload = (next: ScrapeConfig): void => {
    const keepsSeries = hasSameSamples(config, next);
    config = next;
    for (const [hash, { target, loop }] of active) {
      loop.stop({
        keepsSeries,
        stopped: () => {
          if (!active.has(hash)) return;
          active.set(hash, start(target, keepsSeries ? loop.cache : createScrapeCache()));
          limitTargets();
        },
      });
    }
  };

  return {
    config: () => config,
    sync,
    reload,
    stop: () => {
      // A job that is gone takes its Prometheus along as far as its series are concerned: no ends are told.
      for (const { loop } of active.values()) loop.stop({ keepsSeries: true, stopped: () => undefined });
      active = new Map();
    },
    active: () => [...active.values()],
    dropped: () => dropped,
    failures: () => failures,
  };
}

/** True when both configs make the same series of what a target exposes, so that what is known of them stays good. */
const hasSameSamples = (a: ScrapeConfig, b: ScrapeConfig): boolean => {
  const ignored = { scrapeInterval: zeroDuration, scrapeTimeout: zeroDuration, sampleLimit: 0 };
  return isSameConfig({ ...a, ...ignored }, { ...b, ...ignored });
};

/** True when both say the same; a regular expression is its pattern. */
export const isSameConfig = (a: ScrapeConfig, b: ScrapeConfig): boolean => textOf(a) === textOf(b);

const textOf = (config: ScrapeConfig): string =>
  JSON.stringify(config, (_, value) => (typeof value === "bigint" ? String(value) : value));
