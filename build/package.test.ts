import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

/** What `npm pack --json` tells of a tarball. */
type Tarball = {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
};

// Each test starts processes, and a machine may be busy with others.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Outside of the clone, so that nothing of it is found by chance. */
let place: string;
let project: string;
let tarball: Tarball;

type Answer = { readonly exitCode?: number; readonly stdout: string; readonly stderr: string };

const node = (...words: readonly string[]): Promise<Answer> =>
  execa(process.execPath, words, { reject: false, cwd: project });

/** With the Node of the tests, which is not always the first one on the path. */
const npx = (...words: readonly string[]): Promise<Answer> =>
  execa("npx", ["--offline", ...words], {
    reject: false,
    cwd: project,
    env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, npm_config_loglevel: "error" },
  });

beforeAll(async () => {
  place = realpathSync(mkdtempSync(join(tmpdir(), "kubewind-package-")));
  project = join(place, "project");
  mkdirSync(project);
  const dist = join(place, "dist");
  await execa(process.execPath, ["build/package.ts", dist]);
  const { stdout } = await execa("npm", ["pack", "--json", "--offline", "--pack-destination", place], { cwd: dist });
  [tarball] = JSON.parse(stdout);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "somebody", version: "1.0.0", type: "module" }));
  const install = ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  await execa("npm", [...install, join(place, tarball.filename)], { cwd: project });
});

afterAll(() => rmSync(place, { recursive: true }));

test("the package is small, holds its licences, and nothing of the tests or the sources", () => {
  const paths = tarball.files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "LICENSE",
      "README.md",
      "THIRD-PARTY-LICENSES.txt",
      "CHANGELOG.md",
      "bin.js",
      "cli.js",
      "server/go.mod",
    ]),
  );
  const odd = paths.filter((path) => /fixtures|\.test\.|_test\.go$|\.map$|scenarios\//.test(path));
  const sources = paths.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
  expect([odd, sources]).toEqual([[], []]);
  expect(tarball.unpackedSize).toBeLessThan(5_600_000);
});

test("the package depends on nothing, but for the peer of kubewind/fast-check, and runs no scripts", () => {
  const manifest = JSON.parse(readFileSync(join(project, "node_modules/kubewind/package.json"), "utf8"));
  const { dependencies, optionalDependencies, scripts, private: isPrivate, version } = manifest;
  expect({ dependencies, optionalDependencies, scripts, isPrivate }).toEqual({});
  const { peerDependencies, peerDependenciesMeta } = manifest;
  expect(Object.keys(peerDependencies)).toEqual(["fast-check"]);
  expect(peerDependenciesMeta).toEqual({ "fast-check": { optional: true } });
  expect(version).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
});

test("every library that is bundled has its licence told", () => {
  const told = readFileSync(join(project, "node_modules/kubewind/THIRD-PARTY-LICENSES.txt"), "utf8");
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const [name, version] of Object.entries(dependencies)) {
    expect([name, told.includes(`${name} ${version}\n`)]).toEqual([name, true]);
  }
  expect(told).not.toMatch(/^Licence: /m);
});

test("npx kubewind runs a scenario with its page, in threads too", async () => {
  const scenario = resolve("scenarios/cpu-spike");
  const one = await npx("kubewind", "run", scenario);
  expect([one.exitCode, one.stderr]).toEqual([0, ""]);
  expect(readFileSync(join(project, "kubewind-out/cpu-spike/report.html"), "utf8")).toMatch(/<\/html>\s*$/);
  const several = await npx("kubewind", "run", scenario, resolve("scenarios/walkthrough"), "--quiet");
  expect([several.exitCode, several.stderr]).toEqual([0, ""]);
  expect(several.stdout).toMatch(/2 scenarios, all as expected\.$/);
});

const user = `import { findScenarios, loadScenario, runScenario } from "kubewind";
import { createAutoscaler } from "kubewind/hpa";
import { milliValue, parseQuantity } from "kubewind/quantity";

const hpa = {
  apiVersion: "autoscaling/v2" as const,
  kind: "HorizontalPodAutoscaler" as const,
  metadata: { name: "web" },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    minReplicas: 1,
    maxReplicas: 9,
    metrics: [
      { type: "Resource" as const, resource: { name: "cpu", target: { type: "Utilization" as const, averageUtilization: 60 } } },
    ],
  },
};
const { replicas } = createAutoscaler({ hpa, replicas: 2, kubernetes: "1.36" }).sync({
  pods: ["web-0", "web-1"].map((name) => ({ name, requests: { cpu: "100m" }, usage: { cpu: "120m" } })),
});
const [file = ""] = findScenarios(process.argv.slice(2));
const { verdicts } = runScenario(loadScenario(file, { sets: [] }).scenario);
const parsed = parseQuantity("1.5");
const milli: number | bigint | undefined = parsed.ok ? milliValue(parsed.quantity) : undefined;
console.log(replicas satisfies number, milli, verdicts.map(({ isMet }) => isMet).join(" "));
`;

async function checkTypes(file: string): Promise<void> {
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2024",
    "--exactOptionalPropertyTypes",
  ];
  const types = ["--typeRoots", resolve("node_modules/@types"), "--types", "node"];
  const tsc = resolve("node_modules/.bin/tsc");
  const { exitCode, stdout } = await execa(tsc, [...options, ...types, file], { cwd: project, reject: false });
  expect([exitCode, stdout]).toEqual([0, ""]);
}

test("a user's TypeScript finds the types, and the libraries work", async () => {
  writeFileSync(join(project, "user.ts"), user);
  await checkTypes("user.ts");
  const { stdout, stderr } = await node("user.ts", resolve("scenarios/cpu-spike"));
  expect([stdout, stderr]).toEqual(["4 1500 true true true", ""]);
});

const propertyTest = `import fc from "fast-check";
import { answerHpaCase, hpaCases } from "kubewind/fast-check";

let syncs = 0;
const isAnswered = fc.property(hpaCases({ isPlain: true }), (hpaCase) => {
  const { ticks } = answerHpaCase(hpaCase);
  syncs += ticks.length;
});
fc.assert(isAnswered, { seed: 1, numRuns: 20 });
console.log(syncs > 20);
`;

test("beside fast-check, the arbitraries work as well", async () => {
  symlinkSync(resolve("node_modules/fast-check"), join(project, "node_modules/fast-check"));
  writeFileSync(join(project, "property.ts"), propertyTest);
  await checkTypes("property.ts");
  const { stdout, stderr } = await node("property.ts");
  expect([stdout, stderr]).toEqual(["true", ""]);
});

/** A Node that is too old, as a distribution brings it; `undefined` if there is none. */
const old = ["/usr/bin/node", "/usr/bin/nodejs"].find((path) => existsSync(path));
const [oldMajor = 99] =
  old === undefined ? [] : (await execa(old, ["-p", "process.versions.node"])).stdout.split(".").map(Number);

test("a Node that is too old gets an answer instead of a syntax error", async ({ skip }) => {
  if (old === undefined || oldMajor >= 24) return skip(`skipped: no Node older than 24 in /usr/bin`);
  const { exitCode, stdout, stderr } = await execa(old, [join(project, "node_modules/.bin/kubewind"), "--help"], {
    reject: false,
  });
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^kubewind needs Node\.js 24\.15 or newer in the 24 line, or 26 and up; this is Node\.js \d+/);
  expect(stderr.split("\n")).toHaveLength(2);
});
