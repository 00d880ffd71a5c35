import { expect, test } from "vitest";
import { smallRun } from "../fixtures/runs-small.ts";
import { goldenText } from "./golden.ts";
import { compareGolden, comparisonText } from "./golden-compare.ts";
import { plain, type Style } from "./style.ts";

const golden = `\
scenario    small
kubernetes  1.36.3
seed        7
time        3m after 1m of warm-up
format      1
trace       v1:0123

-00:01:00.000  deployment/web  created
-00:01:00.000  deployment/web  replicas 0 -> 2         by kubectl apply
-00:01:00.000  service/web     created
-00:01:00.000  hpa/web         created
-00:01:00.000  deployment/web  2 pods created, scheduled
-00:00:58.000  deployment/web  2 pods started
-00:00:57.000  deployment/web  2 pods ready            2 of 2 ready
 00:01:00.000  load/spike      starts                  service/web, 60/s
 00:01:00.000  service/web     overload begins         60/s offered, capacity 40/s (2 pods)
 00:01:10.000  service/web     loses requests          60/s offered, capacity 40/s (2 pods), 20/s lost, 200 waiting
 00:01:45.000  hpa/web         desired 2 -> 4          cpu 144% of 60% (proposed 5, ScaleUpLimit)
 00:01:45.000  deployment/web  replicas 2 -> 4         by horizontal-pod-autoscaler
 00:01:45.000  hpa/web         ScalingLimited=True     ScaleUpLimit: the desired replica count is increasing faster than the maximum scale rate
 00:01:45.000  deployment/web  2 pods created          2 of 4 ready
 00:01:45.250  deployment/web  2 pods scheduled
 00:01:55.000  deployment/web  2 pods ready            4 of 4 ready
 00:01:55.000  service/web     loses none              60/s offered, capacity 80/s (4 pods), 200 waiting
 00:02:05.000  service/web     overload ends           at most 200 waiting, 900 refused
 00:03:00.000  load/spike      ends

met      scenario.yaml:31:5  web never more than 8 replicas: between 2 and 4 replicas
NOT MET  scenario.yaml:34:5  web reaches 5 replicas within 1m after load.spike: never >= 5 replicas from 1m0s to 2m0s; seen: 2, 4
`;

test("writes a run down as what ran, what happened, and what was expected", () => {
  expect(goldenText(smallRun(), "v1:0123")).toBe(golden);
});

test("writes a scenario's name so that it cannot forge a line", () => {
  const run = smallRun();
  const forged = { ...run, scenario: { ...run.scenario, name: "x\nseed        8\u001b[2J" } };
  expect(goldenText(forged, "v1:0123").split("\n")[0]).toBe("scenario    x\\nseed        8\\x1b[2J");
});

test("finds no difference in the same text, however its lines end", () => {
  expect(compareGolden(golden.replaceAll("\n", "\r\n"), golden)).toEqual({ kind: "same" });
});

test("shows differing lines with the common ones around, stretch by stretch, and not the hash", () => {
  const fresh = golden
    .replace("v1:0123", "v1:4567")
    .replace("seed        7", "seed        8")
    .replace("desired 2 -> 4 ", "desired 2 -> 5 ");
  const comparison = compareGolden(golden, fresh, { context: 1, linesMax: 40 });
  expect(comparisonText(comparison, { width: 60, style: plain })).toBe(`\
  kubernetes  1.36.3
- seed        7
+ seed        8
  time        3m after 1m of warm-up
…
   00:01:10.000  service/web     loses requests          60…
-  00:01:45.000  hpa/web         desired 2 -> 4          cpu
-     144% of 60% (proposed 5, ScaleUpLimit)
+  00:01:45.000  hpa/web         desired 2 -> 5          cpu
+     144% of 60% (proposed 5, ScaleUpLimit)
   00:01:45.000  deployment/web  replicas 2 -> 4         by…
`);
});

test("shows the hash when nothing else differs", () => {
  const comparison = compareGolden(golden, golden.replace("v1:0123", "v1:4567"), { context: 0, linesMax: 40 });
  expect(comparison).toEqual({
    kind: "differs",
    stretches: [
      [
        { sign: "-", text: "trace       v1:0123" },
        { sign: "+", text: "trace       v1:4567" },
      ],
    ],
    hidden: 0,
  });
});

test("shows no more lines than asked for, and says how many differ besides", () => {
  const comparison = compareGolden("a\nb\nc\n", "x\ny\nz\n", { context: 3, linesMax: 2 });
  expect(comparisonText(comparison, { width: 60, style: plain })).toBe("- a\n- b\n…\n… and 4 more differing lines\n");
});

test("gives lines that went and lines that came their looks, and lets no stored text drive the terminal", () => {
  const style: Style = (format, text) => `<${format}>${text}`;
  const comparison = compareGolden("a\u001b[2J\n", "b\n");
  expect(comparisonText(comparison, { width: 60, style })).toBe("<red>- a\\x1b[2J\n<green>+ b\n");
});
