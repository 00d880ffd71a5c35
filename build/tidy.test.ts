import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const linesMax = 300;

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));

const source = tracked.filter((file) => file.endsWith(".ts"));
const isTest = (file: string): boolean => file.endsWith(".test.ts") || file.startsWith("fixtures/");
/** Tables are data: a file that holds little else says so in its name. */
const isTable = (file: string): boolean => /\.(table|recorded)\.ts$/.test(file);

type Rule = {
  readonly pattern: RegExp;
  readonly applies: (file: string) => boolean;
  readonly instead: string;
};

const inSimulator = (file: string): boolean => file.startsWith("sim/") && !isTest(file);
const anywhere = (file: string): boolean => file !== "build/tidy.test.ts";

/** Where functions of Math that engines differ in may be used: our own ones, and PromQL's function table. */
const mathFiles: readonly string[] = ["sim/math.ts", "sim/prometheus/promql/float-functions.ts"];

const rules: readonly Rule[] = [
  {
    pattern: /(?<!")\bDate\b|\bperformance\b|\bsetTimeout\b|\bsetInterval\b/,
    applies: inSimulator,
    instead: "take the time from the kernel: kernel.now(), kernel.at()",
  },
  {
    pattern: /Math\.random\b/,
    applies: inSimulator,
    instead: "draw from a named stream: kernel.stream(name)",
  },
  {
    pattern: /Math\.(?!sqrt\b|floor\b|ceil\b|trunc\b|round\b|min\b|max\b|abs\b|imul\b|sign\b|fround\b|clz32\b|PI\b)\w+/,
    applies: (file) => inSimulator(file) && !mathFiles.includes(file),
    instead: "use sim/math.ts: engines differ in this function",
  },
  {
    pattern: /localeCompare|\bIntl\b|toLocale/,
    applies: inSimulator,
    instead: "order by code unit: byCodeUnit",
  },
  {
    pattern: /\bprocess\.|\bconsole\.|\basync\b|\bawait\b|\bPromise\b|from "node:/,
    applies: inSimulator,
    instead: "the simulator is synchronous and does no input or output; a port may answer later",
  },
  {
    pattern: /\b(TODO|FIXME|XXX)\b/,
    applies: anywhere,
    instead: "do it, or write down in docs/ why not",
  },
  {
    pattern: /\bas any\b|\bas unknown as\b|@ts-(ignore|expect-error|nocheck)|biome-ignore/,
    applies: anywhere,
    instead: "find the type that says it",
  },
  {
    pattern: /\b(test|it|describe)\.(only|todo|fails)\b/,
    applies: anywhere,
    instead: "a test runs, or says why it is skipped",
  },
  {
    pattern: /export default/,
    applies: (file) => anywhere(file) && file !== "vitest.config.ts",
    instead: "export a name",
  },
];

test("no source file is too long to tell one story", () => {
  const long = source
    .filter((file) => !isTest(file) && !isTable(file))
    .map((file) => ({ file, lines: readFileSync(file, "utf8").split("\n").length - 1 }))
    .filter(({ lines }) => lines > linesMax);
  expect(long).toEqual([]);
});

test.for(rules)("no source has $pattern", ({ pattern, applies, instead }) => {
  const offences = source.filter(applies).flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, index) =>
        pattern.test(withoutComment(line)) ? [`${file}:${index + 1}: ${line.trim()} (${instead})`] : [],
      ),
  );
  expect(offences).toEqual([]);
});

/** Comments may speak of what code may not use, but not of what is left to do. */
const withoutComment = (line: string): string => {
  const isComment = /^\s*(\/\/|\*|\/\*)/.test(line);
  return isComment && !/TODO|FIXME|XXX/.test(line) ? "" : line.replace(/\s\/\/ .*$/, "");
};

test("no file names a machine's own paths or a registry", () => {
  const text = tracked.filter((file) => /\.(ts|mjs|js|json|md|ya?ml|css|html|golden|txt)$/.test(file));
  const offences = text
    .filter((file) => file !== "build/tidy.test.ts")
    .filter((file) =>
      /(^|[\s"'`(])\/(work|root|home)\/|registry\.npmjs|proxy\.golang/.test(readFileSync(file, "utf8")),
    );
  expect(offences).toEqual([]);
});
