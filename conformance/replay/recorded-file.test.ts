import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenario } from "../../input/load-scenario.ts";
import { readRecordedRun, writeRecordedRun } from "./recorded-file.ts";
import { simulatedTarget } from "./simulated-target.ts";
import { playOn } from "./target.ts";

test("a recorded run reads back as it was, what has no bound included, and its file is the same each time", async () => {
  const loaded = loadScenario("scenarios/on-kind/memory-target", { sets: [] });
  const run = await playOn(simulatedTarget, { loaded, path: "memory-target", folder: "", say: () => {} });
  const folder = mkdtempSync(join(tmpdir(), "kubewind-"));
  try {
    const [file, again] = [join(folder, "a.jsonl.gz"), join(folder, "b.jsonl.gz")];
    writeRecordedRun(file, run);
    const back = readRecordedRun(file);
    expect(back).toEqual(run);
    writeRecordedRun(again, back);
    expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
