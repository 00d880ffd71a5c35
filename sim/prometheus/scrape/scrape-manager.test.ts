import { expect, test } from "vitest";
import { relabelRulesOf, scrapeConfigOf, targetAt } from "../../../fixtures/prometheus.ts";
import { createKernel } from "../../kernel/kernel.ts";
import { plus, seconds, simTime } from "../../units.ts";
import { createStorage } from "../storage/storage.ts";
import type { ScrapeReply } from "./ports.ts";
import { createScrapeManager } from "./scrape-manager.ts";

const zero = simTime(1_700_000_000_000_000);

function bed() {
  const kernel = createKernel({ start: zero, seed: 1, eventsMax: 100_000 });
  const urls: string[] = [];
  const storage = createStorage({ reachMilliseconds: Infinity });
  const scrape = ({ url }: { readonly url: string }, done: (reply: ScrapeReply) => void): void => {
    urls.push(url);
    done({ kind: "text", status: 200, reason: "OK", contentType: "text/plain", body: "m 1\n" });
  };
  const manager = createScrapeManager({ kernel, storage, scrape, offsetSeed: 5n, isRunning: () => true });
  const advance = (secondsAfter: number): void => kernel.advanceTo(plus(zero, seconds(secondsAfter)));
  return { manager, urls, advance };
}

const groups = (job: string, ...addresses: readonly string[]) =>
  new Map([[job, [{ source: "test", labels: [], targets: addresses.map(targetAt) }]]]);

test("targets are taken up every five seconds", () => {
  const { manager, advance } = bed();
  manager.applyConfig([scrapeConfigOf()]);
  manager.updateTargets(groups("app", "a:80"));
  manager.updateTargets(groups("app", "a:80", "b:80"));
  advance(4.9);
  expect(manager.pools().size).toBe(0);
  advance(5);
  expect(
    manager
      .pools()
      .get("app")
      ?.active()
      .map(({ target }) => target.url),
  ).toEqual(["http://a:80/metrics", "http://b:80/metrics"]);
  advance(7);
  manager.updateTargets(groups("app", "b:80"));
  advance(10);
  expect(manager.pools().get("app")?.active()).toHaveLength(1);
});

test("a job that is gone is no longer scraped, one that changed is scraped anew, one that did not goes on", () => {
  const { manager, urls, advance } = bed();
  manager.applyConfig([scrapeConfigOf()]);
  manager.updateTargets(groups("app", "a:80"));
  advance(60);
  const before = urls.length;
  expect(before).toBeGreaterThan(2);
  const loop = () => manager.pools().get("app")?.active()[0]?.loop;
  const first = loop();
  manager.applyConfig([scrapeConfigOf()]);
  expect(loop()).toBe(first);
  const rules = relabelRulesOf([{ targetLabel: "zone", replacement: "x" }]);
  manager.applyConfig([scrapeConfigOf({ metricRelabelRules: rules })]);
  expect(loop()).not.toBe(first);
  manager.applyConfig([]);
  advance(120);
  expect(urls).toHaveLength(before);
});

test("targets that cannot be made are named, those that relabelling drops are kept for the page of targets", () => {
  const { manager, advance } = bed();
  const relabelRules = relabelRulesOf([{ action: "drop", sourceLabels: ["__address__"], regex: "b:80" }]);
  manager.applyConfig([scrapeConfigOf({ relabelRules })]);
  manager.updateTargets(groups("app", "a/80", "b:80"));
  advance(5);
  const pool = manager.pools().get("app");
  expect(pool?.failures()).toEqual(['instance 0 in group test: "a/80" is not a valid hostname']);
  expect(pool?.dropped().map(({ pairs }) => pairs.find(([name]) => name === "__address__")?.[1])).toEqual(["b:80"]);
});
