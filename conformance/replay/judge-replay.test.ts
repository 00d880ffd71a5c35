import { expect, test } from "vitest";
import { type LoadedScenario, loadScenario } from "../../input/load-scenario.ts";
import { judgeReplay } from "./judge-replay.ts";
import type { RecordedRun } from "./recorded-run.ts";
import { simulatedTarget } from "./simulated-target.ts";
import { playOn } from "./target.ts";

const load = (name: string, seed: number): LoadedScenario =>
  loadScenario(`scenarios/on-kind/${name}`, { seed, sets: [] });

const record = (name: string, seed: number): Promise<RecordedRun> =>
  playOn(simulatedTarget, { loaded: load(name, seed), path: name, folder: "", say: () => {} });

const names = [
  "cpu-walkthrough",
  "slow-starting-pods",
  "memory-target",
  "cpu-and-memory",
  "rate-limited",
  "untrusted-kubelet-certificate",
];
const seeds = [11, 12, 13, 14, 15, 16, 17, 18];

test.for(names)("%s: a run replays as it was seen, whatever the seed of chance", async (name) => {
  for (const seed of seeds) {
    const { verdict } = judgeReplay(load(name, 1).scenario, await record(name, seed));
    expect({ seed, divergence: verdict.firstDivergence }).toEqual({ seed, divergence: undefined });
  }
});
