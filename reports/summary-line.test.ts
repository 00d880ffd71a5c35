import { expect, test } from "vitest";
import { smallRun } from "../fixtures/runs-small.ts";
import { plain } from "./style.ts";
import { isGood, type ScenarioOutcome, summaryLines } from "./summary-line.ts";

const run = smallRun();
const metRun = { ...run, verdicts: run.verdicts.filter(({ isMet }) => isMet) };
const good: ScenarioOutcome = { name: "checkout", kind: "played", run: metRun, golden: "same" };
const missed: ScenarioOutcome = { name: "spike", kind: "played", run, golden: "absent" };
const changed: ScenarioOutcome = { name: "wave", kind: "played", run: metRun, golden: "differs" };
const failed: ScenarioOutcome = {
  name: "broken",
  kind: "failed",
  because: "scenario.yaml:3:4: no such field\nRemove it.",
};

test("gives each scenario a line, what is wrong below it, and counts them", () => {
  expect(summaryLines([good, missed, changed, failed], { width: 80, style: plain })).toBe(`\
✓ checkout  1/1 met  replicas 2..4  p95 5.05s  12.5% lost
✗ spike     1/2 met  replicas 2..4  p95 5.05s  12.5% lost
    scenario.yaml:34:5  web reaches 5 replicas within 1m after load.spike:
      never >= 5 replicas from 1m0s to 2m0s; seen: 2, 4
✗ wave      1/1 met  replicas 2..4  p95 5.05s  12.5% lost
    the run differs from its golden trace
✗ broken    not played
    scenario.yaml:3:4: no such field
    Remove it.

4 scenarios, 3 not as expected.
`);
});

test("leaves out what does not fit, rather than half of it", () => {
  expect(summaryLines([good], { width: 40, style: plain }).split("\n")[0]).toBe("✓ checkout  1/1 met  replicas 2..4");
});

test("is content when all are as expected, and says so when there is none", () => {
  expect([good, missed, changed, failed].map(isGood)).toEqual([true, false, false, false]);
  expect(summaryLines([good], { width: 80, style: plain }).split("\n").at(-2)).toBe("1 scenario, all as expected.");
  expect(summaryLines([], { width: 80, style: plain })).toBe("\nNo scenario was found.\n");
});
