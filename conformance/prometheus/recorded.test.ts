import { expect, test } from "vitest";
import { askOurs } from "./ask.ts";
import { compareAnswers } from "./compare.ts";
import { isTranscendental } from "./generate-query.ts";
import { createOurs } from "./ours.ts";
import { randomOf } from "./random.ts";
import { readRecording } from "./record.ts";
import { seriesFor } from "./samples.ts";

const recording = readRecording("fixtures/recorded/prometheus/http-api.json.gz");

test("every recorded answer of a real Prometheus is ours, too", () => {
  const { seed, base, answers } = recording;
  let now = base;
  const ours = createOurs(seriesFor(randomOf(seed), base), () => now);
  const different = answers.flatMap(({ call, at, answer }) => {
    now = at;
    const mine = askOurs(ours, call);
    const query = call.parameters.find(([name]) => name === "query")?.[1] ?? "";
    return compareAnswers(mine, answer, isTranscendental(query)) === "different" ? [{ call, mine, answer }] : [];
  });
  expect(different).toEqual([]);
  expect(answers.length).toBeGreaterThan(300);
});
