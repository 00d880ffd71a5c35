import type { Kernel } from "../kernel/kernel.ts";
import type { Label, Labels } from "../prometheus/promql/labels.ts";
import { type HeldAlert, isResolvedAt, merged } from "./alert.ts";
import type { AlertmanagerConfig, Integration, Silence } from "./config.ts";
import { type AlertGroup, createDispatcher, type Flush } from "./dispatcher.ts";
import { createInhibitor } from "./inhibitor.ts";
import { matchesAll } from "./matchers.ts";
import { type LogEntry, type NotificationReason, reasonToNotify } from "./notification-log.ts";
import { routeTree } from "./route.ts";
import { containsTime } from "./time-interval.ts";

/** An alert as Prometheus posts it. Times are in milliseconds since the epoch, as the API takes them. */
export interface PostedAlert {
  readonly labels: Labels;
  readonly annotations: readonly Label[];
  readonly startsAt?: number;
  readonly endsAt?: number;
}

/** An alert as a receiver is told of it. Times are in microseconds since the epoch. */
export interface NotifiedAlert {
  readonly labels: Labels;
  readonly annotations: readonly Label[];
  readonly status: "firing" | "resolved";
  readonly startsAt: number;
  /** Undefined while it fires. */
  readonly endsAt: number | undefined;
}

/** A group of alerts reaches a receiver. */
export interface Notification {
  /** Microseconds since the epoch. */
  readonly at: number;
  readonly receiver: string;
  readonly integration: Integration;
  readonly groupKey: string;
  readonly groupLabels: Labels;
  readonly reason: NotificationReason;
  /** Firing as long as one of its alerts is. */
  readonly status: "firing" | "resolved";
  readonly alerts: readonly NotifiedAlert[];
}

/** Takes alerts, and notifies receivers of them. */
export interface Alertmanager {
  /** `POST /api/v2/alerts`. */
  readonly receive: (alerts: readonly PostedAlert[]) => void;
  readonly setSilences: (silences: readonly Silence[]) => void;
  readonly groups: () => readonly AlertGroup[];
  /** Ends all timers. */
  readonly stop: () => void;
}

/** What an Alertmanager runs with. */
export interface AlertmanagerSetup {
  readonly kernel: Pick<Kernel, "now" | "after" | "cancel">;
  readonly config: AlertmanagerConfig;
  readonly notify: (notification: Notification) => void;
}

/**
 * One Alertmanager, alone, whose notifications arrive at once.
 *
 * Source: alertmanager v0.34.2 api/v2/api.go, notify/notify.go
 */
export function startAlertmanager({ kernel, config, notify }: AlertmanagerSetup): Alertmanager {
  const held = new Map<string, HeldAlert>();
  const log = new Map<string, LogEntry>();
  const inhibitor = createInhibitor(config.inhibitRules);
  let silences: readonly Silence[] = [];

  const isWithin = (names: readonly string[]): boolean =>
    names.some((name) => config.timeIntervals.get(name)?.some((it) => containsTime(it, kernel.now() / 1e6)) ?? false);

  const unmuted = ({ route, alerts }: Flush): readonly HeldAlert[] => {
    const now = kernel.now();
    const free = alerts.filter(({ labels }) => !inhibitor.mutes(labels, now));
    if (route.activeTimeIntervals.length > 0 && !isWithin(route.activeTimeIntervals)) return [];
    if (isWithin(route.muteTimeIntervals)) return [];
    const active = silences.filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
    return free.filter(({ labels }) => !active.some(({ matchers }) => matchesAll(matchers, labels)));
  };

  const flush = (due: Flush): void => {
    const alerts = unmuted(due);
    if (alerts.length === 0) return;
    const receiver = config.receivers.find(({ name }) => name === due.route.receiver);
    for (const integration of receiver?.integrations ?? []) notifyIntegration(due, alerts, integration);
  };

  const notifyIntegration = (due: Flush, alerts: readonly HeldAlert[], integration: Integration): void => {
    const at = kernel.now();
    const { groupKey, groupLabels } = due;
    const { receiver, repeatInterval } = due.route;
    const told = alerts.map((alert) => notified(alert, at));
    const keys = (status: NotifiedAlert["status"]): ReadonlySet<string> =>
      new Set(told.filter((alert) => alert.status === status).map(({ labels }) => labels.key));
    const [firing, resolved] = [keys("firing"), keys("resolved")];
    const { kind, index, sendsResolved } = integration;
    const logKey = [groupKey, receiver, kind, index].join("\n");
    const outlook = { now: at, firing, resolved, sendsResolved, repeatInterval };
    const reason = reasonToNotify(log.get(logKey), outlook);
    if (reason === undefined) return;
    log.set(logKey, { at, firing, resolved });
    const sent = sendsResolved ? told : told.filter(({ status }) => status === "firing");
    if (sent.length === 0) return;
    const status = firing.size > 0 ? "firing" : "resolved";
    notify({ at, receiver, integration, groupKey, groupLabels, reason, status, alerts: sent });
  };

  const dispatcher = createDispatcher(kernel, routeTree(config.route), flush);

  return {
    receive: (alerts) => {
      for (const posted of alerts) {
        const now = kernel.now();
        const alert = accepted(posted, { now, resolveTimeout: config.resolveTimeout });
        if (alert === undefined) continue;
        const known = merged(held.get(alert.labels.key), alert, now);
        held.set(known.labels.key, known);
        inhibitor.see(known);
        dispatcher.dispatch(known);
      }
    },
    setSilences: (given) => {
      silences = given;
    },
    groups: dispatcher.groups,
    stop: dispatcher.stop,
  };
}

function notified(alert: HeldAlert, now: number): NotifiedAlert {
  const { labels, annotations, startsAt, endsAt } = alert;
  const isResolved = isResolvedAt(alert, now);
  return {
    ...{ labels, annotations, startsAt },
    status: isResolved ? "resolved" : "firing",
    endsAt: isResolved ? endsAt : undefined,
  };
}

/** The alert as it is held; undefined for one that the API refuses: without labels, or that ends before it starts. */
function accepted(
  { labels, annotations, startsAt, endsAt }: PostedAlert,
  { now, resolveTimeout }: { readonly now: number; readonly resolveTimeout: number },
): HeldAlert | undefined {
  const given = startsAt ?? endsAt;
  const start = given === undefined ? now : given * 1000;
  const end = endsAt === undefined ? now + resolveTimeout : endsAt * 1000;
  if (labels.pairs.length === 0 || end < start) return undefined;
  return { labels, annotations, startsAt: start, endsAt: end, updatedAt: now, isTimeout: endsAt === undefined };
}
