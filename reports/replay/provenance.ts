import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { SeenNode } from "../../conformance/replay/recorded-run.ts";
import { significant } from "../../sim/number-text.ts";
import { asApproximateFloat64, parseQuantity } from "../../sim/quantity/index.ts";
import { between } from "../../sim/units.ts";
import { durationText } from "../clock.ts";

/** What ran, when, for how long, and on what: each thing by itself. */
export function provenanceTexts({
  recorded,
  simulated,
}: Pick<JudgedReplay, "recorded" | "simulated">): readonly string[] {
  const { provenance, trace } = recorded;
  const { date, versions, node } = provenance;
  const { warmup } = simulated.scenario;
  return [
    ...(date === "" ? [] : [date]),
    ...Object.entries(versions).map(([name, version]) => `${name} ${version}`),
    nodeText(node),
    durationText(between(trace.zero, trace.end)),
    ...(warmup === 0 ? [] : [`warm-up ${durationText(warmup)}`]),
  ];
}

/** `node of 4 cores and 15.6Gi` */
const nodeText = ({ cpu, memory }: SeenNode): string =>
  `node of ${amountText(cpu, 1)} cores and ${amountText(memory, 2 ** 30)}Gi`;

function amountText(text: string, unit: number): string {
  const parsed = parseQuantity(text);
  return parsed.ok ? significant(asApproximateFloat64(parsed.quantity) / unit) : text;
}
