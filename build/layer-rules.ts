import type { IConfiguration, IForbiddenRuleType } from "dependency-cruiser";

/** Parts of the simulator: they meet in sim/wiring alone and speak over the shared vocabulary. */
const parts = "adapter|apiserver|cluster|events|exporters|hpa|keda|kubelet|load|metrics-server|prometheus";

/** Tests, and what they are made with: `page.test.ts`, `test-browser.ts`. */
const tests = "(\\.test|/test-[a-z-]+)\\.ts$";

/** What a replay is: those who show one need to know. */
const replayTypes = "^conformance/replay/(recorded-run|verdict|judge-replay)\\.ts$";

/** A folder that may import only what is listed. */
const layer = (folder: string, allowed: readonly string[]): IForbiddenRuleType => ({
  name: `${folder} imports only what its layer may`,
  severity: "error",
  from: { path: `^${folder}/`, pathNot: tests },
  to: { pathNot: [`^${folder}/`, ...allowed] },
});

/** Who may import whom: the table of folders in docs/architecture.md. `build/layers.ts` enforces it. */
export const layerRules: Required<Pick<IConfiguration, "options" | "forbidden">> = {
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^((dist|kubewind-out|reports/browser)/|cli/bin\\.js$)" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
  forbidden: [
    {
      name: "no cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "every import resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
    layer("sim", ["^node_modules/@noble/hashes/", "^node_modules/re2js/"]),
    {
      name: "only the trace hash and relabelling use @noble/hashes",
      severity: "error",
      from: { path: "^sim/", pathNot: "^sim/(trace/hash|prometheus/relabel/md5)\\.ts$" },
      to: { path: "@noble/hashes" },
    },
    {
      name: "only sim/regex.ts uses re2js",
      severity: "error",
      from: { path: "^sim/", pathNot: "^sim/regex\\.ts$" },
      to: { path: "^node_modules/re2js/" },
    },
    {
      name: "parts of the simulator do not import each other",
      severity: "error",
      from: { path: `^sim/(${parts})/`, pathNot: tests },
      to: { path: `^sim/(${parts}|wiring)/`, pathNot: ["^sim/$1/", "^sim/load/(profile|segment)\\.ts$"] },
    },
    layer("input", ["^sim/", "^node_modules/(yaml|zod)/", "^(node:)?(fs|path|process)$"]),
    layer("serve", ["^sim/", "^input/"]),
    layer("reports", ["^sim/", replayTypes, "^node_modules/junit-report-builder/"]),
    {
      name: "reports and fixtures know of conformance what a replay is, and run nothing of it",
      severity: "error",
      from: { path: "^(reports|fixtures)/", pathNot: tests },
      to: { path: "^conformance/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "only the JUnit report uses junit-report-builder",
      severity: "error",
      from: { path: "^reports/", pathNot: "^reports/replay/junit\\.ts$" },
      to: { path: "^node_modules/junit-report-builder/" },
    },
    layer("fixtures", ["^sim/", replayTypes, "^node_modules/fast-check/", "^(node:)?(fs|path|url|zlib)$"]),
    layer("conformance", [
      "^(sim|input|serve|scenarios|fixtures)/",
      "^node_modules/(@kubernetes/client-node|execa|fast-check|tar-stream|yaml)/",
      "^(node:)?(child_process|crypto|fs|http|https|net|os|path|stream|timers|url|util|zlib)(/promises)?$",
    ]),
  ],
};
