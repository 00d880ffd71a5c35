import { startAlertmanager } from "../../alertmanager/alertmanager.ts";
import type { AlertmanagerConfig, Silence } from "../../alertmanager/config.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { type Label, labelValue, printLabels, withLabels } from "../../prometheus/promql/labels.ts";
import type { SentAlert } from "../../prometheus/rules/alert.ts";
import type { RunningGroup } from "../../prometheus/rules/group.ts";
import type { Action } from "../../scenario.ts";
import type { FactBody } from "../../trace/fact.ts";
import { plus } from "../../units.ts";
import type { Alertmanagers } from "./alertmanagers.ts";

/** Tells of alerts that come into another state. */
export function createAlertWatch(emit: (body: FactBody) => void): (group: RunningGroup) => void {
  const states = new Map<string, "pending" | "firing">();
  return (running) => {
    for (const { rule, alerts } of running.rules) {
      if (rule.kind !== "alerting") continue;
      const prefix = `${running.group.file};${running.group.name};${rule.alert};`;
      const tell = (key: string, state: "pending" | "firing" | "inactive", labels: string): void => {
        if ((states.get(key) ?? "inactive") === state) return;
        if (state === "inactive") states.delete(key);
        else states.set(key, state);
        emit({ kind: "alert", name: rule.alert, state, labels });
      };
      for (const alert of alerts.values()) {
        const labels = printLabels(alert.labels);
        tell(prefix + labels, alert.state, labels);
      }
      const present = new Set([...alerts.values()].map((alert) => prefix + printLabels(alert.labels)));
      for (const key of [...states.keys()]) {
        if (key.startsWith(prefix) && !present.has(key)) tell(key, "inactive", key.slice(prefix.length));
      }
    }
  };
}

export type AlertRoutingSettings = {
  readonly kernel: Kernel;
  readonly config: AlertmanagerConfig;
  /** Of the Prometheus that sends. */
  readonly externalLabels: () => readonly Label[];
  /** Whom it sends to now. */
  readonly alertmanagers: () => Alertmanagers;
  readonly emit: (body: FactBody) => void;
};

/** An Alertmanager behind a Prometheus. */
export type AlertRouting = {
  readonly send: (alerts: readonly SentAlert[]) => void;
  readonly silence: (silence: Extract<Action, { readonly kind: "silence" }>) => void;
};

/** Source: prometheus v0.315.0 notifier/sendloop.go, a target whose name nobody knows */
function unsent(target: string, count: number): FactBody {
  const url = `http://${target}/api/v2/alerts`;
  const host = target.replace(/:\d+$/, "");
  const error = `Post "${url}": dial tcp: lookup ${host} on 10.96.0.10:53: no such host`;
  return {
    ...{ kind: "log", component: "prometheus" },
    text: `Error sending alerts alertmanager=${url} count=${count} err=${JSON.stringify(error)}`,
  };
}

/** Nobody is told of alerts. */
export const noAlertRouting: AlertRouting = { send: () => {}, silence: () => {} };

/**
 * Hands alerts to an Alertmanager, and tells whom that notifies.
 *
 * Source: prometheus v0.315.0 notifier/manager.go (Send): external labels are added where an alert has none of the name.
 */
export function routeAlerts({
  kernel,
  config,
  externalLabels,
  alertmanagers,
  emit,
}: AlertRoutingSettings): AlertRouting {
  let silences: readonly Silence[] = [];
  const alertmanager = startAlertmanager({
    kernel,
    config,
    notify: ({ receiver, status, alerts }) => {
      const names = alerts.map(({ labels }) => labelValue(labels, "alertname"));
      emit({ kind: "notification", receiver, status, alerts: [...new Set(names)].sort() });
    },
  });
  return {
    send: (alerts) => {
      const to = alertmanagers();
      if (to.kind === "elsewhere") for (const target of to.targets) emit(unsent(target, alerts.length));
      if (to.kind !== "found") return;
      alertmanager.receive(
        alerts.map(({ labels, annotations, startsAt, endsAt }) => {
          const added = externalLabels().filter(([name]) => labelValue(labels, name) === "");
          return { labels: withLabels(labels, added), annotations, startsAt, endsAt };
        }),
      );
    },
    silence: ({ name, matchers, for: length }) => {
      const startsAt = kernel.now();
      silences = [...silences, { id: name, matchers, startsAt, endsAt: plus(startsAt, length) }];
      alertmanager.setSilences(silences);
    },
  };
}
