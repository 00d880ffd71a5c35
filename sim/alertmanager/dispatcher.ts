import type { EventHandle } from "../kernel/event-queue.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type Labels, noLabels, onlyLabels } from "../prometheus/promql/labels.ts";
import { type Duration, zeroDuration } from "../units.ts";
import { compareAlerts, type HeldAlert, isResolvedAt, printLabelSet } from "./alert.ts";
import { matchingRoutes, type Route } from "./route.ts";

/** Alerts of a group at the time at which it is due. */
export interface Flush {
  readonly route: Route;
  readonly groupKey: string;
  readonly groupLabels: Labels;
  /** In the order of notifications. */
  readonly alerts: readonly HeldAlert[];
}

/** Alerts that are notified together. */
export interface AlertGroup {
  readonly route: Route;
  readonly groupKey: string;
  readonly groupLabels: Labels;
  readonly alerts: ReadonlyMap<string, HeldAlert>;
}

/** Sorts alerts into groups, and says when each is due. */
export interface Dispatcher {
  readonly dispatch: (alert: HeldAlert) => void;
  readonly groups: () => readonly AlertGroup[];
  readonly stop: () => void;
}

interface RunningAlertGroup extends AlertGroup {
  readonly alerts: Map<string, HeldAlert>;
  timer: EventHandle | undefined;
}

/** A dispatcher over a routing tree. Source: alertmanager v0.34.2 dispatch/dispatch.go */
export function createDispatcher(
  kernel: Pick<Kernel, "now" | "after" | "cancel">,
  tree: Route,
  flush: (flush: Flush) => void,
): Dispatcher {
  const groups = new Map<string, RunningAlertGroup>();

  const arm = (key: string, group: RunningAlertGroup, delay: Duration): void => {
    if (group.timer !== undefined) kernel.cancel(group.timer);
    group.timer = kernel.after(delay, () => {
      arm(key, group, group.route.groupInterval);
      const alerts = [...group.alerts.values()].sort(compareAlerts);
      flush({ ...group, alerts });
      for (const alert of alerts) if (isResolvedAt(alert, kernel.now())) group.alerts.delete(alert.labels.key);
      if (group.alerts.size > 0) return;
      if (group.timer !== undefined) kernel.cancel(group.timer);
      groups.delete(key);
    });
  };

  const insert = (alert: HeldAlert, route: Route): void => {
    const groupLabels = labelsOfGroup(alert, route);
    const key = `${route.id}\n${groupLabels.key}`;
    const known = groups.get(key);
    if (known !== undefined) {
      known.alerts.set(alert.labels.key, alert);
      return;
    }
    const group: RunningAlertGroup = {
      ...{ route, groupLabels, timer: undefined, groupKey: `${route.key}:${printLabelSet(groupLabels)}` },
      alerts: new Map([[alert.labels.key, alert]]),
    };
    groups.set(key, group);
    // Who waited long enough elsewhere does not wait here.
    const isLate = alert.startsAt + route.groupWait < kernel.now();
    arm(key, group, isLate ? zeroDuration : route.groupWait);
  };

  return {
    dispatch: (alert) => {
      for (const route of matchingRoutes(tree, alert.labels)) insert(alert, route);
    },
    groups: () => [...groups.values()],
    stop: () => {
      for (const { timer } of groups.values()) if (timer !== undefined) kernel.cancel(timer);
      groups.clear();
    },
  };
}

function labelsOfGroup({ labels }: HeldAlert, { groupBy }: Route): Labels {
  if (groupBy === "all") return labels;
  return groupBy.length === 0 ? noLabels : onlyLabels(labels, groupBy);
}
