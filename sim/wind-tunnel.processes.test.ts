import { execa } from "execa";
import { expect, test } from "vitest";
import { loadScenario } from "../input/load-scenario.ts";
import { runDocument } from "../reports/json.ts";
import { traceHash } from "./trace/hash.ts";
import { runScenario } from "./wind-tunnel.ts";

const path = "scenarios/cpu-spike";

/** What another process prints, in some other part of the world. */
async function printed(world: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await execa(process.execPath, ["cli/main.ts", "run", path, "--json", "--report", "none"], {
    env: world,
  });
  return stdout;
}

test("other processes in other time zones and languages tell the same run, to the last byte", {
  timeout: 30_000,
}, async () => {
  const [auckland, newYork] = await Promise.all([
    printed({ TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }),
    printed({ TZ: "America/New_York", LANG: "C", LC_ALL: "C" }),
  ]);
  expect(newYork).toBe(auckland);
  const { scenario } = loadScenario(path, { sets: [] });
  const run = runScenario(scenario);
  const here = runDocument({ run, traceHash: traceHash(run.trace), ignored: [], notes: [] });
  expect(JSON.parse(auckland)).toMatchObject(JSON.parse(JSON.stringify(here)));
});
