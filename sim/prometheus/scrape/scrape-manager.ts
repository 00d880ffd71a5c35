import { type Duration, microseconds, plus, seconds } from "../../units.ts";
import type { ScrapeConfig } from "./scrape-config.ts";
import type { ScrapeServices } from "./scrape-loop.ts";
import { createScrapePool, isSameConfig, type ScrapePool } from "./scrape-pool.ts";
import type { TargetGroup } from "./target.ts";

/** Scrapes the targets of all jobs. */
export interface ScrapeManager {
  /** Takes on the jobs of a config: new ones, changed ones, and leaves those that are gone. */
  readonly applyConfig: (configs: readonly ScrapeConfig[]) => void;
  /** Hands over what discovery knows, by job; it takes effect with the next reload of targets. */
  readonly updateTargets: (groups: ReadonlyMap<string, readonly TargetGroup[]>) => void;
  /** The pool of each job that has had targets handed over. */
  readonly pools: () => ReadonlyMap<string, ScrapePool>;
}

/** Changes of targets take effect in this rhythm. Source: prometheus v0.315.0 scrape/manager.go (reloader) */
const discoveryReloadInterval: Duration = seconds(5);

/** A manager without jobs; its reloads of targets count from now. */
export function createScrapeManager(services: ScrapeServices): ScrapeManager {
  const { kernel } = services;
  const started = kernel.now();
  const pools = new Map<string, ScrapePool>();
  let configs = new Map<string, ScrapeConfig>();
  let targets: ReadonlyMap<string, readonly TargetGroup[]> = new Map();
  let isReloadDue = false;

  const reload = (): void => {
    isReloadDue = false;
    for (const [job, groups] of targets) {
      const config = configs.get(job);
      if (config === undefined) continue;
      const pool = pools.get(job) ?? createScrapePool(config, services);
      pools.set(job, pool);
      pool.sync(groups);
    }
  };
  return {
    applyConfig: (next) => {
      configs = new Map(next.map((config) => [config.jobName, config]));
      for (const [job, pool] of pools) {
        const config = configs.get(job);
        if (config === undefined) {
          pool.stop();
          pools.delete(job);
        } else if (!isSameConfig(config, pool.config())) pool.reload(config);
      }
    },
    updateTargets: (groups) => {
      targets = groups;
      if (isReloadDue) return;
      isReloadDue = true;
      const ticks = Math.floor((kernel.now() - started) / discoveryReloadInterval) + 1;
      kernel.at(plus(started, microseconds(ticks * discoveryReloadInterval)), reload);
    },
    pools: () => pools,
  };
}
