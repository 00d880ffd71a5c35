import { expect, test } from "vitest";
import { agreeingReplay, divergedReplay } from "../../fixtures/replays.ts";
import { replayPlotData } from "./plot-data.ts";

test("has the replicas and readings of both runs, and the load that they had in common", () => {
  const { series, begin, end } = replayPlotData(agreeingReplay());
  expect({ begin, end }).toEqual({ begin: -60, end: 180 });
  expect(series.map(({ whose = "both", about, role }) => `${whose} ${about} ${role}`)).toEqual([
    "real deployment/web desired",
    "real deployment/web ready",
    "simulated deployment/web ready",
    "simulated deployment/web desired",
    "real hpa/web cpu utilisation",
    "simulated hpa/web cpu utilisation",
    "both service/web offered",
  ]);
  expect(series.at(-1)?.points).toEqual({ x: [0, 60, 180], y: [0, 60, 0] });
});

test("counts the instants of both from the zero of the real run", () => {
  const replay = agreeingReplay();
  const { trace } = replay.simulated;
  const moved = { ...trace, zero: replay.recorded.start };
  const { series } = replayPlotData({ ...replay, simulated: { ...replay.simulated, trace: moved } });
  expect(series).toEqual(replayPlotData(replay).series);
});

test("marks the rescales of both runs with what was said of them", () => {
  const { marks, markNoun } = replayPlotData(divergedReplay());
  expect(markNoun).toBe("rescale");
  expect(marks.map(({ whose, clock, from, to, why }) => [whose, clock, from, to, why.at(-1)])).toEqual([
    [
      "simulated",
      "00:01:45.000",
      2,
      4,
      "2 -> 4 replicas: cpu resource utilization (percentage of request) above target",
    ],
    [
      "real",
      "00:01:46.200",
      2,
      3,
      "New size: 3; reason: cpu resource utilization (percentage of request) above target",
    ],
  ]);
});

test("marks where the two part, if they do", () => {
  expect(replayPlotData(divergedReplay()).parting).toEqual({
    at: 105,
    text: "first divergence: rescales of deployment/web",
  });
  expect(replayPlotData(agreeingReplay())).not.toHaveProperty("parting");
});
