import { readFileSync } from "node:fs";
import { parseDuration } from "../input/fields/duration.ts";
import { InputError } from "../input/input-error.ts";
import { findScenarios, type LoadedScenario, loadScenario } from "../input/load-scenario.ts";
import { type ExplainedPass, explanationText } from "../reports/explanation.ts";
import { objectKey } from "../sim/kubernetes/object.ts";
import type { Scenario } from "../sim/scenario.ts";
import { plus, type SimTime } from "../sim/units.ts";
import { createWindTunnel } from "../sim/wind-tunnel.ts";
import { answerBadInput } from "./bad-input.ts";
import { exitCode } from "./exit-code.ts";
import type { ExplainOptions } from "./program.ts";
import { standardTerminal } from "./terminal.ts";

/** `kubewind explain`: plays a scenario up to a moment, and tells why each HPA's last pass came out as it did. */
export async function explainCommand(path: string, options: ExplainOptions): Promise<number> {
  return answerBadInput(options, async () => {
    const { scenario } = load(path, options);
    const at = momentOf(options.at, scenario);
    const passes = passesBefore(at, scenario, options.hpa);
    if (options.json) {
      console.log(JSON.stringify({ schemaVersion: 1, kind: "kubewind.dev/Explanation", passes }, null, 2));
      return exitCode.met;
    }
    const terminal = standardTerminal();
    console.log(
      passes
        .map((pass) => explanationText(pass, terminal))
        .join("\n")
        .trimEnd(),
    );
    return exitCode.met;
  });
}

function load(path: string, { seed, kubernetes, set }: ExplainOptions): LoadedScenario {
  const files = findScenarios([path]);
  if (files.length > 1) {
    const list = files.map((file) => `  ${file}`).join("\n");
    throw new InputError([{ message: `explain takes one scenario, and ${path} holds ${files.length}:\n${list}` }]);
  }
  return loadScenario(files[0]!, {
    sets: set,
    ...(seed === undefined ? {} : { seed }),
    ...(kubernetes === undefined ? {} : { kubernetes }),
    readStandardInput: () => readFileSync(0, "utf8"),
  });
}

/** Reads `2m15s`, and `00:02:15` as reports print it. */
function momentOf(text: string, { start, warmup, duration }: Scenario): SimTime {
  const clock = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text);
  const parsed = parseDuration(clock ? `${clock[1]}h${clock[2]}m${clock[3]}s` : text);
  if (!parsed.ok)
    throw new InputError([
      { message: `--at ${text}: ${parsed.message}`, ...(parsed.hint === undefined ? {} : { hint: parsed.hint }) },
    ]);
  if (parsed.value > duration) {
    throw new InputError([{ message: `--at ${text} lies beyond the end of the scenario` }]);
  }
  return plus(plus(start, warmup), parsed.value);
}

function passesBefore(at: SimTime, scenario: Scenario, wanted: string | undefined): readonly ExplainedPass[] {
  const zero = plus(scenario.start, scenario.warmup);
  const last = new Map<string, ExplainedPass>();
  const tunnel = createWindTunnel(scenario, {
    onPass: (hpa, passedAt, explain) => {
      const key = objectKey(hpa);
      if (wanted !== undefined && wanted !== hpa.name && wanted !== key) return;
      const explanation = explain();
      last.set(key, { subject: `hpa/${hpa.name}`, at: passedAt, zero, explanation, ...specOf(scenario, key) });
    },
  });
  tunnel.advanceTo(at);
  if (last.size > 0) return [...last.values()];
  const hpas = scenario.objects.filter(({ kind }) => kind === "HorizontalPodAutoscaler").map(({ meta }) => meta.name);
  const which = wanted === undefined ? "no HPA" : `no HPA "${wanted}"`;
  const hint = `The scenario has these: ${hpas.join(", ") || "none"}. A first pass comes a sync period after the HPA.`;
  throw new InputError([{ message: `${which} had made a pass by then`, hint }]);
}

function specOf(scenario: Scenario, key: string): Pick<ExplainedPass, "spec"> {
  for (const object of scenario.objects) {
    if (object.kind === "HorizontalPodAutoscaler" && objectKey(object.meta) === key) return { spec: object.hpa.spec };
  }
  return {};
}
