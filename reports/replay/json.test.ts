import { expect, test } from "vitest";
import { z } from "zod";
import { agreeingReplay, divergedReplay, doubtfulReplay, renamedReplay } from "../../fixtures/replays.ts";
import { closed } from "../test-closed-schema.ts";
import { replayDocument } from "./json.ts";
import { replaySchema } from "./json-schema.ts";

const validator = z.fromJSONSchema(closed(replaySchema));

test.for([
  ["agreeing", agreeingReplay()],
  ["diverged", divergedReplay()],
  ["doubtful", doubtfulReplay()],
  ["renamed", renamedReplay("\u0000</script>")],
] as const)("every document keeps to its schema, and every member is described: %s", ([, replay]) => {
  const document: unknown = JSON.parse(JSON.stringify(replayDocument(replay)));
  expect(validator.safeParse(document).error).toBeUndefined();
});

test("the schema refuses what is no such document", () => {
  const document = replayDocument(divergedReplay());
  const { verdict, provenance } = document;
  const wrong: readonly unknown[] = [
    { ...document, kind: "kubewind.dev/Run" },
    { ...document, surprise: true },
    { ...document, provenance: { ...provenance, versions: { kind: 1 } } },
    { ...document, verdict: { ...verdict, firstDivergence: {} } },
    { ...document, rescales: { real: document.rescales.real } },
  ];
  expect(wrong.map((one) => validator.safeParse(one).success)).toEqual([false, false, false, false, false]);
});

test("has the verdict with the first divergence, by seconds from zero and as RFC 3339", () => {
  const { verdict, rescales } = replayDocument(divergedReplay());
  const { agrees, shiftSeconds, largestDifferences, findings, firstDivergence } = verdict;
  expect({ agrees, shiftSeconds, largestDifferences }).toEqual({
    agrees: false,
    shiftSeconds: 0,
    largestDifferences: { replicas: 1, replicasShare: 0.096, seconds: 0, points: 3 },
  });
  expect(findings.map(({ aspect, agrees: isFine, divergence }) => [aspect, isFine, divergence?.real])).toEqual([
    ["rescales", false, "2 -> 3 at 1m46.2s"],
    ["replicas", true, undefined],
    ["utilisation", true, undefined],
    ["events", true, undefined],
  ]);
  expect(firstDivergence).toEqual({
    at: 105,
    time: "2026-01-15T10:06:45Z",
    aspect: "rescales",
    subject: "deployment/web",
    real: "2 -> 3 at 1m46.2s",
    simulated: "2 -> 4 at 1m45.0s",
    cause: "both read the same and decided otherwise: a flag or a rule of the HPA is not the same",
  });
  const workload = { kind: "Deployment", namespace: "default", name: "web" };
  expect(rescales).toEqual({
    real: [{ at: 106.2, time: "2026-01-15T10:06:46.2Z", workload, from: 2, to: 3 }],
    simulated: [{ at: 105, time: "2026-01-15T10:06:45Z", workload, from: 2, to: 4 }],
  });
});

test("judges every expectation on both runs, and says null where nobody watched", () => {
  const { expectations } = replayDocument(divergedReplay());
  expect(expectations.map(({ text, real, simulated }) => [text, real?.isMet ?? null, simulated.isMet])).toEqual([
    ["web never more than 8 replicas", true, true],
    ["web stays at 4 replicas after 2m", false, true],
    ["p95 of web below 10s", null, true],
  ]);
});
