import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { execa } from "execa";
import { vi } from "vitest";
import { bundle } from "../build/bundle.ts";
import { createTestFolder, type TestFolder } from "../input/test-folder.ts";
import { webManifests } from "../input/test-scenario.ts";

// Each test starts processes, and a machine may be busy with others.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** What a command said. */
export type Answer = { readonly code: number | undefined; readonly stdout: string; readonly stderr: string };

/** The command line as a program, and a folder to run it in. */
export type TestCommandLine = {
  readonly folder: TestFolder;
  /** The file to run with node; beside it lies what it needs. */
  readonly program: string;
  /** Runs `kubewind <words>` in the folder. Nothing comes over standard input unless it is given. */
  readonly kubewind: (words: readonly string[], input?: string | Uint8Array) => Promise<Answer>;
  /** Text of a file in the folder. */
  readonly read: (name: string) => string;
  /** Every file below a folder of the folder, by its path there, sorted; none if there is no such folder. */
  readonly filesIn: (name: string) => readonly string[];
  readonly remove: () => void;
};

/** Nothing of the environment of the tests, which may ask for colours. */
export const plainEnvironment: NodeJS.ProcessEnv = { PATH: process.env.PATH };

/** Bundles the command line as the package has it, and writes some files into a folder of their own. */
export async function createTestCommandLine(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<TestCommandLine> {
  mkdirSync("kubewind-out", { recursive: true });
  const built = mkdtempSync(resolve("kubewind-out", "test-program-"));
  await bundle(built, []);
  const folder = createTestFolder(files);
  const program = join(built, "cli.js");
  const inFolder = (name: string): string => join(folder.path, name);
  return {
    folder,
    program,
    kubewind: async (words, input = "") => {
      const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...words], {
        cwd: folder.path,
        input,
        reject: false,
        stripFinalNewline: false,
        extendEnv: false,
        env: plainEnvironment,
      });
      return { code: exitCode, stdout, stderr };
    },
    read: (name) => readFileSync(inFolder(name), "utf8"),
    filesIn: (name) => filesBelow(inFolder(name)),
    remove: () => {
      folder.remove();
      rmSync(built, { recursive: true });
    },
  };
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .flatMap((entry) => (entry.isFile() ? [relative(folder, join(entry.parentPath, entry.name))] : []))
      .sort();
  } catch {
    return [];
  }
}

/** A Deployment, a Service and an HPA of 2 to 10 replicas, all called web. */
export const manifests: string = webManifests.replace(/ +- name: proxy\n.*\n/, "");

/** A scenario up to what it expects. */
const spike = `apiVersion: kubewind.dev/v1alpha1
kind: Scenario
description: A load that three pods can bear
duration: 10m
workloads:
  web: {request: {cpu: 10ms, wait: 30ms}}
load:
  spike: {service: web, from: 2m, for: 5m, rate: 100/s}
expect:
`;

/** A scenario of ten minutes that is met. */
export const metScenario: string = `${spike}  - reaches: {deployment: web, replicas: ">= 3", within: 3m, after: load.spike}\n`;

/** The same, and it expects what does not come. */
export const missedScenario: string = `${spike}  - reaches: {deployment: web, replicas: 9, within: 3m, after: load.spike}\n`;

/** The files of a scenario in a folder, with its manifests. */
export const scenarioFiles = (name: string, scenario: string): Readonly<Record<string, string>> => ({
  [`${name}/scenario.yaml`]: scenario,
  [`${name}/web.yaml`]: manifests,
});
