import type { TargetName } from "../sim/checks/expectation.ts";
import { unreachable } from "../sim/invariant.ts";
import type { ObjectReference } from "../sim/kubernetes/object.ts";
import { formatGoDuration } from "../sim/kubernetes/timestamp.ts";
import { valueAt } from "../sim/load/profile.ts";
import type { Action, FaultKind, FaultPlace, Load, Scenario } from "../sim/scenario.ts";
import type { Fact } from "../sim/trace/fact.ts";
import { type Duration, type SimTime, zeroDuration } from "../sim/units.ts";
import { conditionFilter } from "./condition-text.ts";
import { decisionText, rescaleOf } from "./decision.ts";
import { eventLines } from "./event-text.ts";
import { plural, rateText } from "./numbers.ts";
import { ownWorkload, subjectOf } from "./subject.ts";
import type { Played, TimelineLine } from "./timeline.ts";

type Told = Exclude<Fact, { readonly kind: "serving" }>;

/** Writes facts one after the other; which of them are worth a line depends on those before. */
export function factWriter({ scenario, trace }: Played): (fact: Told) => readonly TimelineLine[] {
  const isOwn = ownWorkload(scenario);
  const conditionLines = conditionFilter();
  const eventsOf = eventLines(trace);
  let lastEvents: { readonly at: SimTime; readonly said: Set<string> } = { at: trace.zero, said: new Set() };
  return (fact) => {
    const line = (subject: string, what: string, why = ""): readonly TimelineLine[] => [
      { at: fact.at, subject, what, why, tone: "plain" },
    ];
    switch (fact.kind) {
      case "applied":
        return line(subjectOf(fact.object), fact.change);
      case "deleted":
        return line(subjectOf(fact.object), "deleted");
      case "load":
        return line(`load/${fact.name}`, fact.edge === "start" ? "starts" : "ends", loadText(fact, scenario));
      case "action":
        return line(`action/${fact.name}`, "happens", actionText(fact.name, scenario));
      case "fault":
        return [
          {
            at: fact.at,
            subject: `fault/${fact.name}`,
            what: faultEdges[fact.edge],
            why: faultText(fact, scenario),
            tone: "warning",
          },
        ];
      case "alert": {
        const tone = fact.state === "firing" ? "warning" : "plain";
        return [{ at: fact.at, subject: `alert/${fact.name}`, what: fact.state, why: fact.labels, tone }];
      }
      case "notification": {
        const tone = fact.status === "firing" ? "warning" : "plain";
        return [
          { at: fact.at, subject: `receiver/${fact.receiver}`, what: fact.status, why: fact.alerts.join(", "), tone },
        ];
      }
      case "log":
        return [{ at: fact.at, subject: fact.component, what: "logs", why: fact.text, tone: "warning" }];
      case "refused": {
        const why = `${fact.what}: ${fact.message}`;
        return [{ at: fact.at, subject: "apiserver", what: "refuses", why, tone: "warning" }];
      }
      case "scaled":
        return isOwn(fact.target)
          ? line(subjectOf(fact.target), `replicas ${fact.from} -> ${fact.to}`, fact.by === "" ? "" : `by ${fact.by}`)
          : [];
      case "event":
        if (lastEvents.at !== fact.at) lastEvents = { at: fact.at, said: new Set() };
        lastEvents.said.add(`${subjectOf(fact.involved)} ${fact.reason}`);
        return eventsOf(fact, trace.zero);
      case "decision": {
        const tone = rescaleOf(fact.decision) === undefined && hasProblem(fact) ? "warning" : "decision";
        return [{ at: fact.at, subject: subjectOf(fact.hpa), ...decisionText(fact.decision, trace.zero), tone }];
      }
      case "condition":
        return conditionLines(
          fact,
          lastEvents.at === fact.at && lastEvents.said.has(`${subjectOf(fact.object)} ${fact.reason}`),
        );
      case "pod":
      case "counts":
      case "hpa-status":
        return [];
      default:
        return unreachable(fact);
    }
  };
}

const hasProblem = ({ decision }: Extract<Fact, { readonly kind: "decision" }>): boolean =>
  decision.metrics.some(({ kind }) => kind === "failure") || !/^no change: \d+ replicas$/.test(decision.outcome);

/** What a load is, as it starts: `service/web, 20/s`; nothing as it ends. */
function loadText({ name, edge }: Extract<Fact, { readonly kind: "load" }>, { loads }: Scenario): string {
  const load = loads.find((candidate) => candidate.name === name);
  if (load === undefined || edge === "end") return "";
  return `${subjectOf(load.target)}, ${amountText(load)}`;
}

function amountText({ shape, from, until }: Load): string {
  if (shape.kind === "closed") return plural(shape.clients, "client");
  const first = valueAt(shape.rate, zeroDuration);
  const length = (until - from) as Duration;
  const most = shape.rate.reduce((highest, piece, index) => {
    const end = Math.min(shape.rate[index + 1]?.at ?? length, length);
    const last = piece.value + (piece.slopePerSecond * (end - piece.at)) / 1_000_000;
    return piece.at > length ? highest : Math.max(highest, piece.value, last);
  }, first);
  return most > first ? `${rateText(first)} at first, at most ${rateText(most)}` : rateText(first);
}

function actionText(name: string, { actions }: Scenario): string {
  const action = actions.find((candidate) => candidate.name === name);
  return action === undefined ? "" : deedText(action);
}

function deedText(action: Action): string {
  const deployment = ({ namespace, name }: TargetName): ObjectReference => ({ kind: "Deployment", namespace, name });
  switch (action.kind) {
    case "apply":
      return `apply ${action.objects
        .map(({ kind, meta }) => subjectOf({ kind, namespace: meta.namespace, name: meta.name }))
        .join(", ")}`;
    case "restart":
      return `restart ${subjectOf(deployment(action.target))}`;
    case "scale":
      return `scale ${subjectOf(deployment(action.target))} to ${action.replicas}`;
    case "delete":
      return `delete ${subjectOf(action.target)}`;
    case "set-metrics-server-flags":
      return `metrics-server with --kubelet-insecure-tls=${action.flags.kubeletInsecureTls}`;
    case "serve-external-metrics":
      return `external.metrics.k8s.io from ${action.server}`;
    case "silence": {
      const conditions = action.matchers.map(
        ({ name, operator, value }) => `${name}${operator}${JSON.stringify(value)}`,
      );
      return `silence ${conditions.join(", ")} for ${formatGoDuration(action.for)}`;
    }
    case "reload":
      return action.prometheus.kind === "bad" ? "reload prometheus with a bad config" : "reload prometheus";
    default:
      return unreachable(action);
  }
}

const faultEdges = { start: "begins", end: "is mended" } as const;

/** What goes wrong, as it begins: `prometheus down`; nothing as it ends. */
function faultText({ name, edge }: Extract<Fact, { readonly kind: "fault" }>, { faults }: Scenario): string {
  const fault = faults.find((candidate) => candidate.name === name);
  return fault === undefined || edge === "end" ? "" : `${faultPlaceText(fault.where)} ${faultKindText(fault.what)}`;
}

function faultPlaceText(place: FaultPlace): string {
  switch (place.kind) {
    case "prometheus":
    case "prometheus-adapter":
      return place.kind;
    case "keda":
      return "the metrics server of keda";
    case "workload":
      return `metrics of ${place.workload.namespace}/${place.workload.name}`;
    case "source":
      return `source/${place.name}`;
    default:
      return unreachable(place);
  }
}

function faultKindText(kind: FaultKind): string {
  switch (kind.kind) {
    case "down":
      return "down";
    case "slow":
      return `slow: every answer takes ${formatGoDuration(kind.delay)}`;
    case "status":
      return `answers with status ${kind.status}`;
    case "body":
      return `answers ${JSON.stringify(kind.body)}`;
    case "certificate":
      return `shows a certificate that is not trusted (${kind.fault})`;
    default:
      return unreachable(kind);
  }
}
