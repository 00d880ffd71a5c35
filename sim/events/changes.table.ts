import type { VersionHistory } from "../version.ts";

/** What shares one budget of events: all events of a component about an object, or those of one type. */
export type SpamBudget = "object" | "object-and-type";

/** The API through which the scheduler records. */
export type SchedulerEvents = "core" | "events.k8s.io";

/** What changed in the recorder of events since 1.11. */
export const eventChanges: {
  readonly spamBudget: VersionHistory<SpamBudget>;
  readonly schedulerEvents: VersionHistory<SchedulerEvents>;
} = {
  spamBudget: {
    initially: "object",
    changes: [
      {
        since: "1.32.0",
        value: "object-and-type",
        what: "Normal and Warning events about an object have a budget of 25 each, no longer one together",
        source: "client-go tools/record/events_cache.go getSpamKey",
      },
    ],
  },
  schedulerEvents: {
    initially: "core",
    changes: [
      {
        since: "1.16.0",
        value: "events.k8s.io",
        what: "the scheduler records through events.k8s.io, which counts in series and knows no spam filter",
        source: "cmd/kube-scheduler/app/server.go Run",
      },
    ],
  },
};
