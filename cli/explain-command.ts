import { explanationText } from "../reports/explanation.ts";
import { subjectOf } from "../reports/subject.ts";
import { plus } from "../sim/units.ts";
import { exitCode } from "./exit-code.ts";
import { explanationDocument } from "./explanation-document.ts";
import { endOnInterrupt } from "./interrupt.ts";
import { jsonText } from "./json-text.ts";
import { lastPasses } from "./last-passes.ts";
import { loadReading } from "./load.ts";
import { momentOf } from "./moment.ts";
import { onlyScenario } from "./only-scenario.ts";
import type { ExplainOptions } from "./options.ts";
import { createProgressLine } from "./progress-line.ts";
import { standardLook, terminalOf } from "./terminal.ts";

/** `kubewind explain`: plays a scenario up to a moment, and tells why each HPA's last pass came out as it did. */
export async function explainCommand(argument: string, options: ExplainOptions): Promise<number> {
  const path = onlyScenario(argument, "explain");
  const progress = createProgressLine(true);
  endOnInterrupt(progress.clear);
  const { scenario } = await loadReading(path, options);
  const at = momentOf(options.at, scenario);
  const onShare = (share: number): void => progress.show([share]);
  try {
    const passes = await lastPasses({ scenario, path, at, wanted: options.hpa, onShare });
    progress.clear();
    const zero = plus(scenario.start, scenario.warmup);
    const terminal = terminalOf(standardLook());
    const text = options.json
      ? jsonText(explanationDocument(passes, zero))
      : passes
          .map(({ hpa, at: passedAt, explanation, spec }) => {
            const about = { subject: subjectOf(hpa), at: passedAt, zero, explanation };
            return explanationText(spec === undefined ? about : { ...about, spec }, terminal);
          })
          .join("\n");
    process.stdout.write(text);
    return exitCode.met;
  } finally {
    progress.clear();
  }
}
