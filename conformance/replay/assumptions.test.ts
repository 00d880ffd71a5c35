import { expect, test } from "vitest";
import { loadScenario } from "../../input/load-scenario.ts";
import { asSeen } from "./as-seen.ts";
import { assumptions, assumptionText } from "./assumptions.ts";
import { simulatedTarget } from "./simulated-target.ts";
import { playOn } from "./target.ts";

test("the plainest assumption comes first, has no words, and every other one has its own", () => {
  const [plainest, ...others] = assumptions.map(assumptionText);
  expect(plainest).toBe("");
  expect(new Set(others).size).toBe(others.length);
  expect(others).toContain("scrapes as early as they can have been, requests that cost 2 % more");
});

test("early and late are what a record leaves open: less than a second apart", async () => {
  const loaded = loadScenario("scenarios/on-kind/cpu-walkthrough", { sets: [] });
  const run = await playOn(simulatedTarget, { loaded, path: "cpu-walkthrough", folder: "", say: () => {} });
  const seenWith = (share: number) => {
    const { metricsServer, pods } = asSeen(loaded.scenario, run, { scrapes: share, looks: share }).seen;
    const looks = [...pods.values()].flat().flatMap((pod) => pod.seen?.looks ?? []);
    return { scrape: metricsServer.firstScrapeAfter!, looks };
  };
  const [early, late] = [seenWith(0), seenWith(1)];
  expect(late.scrape - early.scrape).toBeGreaterThan(0);
  expect(late.scrape - early.scrape).toBeLessThan(970_000);
  const apart = late.looks.map((look, index) => look - early.looks[index]!);
  expect(apart.length).toBeGreaterThan(50);
  expect(Math.max(...apart)).toBeLessThanOrEqual(1_000_000);
});
