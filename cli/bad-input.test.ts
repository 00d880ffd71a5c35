import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Answer,
  createTestCommandLine,
  manifests,
  metScenario,
  scenarioFiles,
  type TestCommandLine,
} from "./test-command-line.ts";

let line: TestCommandLine;

const clearScreen = "\u001b[2J";
/** A list of nine lists of nine lists and so on: 9 to the 9th texts. */
const aliasBomb = [
  "a0: &a0 [x, x, x, x, x, x, x, x, x]",
  ...[1, 2, 3, 4, 5, 6, 7, 8].map(
    (level) =>
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(", ")}]`,
  ),
].join("\n");

/** Scenarios that cannot be used, and what is said of each. */
const wrong: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly stderr: string;
}[] = [
  {
    name: "broken YAML",
    files: { "scenario.yaml": `${metScenario}  - {reaches: [}\n` },
    stderr: `broken-YAML/scenario.yaml:11:16: broken YAML: flow sequence in block collection must be sufficiently indented and end with a ]
  - {reaches: [}
               ^
  Keys of one mapping and items of one list start in the same column; brackets are closed.`,
  },
  {
    name: "an alias bomb",
    files: { "scenario.yaml": `${metScenario}${aliasBomb}\n` },
    stderr: `an-alias-bomb/scenario.yaml:17:9: the aliases make this more than 1000000 values
  a6: &a6 [*a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5]
          ^
  Aliases repeat values, and repetitions of repetitions multiply.`,
  },
  {
    name: "an alias bomb in a manifest",
    files: { "scenario.yaml": metScenario, "web.yaml": `${manifests}---\n${aliasBomb}\n` },
    stderr: `an-alias-bomb-in-a-manifest/web.yaml:41:9: the aliases make this more than 1000000 values
  a6: &a6 [*a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5]
          ^
  Aliases repeat values, and repetitions of repetitions multiply.`,
  },
  {
    name: "an empty file",
    files: { "scenario.yaml": "" },
    stderr: `an-empty-file/scenario.yaml: the file holds no documents`,
  },
  {
    name: "nothing but comments",
    files: { "scenario.yaml": "# soon\n" },
    stderr: `nothing-but-comments/scenario.yaml: the file holds no documents`,
  },
  {
    name: "a binary file",
    files: { "scenario.yaml": new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff, 0, 1]) },
    stderr: `a-binary-file/scenario.yaml: the file is binary: it is not UTF-8 text`,
  },
  {
    name: "a binary manifest",
    files: { "scenario.yaml": metScenario, "web.yaml": new Uint8Array([0x89, 0x50, 0x4e, 0x47]) },
    stderr: `a-binary-manifest/web.yaml: the file is binary: it is not UTF-8 text`,
  },
  {
    name: "an unknown kind",
    files: { "scenario.yaml": metScenario.replace("kind: Scenario", "kind: Scenaro") },
    stderr: `an-unknown-kind/scenario.yaml:2:7: unknown kind "Scenaro", did you mean "Scenario"?
  kind: Scenaro
        ^
  A scenario begins with "apiVersion: kubewind.dev/v1alpha1" and "kind: Scenario".`,
  },
  {
    name: "an unknown kind of manifest",
    files: { "scenario.yaml": metScenario, "web.yaml": manifests.replace("kind: Deployment\n", "kind: Deploymnt\n") },
    stderr: `an-unknown-kind-of-manifest/web.yaml:2:7: no matches for kind "Deploymnt" in version "apps/v1"
  kind: Deploymnt
        ^
  Did you mean "Deployment"?`,
  },
  {
    name: "an unknown field",
    files: { "scenario.yaml": metScenario.replace("workloads:", "workload:"), "web.yaml": manifests },
    stderr: `an-unknown-field/scenario.yaml:5:1: unknown field "workload", did you mean "workloads"?
  workload:
  ^`,
  },
  {
    name: "an unknown field of a manifest",
    files: { "scenario.yaml": metScenario, "web.yaml": manifests.replace("minReplicas", "minReplcas") },
    stderr: `an-unknown-field-of-a-manifest/web.yaml:29:3: HorizontalPodAutoscaler "web": unknown field "spec.minReplcas"
  minReplcas: 2
  ^
  Did you mean "minReplicas"?`,
  },
  {
    name: "a wrong unit",
    files: { "scenario.yaml": metScenario.replace("100/s", "100rps"), "web.yaml": manifests },
    stderr: `a-wrong-unit/scenario.yaml:8:50: "100rps" is not a rate of requests
  spike: {service: web, from: 2m, for: 5m, rate: 100rps}
                                                 ^
  Requests per second are written 200/s; per minute 12000/m, per hour 3600/h.`,
  },
  {
    name: "a missing file",
    files: { "scenario.yaml": `${metScenario}manifests: [wep.yaml]\n`, "web.yaml": manifests },
    stderr: `a-missing-file/scenario.yaml:11:13: there is no a-missing-file/wep.yaml
  manifests: [wep.yaml]
              ^
  Did you mean a-missing-file/web.yaml?`,
  },
  {
    name: "escape sequences",
    files: {
      "scenario.yaml": metScenario.replace("service: web", `"${clearScreen}\\e[31m": 1, service: web`),
      "web.yaml": manifests,
    },
    stderr: `escape-sequences/scenario.yaml:8:11: unknown field "\\x1b[2J\\x1b[31m"
  spike: {"\\x1b[2J\\e[31m": 1, service: web, from: 2m, for: 5m, rate: 100/s}
          ^
  Known here: service, deployment, from, until, for, queue, rate, steps, ramp, spike, sine, csv, clients.`,
  },
];

const folderOf = (name: string): string => name.replaceAll(" ", "-");

/** What a page must not take for its own. */
const hostile = `</script><script>alert(1)</script><!-- "&`;

beforeAll(async () => {
  const refused = wrong.flatMap(({ name, files }) =>
    Object.entries(files).map(([file, text]) => [`${folderOf(name)}/${file}`, text]),
  );
  line = await createTestCommandLine({
    ...Object.fromEntries(refused),
    ...scenarioFiles("links", `${metScenario}manifests: ["*.yaml"]\n`),
    "elsewhere/secret.yaml": manifests,
    ...scenarioFiles("plain", metScenario),
    ...scenarioFiles(
      `${clearScreen}<b>\u2028`,
      metScenario.replace(/description: .*/, `description: ${JSON.stringify(hostile)}`),
    ),
  });
  line.folder.link("links/linked.yaml", join(line.folder.path, "elsewhere/secret.yaml"));
});

afterAll(() => line.remove());

const run = (...words: readonly string[]): Promise<Answer> => line.kubewind(["run", ...words]);

test.concurrent.for(wrong)("$name is refused with its place, and nothing is written", async ({ name, stderr }) => {
  expect(await run(folderOf(name))).toEqual({ code: 2, stdout: "", stderr: `${stderr}\n` });
  expect(line.filesIn("kubewind-out")).toEqual([]);
});

test("a glob does not follow a link out of its folder", async () => {
  const { code, stdout, stderr } = await run("links");
  expect({ code, stdout, stderr: line.folder.shown(stderr) }).toEqual({
    code: 2,
    stdout: "",
    stderr: `links/linked.yaml: this is a symbolic link that leads out of links, to elsewhere/secret.yaml
  If it is meant, name the file itself.
`,
  });
});

test("everything that is wrong is said at once, file by file", async () => {
  const { code, stdout, stderr } = await run("a-wrong-unit", "an-unknown-field", "plain", "--report", "none");
  const texts = wrong.flatMap((each) =>
    ["a wrong unit", "an unknown field"].includes(each.name) ? [each.stderr] : [],
  );
  expect({ code, stderr }).toEqual({ code: 2, stderr: `${texts.toReversed().join("\n\n")}\n\n` });
  expect(stdout).toMatch(/\n\n3 scenarios, 2 not as expected\.\n$/);
});

test("names and descriptions of others do nothing to a terminal", async () => {
  for (const words of [["run"], ["run", "--json"], ["run", "--quiet"], ["list"], ["list", "--json"]]) {
    const { code, stdout, stderr } = await line.kubewind([...words, `${clearScreen}<b>\u2028`]);
    expect([words, code, stderr]).toEqual([words, 0, ""]);
    expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
});

test("names and descriptions of others do nothing to a page", async () => {
  await run("plain", `${clearScreen}<b>\u2028`);
  const [odd = "", plain = ""] = line.filesIn("kubewind-out").map((file) => line.read(`kubewind-out/${file}`));
  expect(markup(odd)).toEqual(markup(plain));
  expect(odd.replaceAll("\n", "")).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(odd).toContain("alert(1)");
});

/** How often a page begins and ends what would change the way it is read. */
const markup = (page: string): readonly number[] =>
  [/<script/gi, /<\/script/gi, /<!--/g, /<b>/g].map((pattern) => page.match(pattern)?.length ?? 0);
