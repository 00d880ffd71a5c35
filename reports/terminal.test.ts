import { expect, test } from "vitest";
import { cpuSpike, longDay, overload, twelveWorkloads } from "../fixtures/runs.ts";
import { renamedRun, smallRun } from "../fixtures/runs-small.ts";
import type { Run } from "../sim/run.ts";
import { zeroDuration } from "../sim/units.ts";
import type { RunReport } from "./report.ts";
import { plain, type Style } from "./style.ts";
import { terminalReport } from "./terminal.ts";
import { widthOf } from "./text-width.ts";

const reportOf = (run: Run): RunReport => ({ run, traceHash: "v1:0123", ignored: [], notes: [] });

test("tells a run on 80 columns: over time, decisions, numbers, verdicts with the timeline around a miss", () => {
  const ignored = ["PodDisruptionBudget default/web: kubewind does not model disruption"];
  const notes = ["The readiness probe of web asks over HTTP; readyAfter of the scenario decides when it succeeds."];
  expect(terminalReport({ ...reportOf(smallRun()), ignored, notes }, { width: 80, style: plain })).toBe(`\
small
Two replicas become four
Kubernetes 1.36.3, seed 7, 3m, warm-up 1m

replicas  deployment/web  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄██████████████  2 .. 4
offered   service/web               ███████████████████████  0 .. 60/s
served    service/web               ▄▄▄▄▄▄▄▄▄▄▄██▆▆▆▆▆▆▆▆▆▆  0 .. 80/s
refused   service/web                 ██████████             0 .. 20/s
cpu       hpa/web                            ██████████████  0 .. 240% of target
                          0          1m         2m         3m

 00:01:45  hpa/web  2 -> 4     cpu 144% of 60% (proposed 5, ScaleUpLimit)

requests     served  queue max  refused  timed out   mean   p50    p95    p99
service/web   6,300        200      900          0  1.91s  52ms  5.05s  5.05s

replicas        min  max  last  changes  replica-hours
deployment/web    2    4     4        1         0.1417

✓ web never more than 8 replicas                              scenario.yaml:31:5
    between 2 and 4 replicas
✗ web reaches 5 replicas within 1m after load.spike           scenario.yaml:34:5
    never >= 5 replicas from 1m0s to 2m0s; seen: 2, 4
    │  00:01:45.000  hpa/web         ScalingLimited=True  ScaleUpLimit: the des…
    │  00:01:45.000  deployment/web  2 pods created       2 of 4 ready
    │  00:01:45.250  deployment/web  2 pods scheduled
    │  00:01:55.000  deployment/web  2 pods ready         4 of 4 ready
    │  00:01:55.000  service/web     loses none           60/s offered, capacit…
    ├─ 00:02:00.000 ────────────────────────────────────────
    │  00:02:05.000  service/web     overload ends        at most 200 waiting, …
    │  00:03:00.000  load/spike      ends

Not played (1 object)
  - PodDisruptionBudget default/web: kubewind does not model disruption

Notes
  - The readiness probe of web asks over HTTP; readyAfter of the scenario
    decides when it succeeds.

1 of 2 expectations not met.
`);
});

test("colours what matters, and nothing else", () => {
  const style: Style = (format, text) => `<${format}>${text}</${format}>`;
  const coloured = terminalReport(reportOf(smallRun()), { width: 80, style });
  const marked = coloured.split("\n").filter((line) => /<(red|green|bold)>/.test(line) && !/[▁-█]/.test(line));
  expect(marked).toEqual([
    "<bold>small</bold>",
    " 00:01:45  hpa/web  <bold>2 -> 4</bold>     cpu 144% of 60% (proposed 5, ScaleUpLimit)",
    "<green>✓</green> web never more than 8 replicas                              <dim>scenario.yaml:31:5</dim>",
    "<red>✗</red> web reaches 5 replicas within 1m after load.spike           <dim>scenario.yaml:34:5</dim>",
    "<red>    ├─ 00:02:00.000 ────────────────────────────────────────</red>",
    "<red>1 of 2 expectations not met.</red>",
  ]);
  expect(coloured.replace(/<\/?\w+>/g, "")).toBe(terminalReport(reportOf(smallRun()), { width: 80, style: plain }));
});

const runs = { cpuSpike, overload, longDay, twelveWorkloads } as const;

test.for(Object.keys(runs) as (keyof typeof runs)[])("keeps within the width, whatever it is: %s", (name) => {
  const report = reportOf(runs[name]());
  for (const width of [40, 60, 80, 140]) {
    const wide = terminalReport(report, { width, style: plain })
      .split("\n")
      .filter((line) => widthOf(line) > width);
    expect(wide).toEqual([]);
  }
});

test("tells the same on 40 columns, one thing below the other", () => {
  expect(terminalReport(reportOf(smallRun()), { width: 40, style: plain })).toBe(`\
small
Two replicas become four
Kubernetes 1.36.3, seed 7, 3m, warm-up
1m

replicas  deployment/web  2 .. 4
▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄███████████████
offered  service/web  0 .. 60/s
           █████████████████████████
served  service/web  0 .. 80/s
           ▄▄▄▄▄▄▄▄▄▄▄███▆▆▆▆▆▆▆▆▆▆▆
refused  service/web  0 .. 20/s
             ██████████
cpu  hpa/web  0 .. 240% of target
                     ███████████████
0           1m          2m          3m

 00:01:45  hpa/web  2 -> 4
           cpu 144% of 60% (proposed 5,
           ScaleUpLimit)

requests     served  queue max
service/web   6,300        200
requests     refused  timed out
service/web      900          0
requests      mean   p50    p95    p99
service/web  1.91s  52ms  5.05s  5.05s

replicas        min  max  last
deployment/web    2    4     4
replicas        changes  replica-hours
deployment/web        1         0.1417

✓ web never more than 8 replicas
  scenario.yaml:31:5
    between 2 and 4 replicas
✗ web reaches 5 replicas within 1m after
  load.spike
  scenario.yaml:34:5
    never >= 5 replicas from 1m0s to
    2m0s; seen: 2, 4
    │ 00:01:45  hpa/web
    │   ScalingLimited=True
    │   ScaleUpLimit: the desired
    │   replica count is increasing fas…
    │ 00:01:45  deployment/web
    │   2 pods created
    │   2 of 4 ready
    │ 00:01:45  deployment/web
    │   2 pods scheduled
    │ 00:01:55  deployment/web
    │   2 pods ready
    │   4 of 4 ready
    │ 00:01:55  service/web  loses none
    │   60/s offered, capacity 80/s (4
    │   pods), 200 waiting
    ├─ 00:02:00.000 ────────────────────
    │ 00:02:05  service/web
    │   overload ends
    │   at most 200 waiting, 900 refused
    │ 00:03:00  load/spike  ends

1 of 2 expectations not met.
`);
});

test("says whether all, some or none of the expectations are met, and leaves out a warm-up that there is not", () => {
  const run = smallRun();
  const [met, missed] = [run.verdicts[0]!, run.verdicts[1]!];
  const lastLine = (verdicts: Run["verdicts"]): string | undefined =>
    terminalReport(reportOf({ ...run, verdicts }), { width: 80, style: plain })
      .split("\n")
      .at(-2);
  expect([[met], [met, met], [missed], [met, missed], [missed, missed]].map(lastLine)).toEqual([
    "1 expectation met.",
    "2 expectations met.",
    "The expectation is not met.",
    "1 of 2 expectations not met.",
    "None of the 2 expectations is met.",
  ]);
  const cold: Run = { ...run, scenario: { ...run.scenario, warmup: zeroDuration } };
  expect(terminalReport(reportOf(cold), { width: 80, style: plain }).split("\n")[2]).toBe(
    "Kubernetes 1.36.3, seed 7, 3m",
  );
});

test("says so when no HPA did anything and nothing is expected", () => {
  const run = smallRun();
  const empty: Run = {
    ...run,
    verdicts: [],
    summary: { workloads: [], targets: [] },
    trace: { ...run.trace, facts: [] },
  };
  expect(terminalReport(reportOf(empty), { width: 80, style: plain })).toBe(`\
small
Two replicas become four
Kubernetes 1.36.3, seed 7, 3m, warm-up 1m

No HPA changed the replicas.

The scenario expects nothing.
`);
});

test("lets no name drive the terminal", () => {
  const evil = "\u001b]0;owned\u0007\u009b2J\u202e\u2028";
  const report = { ...reportOf(renamedRun(evil)), ignored: [evil], notes: [evil] };
  const text = terminalReport(report, { width: 80, style: plain });
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
  expect(text.split("\n")[0]).toBe("\\x1b]0;owned\\x07\\x9b2J\\u202e\\u2028");
});
