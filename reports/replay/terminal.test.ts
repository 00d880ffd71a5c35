import { expect, test } from "vitest";
import { agreeingReplay, divergedReplay, doubtfulReplay, renamedReplay } from "../../fixtures/replays.ts";
import { plain, type Style } from "../style.ts";
import { widthOf } from "../text-width.ts";
import { replayReport } from "./terminal.ts";

test("tells a replay that agrees: both timelines below each other, rescales, comparisons, expectations, self checks", () => {
  expect(replayReport(agreeingReplay(), { width: 100, style: plain })).toBe(`\
small on kind
Two replicas become four
2026-11-21, kubernetes 1.36.3, metrics-server 0.9.0, kind 0.32.0, k6 1.4.2, node of 4 cores and
16Gi, 3m, warm-up 1m

AGREES
The simulation did what the run on kind did: all 4 comparisons are within their bands.
Largest differences: rescales apart 1.2s, replicas apart 2, replicas unequal 0.417% of the time,
readings apart 3 points, as a whole 1s early.

replicas real       deployment/web  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄██████████████████  2 .. 4
replicas simulated  deployment/web  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄██████████████████  2 .. 4
load of both        service/web                   █████████████████████████████  0 .. 60/s
cpu real            hpa/web                                  ██████████████████  0 .. 235% of target
cpu simulated       hpa/web                                  ██████████████████  0 .. 240% of target
                                    0             1m             2m            3m

  rescales                      real           simulated       apart
✓ deployment/web  00:01:46.2  2 -> 4  00:01:45.0  2 -> 4  1.2s early

  aspect       subject         compared  allowed                     seen
✓ rescales     deployment/web         1  the same, within 32.0 s     all 1, at most 1.2 s apart
✓ replicas     deployment/web       240  at least 90 % equal         99.6 % equal
✓ utilisation  hpa/web cpu           15  within 10 points            at most 3.0 points apart
✓ events       hpa/web                1  the same in the same order  all 1

Expected of both
  web never more than 8 replicas
    ✓ both       between 2 and 4 replicas
  web stays at 4 replicas after 2m
    ✓ both       always 4 replicas
  p95 of web below 10s
    · real       not judged: what came of the requests was not recorded
    ✓ simulated  p95 5.05s (wanted <= 10s)

Checks of the run itself
✓ the load came as planned
    7200 of 7200 requests began, none dropped
✓ the node had CPU to spare
    at most 41 % of 4 cores were used

The simulation agrees with the run.
`);
});

test("tells on 80 columns where a replay diverged, and what most likely lies behind it", () => {
  expect(replayReport(divergedReplay(), { width: 80, style: plain })).toBe(`\
small on kind
Two replicas become four
2026-11-21, kubernetes 1.36.3, metrics-server 0.9.0, kind 0.32.0, k6 1.4.2, node
of 4 cores and 16Gi, 3m, warm-up 1m

DIVERGED
The simulation parted from the run on kind at 00:01:45.000, in the rescales of
deployment/web; 1 of 4 comparisons is outside its band.
Largest differences: rescales apart 0.0s, replicas apart 1, replicas unequal
9.6% of the time, readings apart 3 points.

First divergence at 00:01:45.000
  where      rescales of deployment/web
  real       2 -> 3 at 1m46.2s
  simulated  2 -> 4 at 1m45.0s
  likely     both read the same and decided otherwise: a flag or a rule of the
             HPA is not the same

replicas real       deployment/web  ▄▄▄▄▄▄▄▄▄▄▄▄▄▆▆▆▆▆▆▆▆▆▆  2 .. 3
replicas simulated  deployment/web  ▄▄▄▄▄▄▄▄▄▄▄▄▄██████████  2 .. 4
load of both        service/web            ████████████████  0 .. 60/s
cpu real            hpa/web                      ██████████  0 .. 235% of target
cpu simulated       hpa/web                      ██████████  0 .. 240% of target
                                    0              2m

  rescales                      real           simulated       apart
✗ deployment/web  00:01:46.2  2 -> 3  00:01:45.0  2 -> 4  1.2s early

✗ rescales     deployment/web (1)
    number 1 differs (the same, within 32.0 s)
✓ replicas     deployment/web (240)
    90.4 % equal (at least 90 % equal)
✓ utilisation  hpa/web cpu (15)
    at most 3.0 points apart (within 10 points)
✓ events       hpa/web (1)
    all 1 (the same in the same order)

Expected of both
  web never more than 8 replicas
    ✓ real       between 2 and 3 replicas
    ✓ simulated  between 2 and 4 replicas
  web stays at 4 replicas after 2m
    ✗ real       3 replicas at 2m0s
    ✓ simulated  always 4 replicas
  p95 of web below 10s
    · real       not judged: what came of the requests was not recorded
    ✓ simulated  p95 5.05s (wanted <= 10s)

Checks of the run itself
✓ the load came as planned
    7200 of 7200 requests began, none dropped
✓ the node had CPU to spare
    at most 41 % of 4 cores were used

The simulation diverged from the run.
`);
});

test("colours the verdict, the marks, and nothing else", () => {
  const style: Style = (format, text) => `<${format}>${text}</${format}>`;
  const coloured = replayReport(divergedReplay(), { width: 100, style });
  const marked = coloured.split("\n").filter((line) => /<(red|bold)>/.test(line) && !/[▁-█]/.test(line));
  expect(marked).toEqual([
    "<bold>small on kind</bold>",
    "<red>DIVERGED</red>",
    "<red>First divergence at 00:01:45.000</red>",
    "<red>✗</red> deployment/web  00:01:46.2  2 -> 3  00:01:45.0  2 -> 4  1.2s early",
    "<red>✗</red> rescales     deployment/web         1  the same, within 32.0 s     number 1 differs",
    "    <red>✗</red> real       3 replicas at 2m0s",
    "<red>The simulation diverged from the run.</red>",
  ]);
  expect(coloured.replace(/<\/?\w+>/g, "")).toBe(replayReport(divergedReplay(), { width: 100, style: plain }));
});

test("keeps within the width, whatever it is", () => {
  for (const replay of [agreeingReplay(), divergedReplay(), doubtfulReplay()]) {
    for (const width of [40, 60, 80, 100, 140]) {
      const lines = replayReport(replay, { width, style: plain }).split("\n");
      expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
    }
  }
});

test("doubts a run that failed its own checks, though the simulation agrees with it", () => {
  const text = replayReport(doubtfulReplay(), { width: 100, style: plain });
  expect(text).toContain("\nAGREES\n");
  expect(text).toContain("\nThe run itself is in doubt: 1 of its 2 self checks failed.\n");
  expect(text).toContain("\n✗ the load came as planned\n    6912 of 7200 requests began, 288 were dropped\n");
  expect(text).toMatch(/\nThe simulation agrees with a run that failed its own checks\.\n$/);
});

test("lets no name drive the terminal", () => {
  const evil = "\u001b]0;owned\u0007\u009b2J\u202e\u2028";
  const text = replayReport(renamedReplay(evil), { width: 80, style: plain });
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
  expect(text.split("\n")[0]).toBe(
    "\\x1b]0;owned\\x07\\x9b2J\\u202e\\u2028 on \\x1b]0;owned\\x07\\x9b2J\\u202e\\u2028",
  );
});
