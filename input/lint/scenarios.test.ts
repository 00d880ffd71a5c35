import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { lintPaths } from "../lint.ts";

const errorsIn = (path: string): readonly string[] =>
  lintPaths([path], { sets: [] }).findings.flatMap(({ severity, rule, problem }) =>
    severity === "error" ? [`${problem.file} ${rule}`] : [],
  );

test("scenarios of people's failures are found before they run, as far as their configs tell", () => {
  expect(errorsIn("scenarios/failures")).toEqual(
    expect.arrayContaining([
      "scenarios/failures/f43-relist-below-scrape/scenario.yaml relist-interval",
      "scenarios/failures/f44-window-of-one-scrape/adapter.yml rate-window",
      "scenarios/failures/f45-labels-not-there/prometheus.yml missing-target-label",
      "scenarios/failures/f46-label-summed-away/adapter.yml missing-group-by",
      "scenarios/failures/f56-counter-as-gauge/adapter.yml counter-as-gauge",
    ]),
  );
});

test("a ServiceMonitor that selects nothing, and one on a closed port, are found before they run", () => {
  const { findings } = lintPaths(["scenarios/service-monitor-selects-nothing"], { sets: [] });
  const found = findings.map(({ severity, rule, problem }) => `${severity} ${problem.file} ${rule}`);
  expect(found).toContain("warning scenarios/service-monitor-selects-nothing/monitoring.yaml monitor-selects-nothing");
  expect(errorsIn("scenarios/kubelet-on-10255")).toEqual([
    "scenarios/kubelet-on-10255/monitoring.yaml kubelet-read-only-port",
  ]);
});

test("nothing is wrong with the scenarios that work", () => {
  const working = readdirSync("scenarios", { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !["failures", "kubelet-on-10255"].includes(entry.name),
  );
  expect(working.flatMap(({ name }) => errorsIn(`scenarios/${name}`))).toEqual([]);
});
