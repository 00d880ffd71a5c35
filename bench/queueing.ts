/** Prints, as a Markdown table, how far the fluid load model lies from queues of single requests. `node bench/queueing.ts [seed]` */
import { burstCases, closedCases, restCases } from "../sim/load/accuracy/cases.ts";
import { discreteFigures, fluidFigures } from "../sim/load/accuracy/comparison.ts";

const seed = Number(process.argv[2] ?? 7);
const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(seconds < 1 ? 1 : 0);
const percent = (model: number, single: number): string => {
  const difference = (100 * (model - single)) / single;
  return `${difference < 0 ? "−" : "+"}${Math.abs(difference).toFixed(1)} %`;
};

console.log("| case | mean, ms | mean | p50 | p95 | p99 | in flight |");
console.log("| --- | --: | --: | --: | --: | --: | --: |");
for (const accuracyCase of [...restCases, ...burstCases, ...closedCases]) {
  const single = discreteFigures(accuracyCase, seed);
  const model = fluidFigures(accuracyCase);
  const differences = (["mean", "p50", "p95", "p99", "inFlight"] as const).map((figure) =>
    percent(model[figure], single[figure]),
  );
  const mean = `${milliseconds(single.mean)} ± ${((100 * single.meanError) / single.mean).toFixed(1)} %`;
  console.log(`| ${[accuracyCase.name, mean, ...differences].join(" | ")} |`);
}
