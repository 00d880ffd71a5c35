import { matches, selectorFromLabels } from "../../kubernetes/label-selector.ts";
import type { DiscoveredPod, DiscoveredService } from "../../prometheus/discovery/objects.ts";
import type { Finding, LintRule, LintSubject } from "../finding.ts";
import { isClosed } from "./jobs.ts";
import type { LintedService, LintedWorkload, Monitoring } from "./monitoring.ts";

const scrape = "prometheus.io/scrape";
const port = "prometheus.io/port";

/** The annotations by which pods and Services ask to be scraped, where nobody reads them or their port is none. */
export const scrapeAnnotations: LintRule = (subject) => {
  if (!mayBeRead(subject)) return [];
  const { workloads, services } = subject.monitoring;
  return [
    ...workloads.flatMap((workload) => misplaced(workload, subject.monitoring) ?? podPort(workload) ?? []),
    ...services.flatMap((service) => servicePort(service, subject.monitoring) ?? []),
  ];
};

/** Whether some job goes by the convention, or nobody can tell. */
const mayBeRead = ({ monitoring, jobs }: LintSubject): boolean =>
  !isClosed(monitoring) ||
  jobs.some(({ scrape: { relabelRules } }) =>
    relabelRules.some(({ sourceLabels }) => sourceLabels.some((name) => /annotation_prometheus_io_/.test(name))),
  );

type Found = Pick<Finding, "cause" | "fix">;

const finding = (object: Finding["object"], field: string, found: Found): Finding => ({
  ...{ rule: "scrape-annotation", severity: "warning", object, field },
  ...found,
});

/** On the workload, where only people see it. */
function misplaced(
  { reference, annotations, template, pod }: LintedWorkload,
  { services }: Monitoring,
): Finding | undefined {
  const isMisplaced = template !== "" && annotations[scrape] === "true" && pod.meta.annotations[scrape] === undefined;
  const isOnService = services.some(
    ({ service }) => isBehind(pod, service) && service.meta.annotations[scrape] === "true",
  );
  if (!isMisplaced || isOnService) return undefined;
  return finding(reference, `metadata.annotations[${scrape}]`, {
    cause: `${scrape} stands on the ${reference.kind} itself, and its pods do not get it: Prometheus looks at pods and Services`,
    fix: `Move the annotations to ${template}.metadata.annotations.`,
  });
}

function podPort({ reference, template, pod }: LintedWorkload): Finding | undefined {
  const { annotations } = pod.meta;
  if (annotations[scrape] !== "true") return undefined;
  const above = template === "" ? "" : `${template}.`;
  const ports = pod.containers.flatMap((container) => container.ports.map(({ containerPort }) => containerPort));
  const given = annotations[port];
  if (given === undefined) {
    if (ports.length === 1) return undefined;
    const cause =
      ports.length === 0
        ? `the pods ask to be scraped and name no port, in ${port} or in their containers: Prometheus tries port 80`
        : `the pods ask to be scraped without ${port}: each of their ports ${ports.join(", ")} becomes a target, and those that serve no metrics are down`;
    return finding(reference, `${above}metadata.annotations[${scrape}]`, {
      cause,
      fix: `Add ${port} with the port of the metrics, in quotes.`,
    });
  }
  if (ports.includes(Number(given))) return undefined;
  const field = `${above}metadata.annotations[${port}]`;
  if (!/^\d+$/.test(given)) {
    const cause = `${port} is "${given}": the usual relabelling takes a number, and goes on with the containers' own ports`;
    return finding(reference, field, { cause, fix: "Write the number of the port, in quotes." });
  }
  if (ports.length === 0) return undefined;
  return finding(reference, field, {
    cause: `${port} is ${given}, and the containers declare ${ports.join(", ")}: if nothing listens on ${given}, the pods are down for Prometheus`,
    fix: `Write the port of the metrics, or declare it as a containerPort.`,
  });
}

const isBehind = ({ meta }: DiscoveredPod, { meta: { namespace }, selector = {} }: DiscoveredService): boolean =>
  meta.namespace === namespace &&
  Object.keys(selector).length > 0 &&
  matches(selectorFromLabels(selector), meta.labels);

/** A Service's own port, where that of its pods is wanted. */
function servicePort({ reference, service }: LintedService, { workloads }: Monitoring): Finding | undefined {
  const { annotations } = service.meta;
  const given = annotations[port];
  if (annotations[scrape] !== "true" || given === undefined) return undefined;
  const own = service.ports.find((one) => one.port === Number(given));
  const pods = workloads.map(({ pod }) => pod).filter((pod) => isBehind(pod, service));
  const declared = pods.flatMap(({ containers }) =>
    containers.flatMap(({ ports }) => ports.map((one) => one.containerPort)),
  );
  if (own === undefined || declared.length === 0 || declared.includes(Number(given))) return undefined;
  return finding(reference, `metadata.annotations[${port}]`, {
    cause: `${port} is ${given}, a port of the Service: endpoints are scraped at their pods' addresses, and the pods have ${declared.join(", ")}`,
    fix: `Write the port of the pods, ${own.targetPort}.`,
  });
}
