import { existsSync } from "node:fs";
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { InputError } from "../input/input-error.ts";
import { printable } from "../reports/printable.ts";
import { exitCode } from "./exit-code.ts";
import { printFailure, tellFailure } from "./failure.ts";
import type {
  DiffOptions,
  ExplainOptions,
  LintOptions,
  ListOptions,
  ReplayOptions,
  ReplayReportKind,
  ReportKind,
  RunOptions,
} from "./options.ts";
import { version } from "./version.ts";

/** The command line: it reads arguments, runs one command, and answers with the exit code. */
export type Program = { readonly run: (words: readonly string[]) => Promise<number> };

/** Runs a command and keeps the exit code that it answers; a failure is told, and is an exit code too. */
type Answer = (command: () => Promise<number>, options: { readonly json: boolean }) => Promise<void>;

export function createProgram(): Program {
  let code: number = exitCode.met;
  const answer: Answer = async (command, { json }) => {
    try {
      code = await command();
    } catch (error) {
      code = tellFailure(error, json);
    }
  };
  const program = new Command("kubewind")
    .description("A wind tunnel for Kubernetes autoscaling: your manifests under load, in virtual time.")
    .version(version, "-V, --version")
    .exitOverride()
    .configureHelp({ optionDescription })
    .configureOutput({ writeErr: (text) => process.stderr.write(text.split("\n").map(printable).join("\n")) })
    .showHelpAfterError("(kubewind --help says more)")
    .addHelpText("after", examples);
  addRun(program, answer);
  addExplain(program, answer);
  addDiff(program, answer);
  addReplay(program, answer);
  addLint(program, answer);
  addList(program, answer);
  return {
    run: async (words) => {
      try {
        await program.parseAsync(words, { from: "user" });
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        // Help and version are answers; anything else that commander ends with is a wrong argument, and told already.
        if (error.exitCode === 0) return exitCode.met;
        if (words.includes("--json"))
          printFailure(new InputError([{ message: error.message.replace(/^error: /, "") }]));
        return exitCode.badInput;
      }
      return code;
    },
  };
}

const examples = `
Examples:
  kubewind run scenarios/cpu-spike        what happened, and a page of plots
  kubewind run scenarios --quiet          every scenario of a folder, a line each
  kubewind run scenarios/cpu-spike --kubernetes 1.37 --seed 7
  kubewind run scenarios/cpu-spike --set hpa/web.spec.maxReplicas=20
  kubewind explain scenarios/cpu-spike --at 2m15s
                                          why did it (not) scale then?
  kubewind diff scenarios/cpu-spike --kubernetes 1.30,1.36
                                          what does an upgrade change?
  kubewind replay scenarios/on-kind/cpu-walkthrough --on kind
                                          does a real cluster do the same?

Exit codes: 0 every expectation met, 1 not met, 2 bad input, 3 a bug of kubewind.`;

/** Only a default that says something is shown: not that a flag is off. */
const optionDescription = ({ description, defaultValueDescription }: Option): string =>
  defaultValueDescription === undefined ? description : `${description} (default: ${defaultValueDescription})`;

const outFolder = "./kubewind-out";

const number = (text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError(`It is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
  }
  return value;
};

const folder = (text: string): string => {
  if (text.trim() === "") throw new InvalidArgumentError("It is the path of a folder.");
  return text;
};

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const scenarioOptions = (command: Command): Command =>
  command
    .addOption(
      new Option("--seed <number>", "seed of every random choice, instead of the scenario's").argParser(number),
    )
    .option("--kubernetes <version>", "Kubernetes release to be, such as 1.37, instead of the scenario's")
    .option(
      "--set <path=value>",
      "change a value: cluster.nodes.count=5, hpa/web.spec.maxReplicas=20 (may be repeated)",
      collect,
      [],
    );

function addRun(program: Command, answer: Answer): void {
  const command = program
    .command("run")
    .description("Run scenarios and judge what they expect.")
    .argument("<path...>", "scenario files, folders that hold them, or globs");
  scenarioOptions(command)
    .addOption(
      new Option("--report <kinds>", "files to write for each scenario: html, json, or both with a comma; none")
        .default(["html"], "html")
        .argParser(reportKinds),
    )
    .addOption(new Option("--out <folder>", "where reports go").default(outFolder, outFolder).argParser(folder))
    .option("--json", "print one JSON document on standard output, and nothing else", false)
    .option("--update", "write trace.golden anew instead of comparing with it", false)
    .option("--quiet", "one line for each scenario", false)
    .addOption(
      new Option("--view <view>", "what to show of a scenario: report, or kubectl for get hpa and describe hpa")
        .choices(["report", "kubectl"])
        .default("report", "report"),
    )
    .option("--at <time>", "the moment that --view kubectl shows, instead of the end: 2m15s")
    .action((paths: readonly string[], options: RunOptions) =>
      answer(async () => {
        const { runCommand } = await import("./run-command.ts");
        return runCommand(paths, options);
      }, options),
    );
}

function reportKinds(text: string): readonly ReportKind[] {
  if (text.trim() === "none") return [];
  return text.split(",").map((word): ReportKind => {
    const kind = word.trim();
    if (kind === "html" || kind === "json") return kind;
    throw new InvalidArgumentError("It is html, json, or both with a comma, or none.");
  });
}

function addExplain(program: Command, answer: Answer): void {
  const command = program
    .command("explain")
    .description("Tell why an HPA decided as it did at some moment.")
    .argument("<path>", "a scenario file or the folder that holds it")
    .requiredOption(
      "--at <time>",
      "the moment, as a span from the scenario's zero: 2m15s; the last pass up to it counts",
    )
    .option("--hpa <name>", "which HPA: name or namespace/name; all of them if not given")
    .option("--json", "print one JSON document on standard output, and nothing else", false);
  scenarioOptions(command).action((path: string, options: ExplainOptions) =>
    answer(async () => {
      const { explainCommand } = await import("./explain-command.ts");
      return explainCommand(path, options);
    }, options),
  );
}

function addDiff(program: Command, answer: Answer): void {
  program
    .command("diff")
    .description("Show where two runs part, and why: one scenario on two releases of Kubernetes, or two scenarios.")
    .argument("<path...>", "a scenario, or two")
    .option("--kubernetes <a,b>", "the two releases: 1.30,1.36; with two scenarios one release for both")
    .addOption(new Option("--seed <number>", "seed of both runs, instead of the scenario's").argParser(number))
    .option("--set <path=value>", "change a value in both (may be repeated)", collect, [])
    .option("--json", "print one JSON document on standard output, and nothing else", false)
    .action((paths: readonly string[], options: DiffOptions) =>
      answer(async () => {
        const { diffCommand } = await import("./diff-command.ts");
        return diffCommand(paths, options);
      }, options),
    );
}

function addReplay(program: Command, answer: Answer): void {
  program
    .command("replay")
    .description("Play scenarios on a real cluster and simulate the same: does the simulation tell the truth?")
    .argument("<path...>", "scenario files, folders that hold them, or globs")
    .addOption(
      new Option("--on <target>", "what to play on: a kind cluster made for each scenario, or the simulator itself")
        .choices(["kind", "simulated"])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--cluster <name>", "a kind cluster that is there already, to be used and left").conflicts([
        "image",
        "keep",
      ]),
    )
    .option("--image <image>", "node image of the cluster, instead of KUBEWIND_NODE_IMAGE or kind's own")
    .option("--keep", "leave the cluster when done", false)
    .addOption(
      new Option("--report <kinds>", "files to write for each scenario: html, json, junit, with commas; none")
        .default(["html"], "html")
        .argParser(replayReportKinds),
    )
    .addOption(new Option("--out <folder>", "where reports go").default(outFolder, outFolder).argParser(folder))
    .option("--json", "print one JSON document on standard output, and nothing else", false)
    .addOption(new Option("--record <folder>", "keep the recorded runs there as files").argParser(folder))
    .addHelpText(
      "after",
      `
A replay on a cluster takes as long as the scenario does, and some minutes to
make the cluster. What goes on is told on standard error.

Exit codes: 0 the simulation agrees, 1 it diverged or the run failed a check of
its own, 2 bad input or a scenario that the target cannot play, 3 a bug of
kubewind.`,
    )
    .action((paths: readonly string[], options: ReplayOptions) =>
      answer(async () => {
        const { replayCommand } = await import("./replay-command.ts");
        return replayCommand(paths, options);
      }, options),
    );
}

function replayReportKinds(text: string): readonly ReplayReportKind[] {
  if (text.trim() === "none") return [];
  return text.split(",").map((word): ReplayReportKind => {
    const kind = word.trim();
    if (kind === "html" || kind === "json" || kind === "junit") return kind;
    throw new InvalidArgumentError("It is html, json, junit, or several with commas, or none.");
  });
}

function addLint(program: Command, answer: Answer): void {
  program
    .command("lint")
    .description("Name what will go wrong with HPAs and their metrics, before anything runs.")
    .argument("<path...>", "scenarios, or manifests and configs: files, folders or globs, - for standard input")
    .option("--kubernetes <version>", "Kubernetes release to be, such as 1.37, instead of the scenario's")
    .option("--set <path=value>", "change a value, as for run (may be repeated)", collect, [])
    .option("--json", "print one JSON document on standard output, and nothing else", false)
    .addHelpText(
      "after",
      `
Configs are known by their fields, in files or ConfigMaps: prometheus.yml, rule files, prometheus-adapter's config and the
values of its chart. The rules are in docs/lint.md.

Exit codes: 0 no error (there may be warnings), 1 an HPA will not do its work, 2 bad input.`,
    )
    .action((paths: readonly string[], options: LintOptions) =>
      answer(async () => {
        const { lintCommand } = await import("./lint-command.ts");
        return lintCommand(paths, options);
      }, options),
    );
}

function addList(program: Command, answer: Answer): void {
  program
    .command("list")
    .description("List the scenarios of some folders.")
    .addArgument(new Argument("[path...]", "folders, files or globs; without any ./scenarios, or else ."))
    .option("--json", "print one JSON document on standard output, and nothing else", false)
    .action((paths: readonly string[], options: ListOptions) =>
      answer(async () => {
        const { listCommand } = await import("./list-command.ts");
        return listCommand(paths.length > 0 ? paths : [existsSync("scenarios") ? "scenarios" : "."], options);
      }, options),
    );
}
