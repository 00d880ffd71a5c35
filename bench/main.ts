import { existsSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { benchCommand } from "./command.ts";
import { benchDay } from "./day.ts";
import { type Figure, figureTable } from "./figure.ts";
import { benchPrometheus } from "./prometheus/bench.ts";
import { benchQuietSyncs } from "./quiet-syncs.ts";
import { benchUpstream } from "./upstream.ts";
import { benchVectors, recordedCases } from "./vectors.ts";

/** Prints what kubewind costs on this machine, beside what it aims at. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { vectors: { type: "string", default: recordedCases } } });
  if (!existsSync(values.vectors)) {
    console.error(`--vectors ${values.vectors}: no such file. It is a file of HPA cases, such as ${recordedCases}.`);
    process.exitCode = 2;
    return;
  }
  const changing = benchVectors(values.vectors);
  const upstream = benchUpstream(values.vectors);
  const real = upstream.kind === "measured" ? upstream.figures : [];
  const figures: Figure[] = [changing, ...real, benchQuietSyncs(), benchDay(), await benchCommand()];
  // The last, as it leaves a heap behind that would slow the others down.
  const prometheus = await benchPrometheus();
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  console.log(
    `${model}, ${availableParallelism()} threads; Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  );
  console.log(figureTable(figures));
  console.log(`\nPrometheus\n${figureTable(prometheus.figures)}`);
  if (upstream.kind === "skipped") console.log(`the real controller on the same cases: skipped: ${upstream.because}`);
  for (const line of prometheus.skipped) console.log(line);
}

await main();
