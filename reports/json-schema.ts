import { count, type JsonSchema, list, number, object, orNull, referenceMembers, text, timed } from "./schema-parts.ts";

const reference = object("Names one object.", referenceMembers);

const scenario = object("What ran.", {
  name: text(""),
  description: text("Empty when the scenario has none."),
  seed: number("With the same scenario, seed and version of kubewind a run comes out the same."),
  kubernetes: text("The release that ran, such as 1.36.3."),
  traceHash: text("The fingerprint of everything that happened: its version and SHA-256."),
  start: { type: "string", format: "date-time", description: "The scenario's zero in the wind tunnel's time." },
  warmupSeconds: number("How long the objects were there before zero."),
  durationSeconds: number("From zero to the end."),
});

const response = object("Time from request to answer, in seconds, to the microsecond.", {
  mean: number(""),
  p50: number("Half of the answers took no longer."),
  p95: number(""),
  p99: number(""),
});

const summary = object("The run in a few numbers, from zero to the end.", {
  workloads: list(
    "Replicas by workload.",
    object("", {
      ...referenceMembers,
      replicasMin: count("Of spec.replicas."),
      replicasMax: count("Of spec.replicas."),
      replicasLast: count("Of spec.replicas, at the end."),
      changes: count("How often spec.replicas changed."),
      replicaHours: number("The integral of status.replicas over time, in millionths."),
    }),
  ),
  targets: list(
    "Requests by target of load. They are counted as a fluid, so not whole; in thousandths, and 0 only where there was nothing.",
    object("", {
      target: text("Such as Service default/web."),
      offered: number("Requests that came."),
      served: number("Requests that were answered."),
      refused: number("Requests for which there was no room, or no ready pod."),
      timedOut: number("Requests that gave up waiting."),
      queuedMax: number("The most that waited at once because more came than could be served."),
      responseSeconds: orNull(response),
    }),
  ),
});

const verdict = timed("Whether the run did what one expectation says; the instant is the one that decided.", {
  text: text("The expectation as the user wrote it."),
  place: text("Where it stands: file, line and column."),
  isMet: { type: "boolean" },
  because: text("What was seen."),
});

const podCounts = object("Pods by what the HPA made of them.", {
  ready: count("Their samples count."),
  unready: count("Not ready, or not for long enough."),
  missing: count("Without a sample."),
  ignored: count("Failed or being deleted."),
});

const metric: JsonSchema = {
  anyOf: [
    object("A metric that could not be read or computed.", {
      name: text("Such as cpu."),
      target: text("Such as 60%."),
      kind: { const: "failure" },
      cause: text("As the HPA's event has it."),
    }),
    object("A metric and the replicas that it proposed.", {
      name: text("Such as cpu."),
      target: text("Such as 60%."),
      kind: { const: "proposal" },
      current: text("In the form of the target."),
      usageRatio: orNull(number("Current value over target; null when it is not finite.")),
      filledUsageRatio: orNull(number("The ratio with missing and unready pods filled in; null when none was.")),
      rule: text("The rule that decided, such as within-tolerance."),
      replicas: number("The proposal."),
      pods: orNull(podCounts),
    }),
  ],
};

const path = object("From the largest proposal to the count that was written.", {
  proposed: number(""),
  stabilized: number("After the recommendations of the stabilization windows."),
  stabilization: text("Reason of the condition AbleToScale at that point."),
  heldBy: orNull(timed("When the older recommendation was made that changed the proposal.", {})),
  limited: number("After rates, minimum and maximum."),
  limiter: text("Reason of the condition ScalingLimited."),
});

const decision = timed("A pass of an HPA that rescaled, or that came out otherwise than the one before.", {
  hpa: reference,
  currentReplicas: count("spec.replicas of the target when the pass began."),
  writtenReplicas: orNull(count("What the pass wrote.")),
  metrics: list("In the order of spec.metrics; empty where the pass did not look at them.", metric),
  path: orNull(path),
  outcome: text("In words."),
});

const replicas = list("A count holds until the next.", timed("", { replicas: count("") }));

const timeline = object("What held when: each value from its instant until the next.", {
  replicas: list(
    "Replicas by workload.",
    object("", { ...referenceMembers, spec: { ...replicas }, ready: { ...replicas } }),
  ),
  autoscalers: list(
    "HorizontalPodAutoscalers and the statuses that the controller wrote.",
    object("", {
      ...referenceMembers,
      status: list(
        "",
        timed("", {
          currentReplicas: count(""),
          desiredReplicas: count(""),
          metrics: list(
            "In the order of spec.metrics; empty when the pass read none.",
            object("", {
              name: text(""),
              current: text("Empty when the metric could not be read."),
              target: text(""),
              ratio: orNull(number("Current value over target; null when it is not known or not finite.")),
            }),
          ),
        }),
      ),
    }),
  ),
});

const event = timed("An event; one that came again before a minute went by without it is counted, not repeated.", {
  involved: reference,
  component: text("Who recorded it."),
  type: { enum: ["Normal", "Warning"] },
  reason: text(""),
  message: text(""),
  count: count(""),
  last: timed("When it came last.", {}),
});

const storedEvent = object(
  "An event as the cluster stored it: equal ones counted, similar ones combined, those beyond the spam filter's budget dropped.",
  {
    involved: reference,
    source: text("Who recorded it."),
    type: { enum: ["Normal", "Warning"] },
    reason: text(""),
    message: text("Begins with (combined from similar events) where it stands for several."),
    count: count("Dropped ones included."),
    first: timed("firstTimestamp: whole seconds.", {}),
    last: timed("lastTimestamp: whole seconds.", {}),
    expires: timed("When it goes, unless it comes again; perhaps before the end of the run.", {}),
  },
);

/** The JSON Schema of the document of a run, which is `RunDocument` of `json.ts`. */
export const runSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Run",
  ...object("One run of a scenario in kubewind.", {
    schemaVersion: { const: 1 },
    kind: { const: "kubewind.dev/Run" },
    scenario,
    summary,
    verdicts: list("In the order of the scenario.", verdict),
    decisions: list("In order of time.", decision),
    timeline,
    events: list("In order of time.", event),
    storedEvents: list(
      "By when each was recorded first; one that expired and came again stands twice. Without those of the scheduler's events.k8s.io.",
      storedEvent,
    ),
    ignored: list("Objects of the manifests that the wind tunnel does not act on, in words.", { type: "string" }),
    notes: list("What else a reader should know.", { type: "string" }),
  }),
};
