import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { integralBetween } from "../../sim/load/profile.ts";
import { ramp, steps } from "../../sim/load/shapes.ts";
import { microseconds, seconds, zeroDuration } from "../../sim/units.ts";
import { achievedRate } from "./achieved-rate.ts";
import { findK6, type K6 } from "./find-k6.ts";
import { openLoopbackPods } from "./loopback-pods.ts";
import type { K6Load, K6Order } from "./order.ts";
import { readLoadResults } from "./results.ts";
import { type K6Progress, runK6 } from "./run-k6.ts";
import { k6Script } from "./script.ts";

const emptyFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "run-k6-"));
  onTestFinished(() => rmSync(folder, { recursive: true, maxRetries: 3 }));
  return folder;
};

/** A program in k6's place; it may use the folder of the run as HOME. */
function standIn(folder: string, lines: readonly string[]): K6 {
  const program = path.join(folder, "k6");
  writeFileSync(program, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(program, 0o755);
  return { program, version: "1.8.1" };
}

const begins = 'echo "time=now level=info msg=\\"kubewind: the load begins at 1795290898988\\" source=console" >&2';

test("tells when the load begins, what k6 logs, and where the samples are", async () => {
  const folder = emptyFolder();
  const refused = 'echo "level=warning msg=\\"Request Failed\\" error=\\"dial: connection refused\\"" >&2';
  const k6 = standIn(folder, [begins, refused, "echo insufficient >&2"]);
  const progress: K6Progress[] = [];
  const outcome = await runK6({ k6, script: "load.ts", folder, onProgress: (each) => progress.push(each) });
  expect(outcome).toEqual({ kind: "ended", samples: path.join(folder, "load.csv.gz"), originMs: 1_795_290_898_988 });
  expect(progress).toEqual([
    { kind: "begins", originMs: 1_795_290_898_988 },
    { kind: "log", line: "insufficient" },
  ]);
});

test("k6 gets what is meant for it, and none of the user's settings", async () => {
  const folder = emptyFolder();
  const k6 = standIn(folder, ['echo "$@" > "$HOME/words"', 'env > "$HOME/env"', begins]);
  process.env["K6_VUS"] = "7";
  onTestFinished(() => {
    delete process.env["K6_VUS"];
  });
  const startAtMs = Date.now() + 1000;
  await runK6({ k6, script: "a b/load.ts", folder, startAtMs, env: { GOMAXPROCS: "1" } });
  expect(readFileSync(path.join(folder, "words"), "utf8").trim()).toBe(
    `run --quiet --no-color --address= --log-output=stderr --out=csv --env=KUBEWIND_START_AT_MS=${startAtMs} a b/load.ts`,
  );
  const environment = readFileSync(path.join(folder, "env"), "utf8").split("\n");
  const ours = environment.filter((line) => /^(K6_|GOMAXPROCS|HOME|.*proxy)/i.test(line)).sort();
  expect(ours).toEqual([
    "GOMAXPROCS=1",
    `HOME=${folder}`,
    `K6_CSV_FILENAME=${folder}/load.csv.gz`,
    "K6_CSV_TIME_FORMAT=unix_micro",
    "K6_NO_USAGE_REPORT=true",
  ]);
});

test("thresholds that fail are no failure of the run", async () => {
  const folder = emptyFolder();
  const outcome = await runK6({ k6: standIn(folder, [begins, "exit 99"]), script: "load.ts", folder });
  expect(outcome.kind).toBe("ended");
});

test("a failure is told with the command, the exit code and the end of the log", async () => {
  const folder = emptyFolder();
  const k6 = standIn(folder, ["echo first >&2", "for i in $(seq 20); do echo line $i >&2; done", "exit 107"]);
  const error: unknown = await runK6({ k6, script: "load.ts", folder }).catch((caught: unknown) => caught);
  const { message } = error as Error;
  expect(message).toMatch(/^Command failed with exit code 107: .*k6 run .* load\.ts\nline 1\n/);
  expect(message.split("\n").at(-1)).toBe("line 20");
});

test("a program that ends well without having begun has failed", async () => {
  const folder = emptyFolder();
  await expect(runK6({ k6: standIn(folder, []), script: "load.ts", folder })).rejects.toThrow(/did not begin/);
  const missing: K6 = { program: path.join(folder, "none"), version: "1.8.1" };
  await expect(runK6({ k6: missing, script: "load.ts", folder })).rejects.toThrow(/ENOENT/);
});

test("the signal interrupts k6, which may end in its own time", async () => {
  const folder = emptyFolder();
  const k6 = standIn(folder, [
    `trap 'touch "$HOME/interrupted"; exit 105' INT`,
    begins,
    "while :; do sleep 0.05; done",
  ]);
  const stop = new AbortController();
  const onProgress = (): void => stop.abort();
  const outcome = await runK6({ k6, script: "load.ts", folder, signal: stop.signal, onProgress });
  expect(outcome).toEqual({ kind: "stopped" });
  expect(existsSync(path.join(folder, "interrupted"))).toBe(true);
});

test("an agreed instant is not too far off", async () => {
  const folder = emptyFolder();
  const run = { k6: standIn(folder, [begins]), script: "load.ts", folder, startAtMs: Date.now() + 3_600_000 };
  await expect(runK6(run)).rejects.toThrow("a load begins at most 600000 ms from now");
});

const real = await findK6(process.env).catch(() => undefined);
const name = (title: string): string => (real ? title : `${title} (skipped: no k6 in KUBEWIND_K6 or the PATH)`);

async function played(loads: (url: string) => readonly K6Load[]) {
  const [folder, pods] = [emptyFolder(), await openLoopbackPods(10)];
  onTestFinished(pods.close);
  const order: K6Order = { scenario: "test", loads: loads(pods.url), requestTimeout: seconds(2) };
  const script = path.join(folder, "load.ts");
  writeFileSync(script, k6Script(order));
  const startAtMs = Date.now() + 1500;
  const outcome = await runK6({ k6: real!, script, folder, startAtMs });
  if (outcome.kind === "stopped") throw new Error("nobody stops this run");
  const results = await readLoadResults(
    outcome.samples,
    order.loads.map((load) => load.name),
  );
  return { results, outcome, startAtMs, pods };
}

test.skipIf(!real)(name("k6 plays rates and clients as they are asked for"), { timeout: 60_000 }, async () => {
  const rates = {
    ramp: ramp({ from: 4, to: 20, over: seconds(3) }),
    steps: steps([
      { at: zeroDuration, value: 2.5 },
      { at: seconds(2), value: 31.5 },
    ]),
  };
  const span = { startTime: zeroDuration, duration: seconds(4) };
  const { results, outcome, startAtMs, pods } = await played((url) => [
    { ...span, name: "ramp", url, shape: { kind: "open", rate: rates.ramp } },
    { ...span, name: "steps", url, shape: { kind: "open", rate: rates.steps } },
    {
      ...span,
      startTime: seconds(1),
      name: "clients",
      url,
      shape: { kind: "closed", clients: 3, think: seconds(0.2) },
    },
  ]);
  expect(outcome.originMs).toBeGreaterThanOrEqual(startAtMs);
  expect(outcome.originMs).toBeLessThan(startAtMs + 1000);
  const all = [...results.values()];
  expect(all.reduce((sum, { started }) => sum + started, 0)).toBe(pods.count());
  expect(pods.connections()).toBe(pods.count());
  expect(all.map(({ served, started, dropped }) => ({ missing: started - served, dropped }))).toEqual(
    all.map(() => ({ missing: 0, dropped: 0 })),
  );
  for (const [load, asked] of Object.entries(rates)) {
    const achieved = achievedRate(results, { load, zeroMs: outcome.originMs });
    for (let until = 1; until <= 4; until++) {
      const wanted = integralBetween(asked, zeroDuration, seconds(until));
      const made = integralBetween(achieved, zeroDuration, seconds(until));
      // k6 makes a request when another whole one is due, and the last one may miss the end.
      expect(Math.abs(made - wanted)).toBeLessThanOrEqual(2);
    }
  }
  const clients = results.get("clients")!;
  expect(clients.beganMs[0]! - outcome.originMs).toBeGreaterThanOrEqual(1000);
  expect(clients.started).toBeGreaterThan((3 * 4) / 0.3);
  expect(clients.started).toBeLessThanOrEqual((3 * 4) / 0.2);
  expect(clients.byPod["web-a"]! + clients.byPod["web-b"]!).toBe(clients.served);
});

test.skipIf(!real)(name("what is interrupted keeps its samples"), { timeout: 60_000 }, async () => {
  const [folder, pods] = [emptyFolder(), await openLoopbackPods(10)];
  onTestFinished(pods.close);
  const load: K6Load = {
    ...{ name: "web", url: pods.url, startTime: zeroDuration, duration: seconds(60) },
    shape: { kind: "open", rate: ramp({ from: 20, to: 20, over: microseconds(1) }) },
  };
  const script = path.join(folder, "load.ts");
  writeFileSync(script, k6Script({ scenario: "test", loads: [load], requestTimeout: seconds(1) }));
  const stop = new AbortController();
  const onProgress = (): unknown => setTimeout(() => stop.abort(), 1500);
  const outcome = await runK6({ k6: real!, script, folder, signal: stop.signal, onProgress });
  expect(outcome).toEqual({ kind: "stopped" });
  const results = await readLoadResults(path.join(folder, "load.csv.gz"), ["web"]);
  expect(results.get("web")?.served).toBeGreaterThan(10);
});
