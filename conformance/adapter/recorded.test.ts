import { expect, test } from "vitest";
import { compareAnswers, compareAsked, compareStart } from "./compare.ts";
import { startOurAdapter } from "./ours.ts";
import { readRecording } from "./record.ts";

const { configs } = readRecording("fixtures/recorded/prometheus-adapter/api.json.gz");

test("starts, lists and answers as a real prometheus-adapter did", () => {
  const differences = configs.flatMap(({ calls, exit, ...start }) => {
    const ours = startOurAdapter(start);
    const wrongStart = compareStart(ours, exit);
    if (wrongStart !== undefined || ours.kind === "exited") {
      return wrongStart === undefined ? [] : [{ ...wrongStart, config: start.text }];
    }
    const wrongCalls = calls.flatMap(({ call, exchanges, answer }) => {
      const mine = ours.ask(call, exchanges);
      const wrong = compareAnswers(mine.answer, answer) ?? compareAsked(mine.asked, exchanges, call);
      return wrong === undefined ? [] : [{ ...wrong, call, config: start.text }];
    });
    const wrongListing = compareAsked(ours.asked, start.listing);
    return [...(wrongListing === undefined ? [] : [{ ...wrongListing, config: start.text }]), ...wrongCalls];
  });
  expect(differences).toEqual([]);
});

test("has answers of each kind", () => {
  const calls = configs.flatMap((config) => config.calls);
  expect(calls.length).toBeGreaterThan(300);
  expect(configs.filter(({ exit }) => exit !== undefined).length).toBeGreaterThan(3);
  const kinds = ["MetricValueList", "ExternalMetricValueList", "PodMetricsList", "NodeMetricsList", "APIResourceList"];
  const found = (kind: string): boolean =>
    calls.some(({ answer }) => answer.status === 200 && answer.body.startsWith(`{"kind":"${kind}"`));
  expect(kinds.filter((kind) => !found(kind))).toEqual([]);
});
