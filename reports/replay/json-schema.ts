import {
  count,
  type JsonSchema,
  list,
  number,
  object,
  orNull,
  referenceMembers,
  text,
  timed,
} from "../schema-parts.ts";

const scenario = object("What was replayed.", {
  name: text(""),
  description: text("Empty when the scenario has none."),
  start: { type: "string", format: "date-time", description: "The scenario's zero by the clock of the real run." },
  warmupSeconds: number("How long the objects were to be there before zero."),
  durationSeconds: number("From zero to the end."),
});

const provenance = object("What the real run was.", {
  scenario: text("As it was named: scenarios/on-kind/cpu-walkthrough."),
  target: text("What it was played on: kind, or simulated."),
  date: text("Such as 2026-11-21; empty where it has none."),
  versions: {
    type: "object",
    description: "Of each thing that took part, its version: kubernetes, metrics-server, kind, k6.",
    additionalProperties: { type: "string" },
  },
  node: object("The machine that the pods ran on; amounts as the API prints them.", {
    cpu: text(""),
    memory: text(""),
    pods: text(""),
  }),
});

const aspect: JsonSchema = { enum: ["rescales", "replicas", "utilisation", "conditions", "events"] };

const parting = {
  real: text("What the real run had, in words."),
  simulated: text("What the simulation had, in words."),
} as const;

const subject = text("Such as deployment/web, hpa/web, hpa/web cpu.");

const verdict = object("Whether the simulation agrees with the real run, and by how much.", {
  agrees: { type: "boolean" },
  shiftSeconds: number("By how much the simulation as a whole is early (positive) or late, at its best."),
  assumed: text("What was assumed of the run where its record leaves it open; empty for the plainest."),
  largestDifferences: object("", {
    replicas: count("Between the replicas of one instant, after the shift."),
    replicasShare: number("Share of the time in which the replicas differ, after the shift: 0 to 1."),
    seconds: number("Between the times of one rescale."),
    points: number("Between two readings of one sync, in percentage points; of an amount, in percent of its target."),
  }),
  findings: list(
    "One for each thing that was compared.",
    object("", {
      aspect,
      subject,
      compared: count("How many single comparisons."),
      band: text("What is allowed, in words."),
      seen: text("What was seen, in words."),
      agrees: { type: "boolean" },
      divergence: orNull(timed("Where the two part in this; null where they do not.", parting)),
    }),
  ),
  firstDivergence: orNull(
    timed("The earliest of them all; null when the two agree.", {
      ...{ aspect, subject, ...parting },
      cause: text("What most likely lies behind it."),
    }),
  ),
});

const rescales = list(
  "Changes of spec.replicas after the beginning, in order of time.",
  timed("", { workload: object("", referenceMembers), from: count(""), to: count("") }),
);

const judgement = timed("Whether the run did what is expected; the instant is the one that decided.", {
  isMet: { type: "boolean" },
  because: text("What was seen."),
});

/** The JSON Schema of the document of a replay, which is `ReplayDocument` of `json.ts`. */
export const replaySchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Replay",
  ...object("A scenario that was played on a target, the simulation of the same, and whether they agree.", {
    schemaVersion: { const: 1 },
    kind: { const: "kubewind.dev/Replay" },
    scenario,
    provenance,
    verdict,
    rescales: object("By whose they are.", { real: rescales, simulated: rescales }),
    expectations: list(
      "In the order of the scenario.",
      object("", {
        text: text("The expectation as the user wrote it."),
        place: text("Where it stands: file, line and column."),
        real: orNull(judgement),
        simulated: judgement,
      }),
    ),
    selfChecks: list(
      "What the real run says of itself: whether it can be believed.",
      object("", { name: text(""), isMet: { type: "boolean" }, because: text("What was seen.") }),
    ),
  }),
};
