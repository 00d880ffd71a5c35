import { expect, test } from "vitest";
import { toFetchHandler } from "../../serve/fetch-adapter.ts";
import { createOurs } from "./ours.ts";
import { randomOf } from "./random.ts";
import { type RecordedRemoteAnswer, readRecording } from "./record.ts";
import { askRemote, compareRemote, shownAnswers } from "./remote-contest.ts";
import { seriesFor } from "./samples.ts";

const recording = readRecording<RecordedRemoteAnswer>("fixtures/recorded/prometheus/remote.json.gz");

test("remote write and read of a real Prometheus are ours, too", async () => {
  const { seed, base, answers } = recording;
  let now = base;
  const ours = toFetchHandler(
    createOurs(seriesFor(randomOf(seed), base), () => now),
    { user: "", groups: [] },
  );
  const different: string[] = [];
  for (const { call, at, answer } of answers) {
    now = at;
    const mine = await askRemote(ours, "http://prometheus:9090", call);
    if (compareRemote(mine, answer) === "different") different.push(`${call.path}\n${shownAnswers(mine, answer)}`);
  }
  expect(different).toEqual([]);
  const statuses = new Set(answers.map(({ answer }) => answer.status));
  expect([...statuses].sort()).toEqual([200, 204, 400, 405, 415, 422, 500]);
});
