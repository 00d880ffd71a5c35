import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { constant, steps } from "../../sim/load/shapes.ts";
import { seconds, zeroDuration } from "../../sim/units.ts";
import { findK6 } from "./find-k6.ts";
import { openLoopbackPods } from "./loopback-pods.ts";
import type { K6Order } from "./order.ts";
import { runK6 } from "./run-k6.ts";
import { k6Script } from "./script.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/recorded/k6/", import.meta.url));
const builds = fileURLToPath(new URL(".build/", import.meta.url));

/** Three seconds with everything that can become of a request. Nobody listens at port 1. */
const orderOf = (url: string): K6Order => ({
  scenario: "recorded",
  requestTimeout: seconds(1),
  loads: [
    {
      ...{ name: "steps", url: `${url}refusing`, startTime: zeroDuration, duration: seconds(3) },
      shape: {
        kind: "open",
        rate: steps([
          { at: zeroDuration, value: 2.5 },
          { at: seconds(2), value: 15 },
        ]),
      },
    },
    {
      ...{ name: "clients", url, startTime: seconds(1), duration: seconds(2) },
      shape: { kind: "closed", clients: 2, think: seconds(0.5) },
    },
    {
      ...{ name: "silent", url: `${url}silent`, startTime: seconds(0.5), duration: seconds(2) },
      ...{ shape: { kind: "open", rate: constant(8) }, unansweredMax: 1 },
    },
    {
      ...{ name: "nobody", url: "http://127.0.0.1:1/", startTime: zeroDuration, duration: seconds(1) },
      shape: { kind: "open", rate: constant(3) },
    },
  ],
});

/** Writes down what a real k6 says of a short load, for tests where there is none. */
async function main(): Promise<void> {
  const k6 = await findK6(process.env);
  mkdirSync(builds, { recursive: true });
  const folder = mkdtempSync(`${builds}record-`);
  const pods = await openLoopbackPods(20);
  try {
    const script = path.join(folder, "load.ts");
    writeFileSync(script, k6Script(orderOf(pods.url)));
    const outcome = await runK6({ k6, script, folder, onProgress: (progress) => console.error(progress) });
    if (outcome.kind === "stopped") throw new Error("nobody stops this run");
    mkdirSync(fixtures, { recursive: true });
    copyFileSync(outcome.samples, `${fixtures}load.csv.gz`);
    console.error({ k6, originMs: outcome.originMs, requests: pods.count() });
  } finally {
    await pods.close();
    rmSync(folder, { recursive: true });
  }
}

await main();
