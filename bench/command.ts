import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Figure } from "./figure.ts";

/** Seconds from the start of a process to its end: a 30-minute scenario from the built package, page of plots included. */
export async function benchCommand(): Promise<Figure> {
  await execa("node", ["build/package.ts"]);
  const out = mkdtempSync(join(tmpdir(), "kubewind-bench-"));
  const values: number[] = [];
  try {
    for (let index = 0; index < 9; index++) {
      const began = performance.now();
      await execa("node", ["dist/cli.js", "run", "scenarios/cpu-spike", "--out", out]);
      values.push((performance.now() - began) / 1000);
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  return { what: "cold `kubewind run` of a 30-minute scenario", unit: "s", values, aim: { atMost: 0.4 } };
}
