import { goQuote } from "../kubernetes/go-text.ts";
import { objectKey } from "../kubernetes/object.ts";
import type { ContainerPort, ServicePort } from "../prometheus/discovery/objects.ts";
import type { MonitoredPod, MonitoredService, MonitorFinding } from "./explain-monitor.ts";
import type { Endpoint, PodMetricsEndpoint } from "./objects/monitor.ts";
import type { PodMonitor, ServiceMonitor } from "./objects/object.ts";

/** A Service that is selected, with the pods behind it. */
export type BackedService = { readonly service: MonitoredService; readonly pods: readonly MonitoredPod[] };

/** Endpoints of a ServiceMonitor whose port none of the Services or their pods has. */
export const explainServicePorts = (
  monitor: ServiceMonitor,
  services: readonly BackedService[],
): readonly MonitorFinding[] =>
  monitor.spec.endpoints.flatMap((endpoint, index) => {
    const at = `spec.endpoints[${index}]`;
    const { port = "" } = endpoint;
    return port === "" ? withoutPort(endpoint, at, services) : ofPort(port, `${at}.port`, services);
  });

/** Endpoints of a PodMonitor whose port no container declares. */
export const explainPodPorts = (monitor: PodMonitor, pods: readonly MonitoredPod[]): readonly MonitorFinding[] =>
  monitor.spec.podMetricsEndpoints.flatMap((endpoint, index) => {
    const { field, wanted } = wantedOf(endpoint);
    return ofContainers(wanted, `spec.podMetricsEndpoints[${index}].${field}`, pods);
  });

function wantedOf({ port = "", portNumber = 0, targetPort }: PodMetricsEndpoint): {
  readonly field: string;
  readonly wanted: number | string | undefined;
} {
  if (port !== "") return { field: "port", wanted: port };
  return portNumber === 0 ? { field: "targetPort", wanted: targetPort } : { field: "portNumber", wanted: portNumber };
}

const portsOf = ({ containers }: MonitoredPod): readonly ContainerPort[] => containers.flatMap(({ ports }) => ports);

/** A port of a Service that leads to the name of a port makes no endpoint of a pod that declares none of that name. */
const leadsTo = ({ targetPort }: ServicePort, pod: MonitoredPod): boolean =>
  typeof targetPort === "number" || portsOf(pod).some(({ name }) => name === targetPort);

function ofPort(port: string, field: string, services: readonly BackedService[]): readonly MonitorFinding[] {
  const named = services.flatMap(({ service, pods }) =>
    service.ports.filter(({ name }) => name === port).map((found) => ({ found, pods, service })),
  );
  if (named.length === 0) return [unknownPort(port, field, services)];
  const [first] = named.filter(({ pods }) => pods.length > 0);
  const isLeading = named.some(({ found, pods }) => pods.some((pod) => leadsTo(found, pod)));
  if (first === undefined || isLeading) return [];
  const target = goQuote(String(first.found.targetPort));
  return [
    {
      kind: "no-such-port",
      field,
      message: `port ${goQuote(port)} of the Service leads to ${target}, which no container of its pods declares`,
      fix: "Make targetPort of the Service the name or the number of a port of the container.",
    },
  ];
}

function unknownPort(port: string, field: string, services: readonly BackedService[]): MonitorFinding {
  const ports = services.flatMap(({ service }) => service.ports);
  const names = services.map(({ service }) => `Service ${objectKey(service.meta)}`).join(", ");
  const meant = ports.find((candidate) => String(candidate.port) === port || String(candidate.targetPort) === port);
  const known = ports.map(({ name, port: number }) => (name === "" ? `${number} without a name` : goQuote(name)));
  return {
    kind: "no-such-port",
    field,
    message: `${names} has no port with the name ${goQuote(port)}: there is ${known.length === 0 ? "none" : known.join(", ")}`,
    fix:
      meant === undefined
        ? "Write the name of a port of the Service."
        : meant.name === ""
          ? `A port is selected by its name: give port ${meant.port} of the Service one.`
          : `A port is selected by its name: write port: ${meant.name}.`,
  };
}

/** Any port will do, or one that the pods have; but a Service none of whose ports leads anywhere has no endpoints. */
function withoutPort(
  { targetPort }: Endpoint,
  at: string,
  services: readonly BackedService[],
): readonly MonitorFinding[] {
  const pods = services.flatMap((backed) => backed.pods);
  const reached = services.flatMap(({ service, pods: own }) =>
    own.filter((pod) => service.ports.some((port) => leadsTo(port, pod))),
  );
  if (reached.length > 0 || pods.length === 0) return ofContainers(targetPort, `${at}.targetPort`, reached);
  return [
    {
      kind: "no-such-port",
      field: at,
      message: "no port of the Service leads to a port that a container of its pods declares",
      fix: "Make targetPort of the Service the name or the number of a port of the container.",
    },
  ];
}

/** Containers may listen on ports that they do not declare, but discovery sees none of those. */
function ofContainers(
  wanted: number | string | undefined,
  field: string,
  pods: readonly MonitoredPod[],
): readonly MonitorFinding[] {
  if (wanted === undefined || wanted === "" || wanted === 0 || pods.length === 0) return [];
  const ports = pods.flatMap(portsOf);
  const isWanted = ({ name, containerPort }: ContainerPort): boolean =>
    typeof wanted === "number" ? containerPort === wanted : name === wanted;
  if (ports.some(isWanted)) return [];
  const shown = ports.map(({ name, containerPort }) =>
    name === "" ? `${containerPort}` : `${name} (${containerPort})`,
  );
  const known = [...new Set(shown)];
  const what = typeof wanted === "number" ? `with the number ${wanted}` : `with the name ${goQuote(wanted)}`;
  const there = known.length === 0 ? "none" : known.join(", ");
  return [
    {
      kind: "no-such-port",
      field,
      message: `no container of the selected pods declares a port ${what}: there is ${there}`,
      fix: "Declare the port under ports of the container, or write one that is there.",
    },
  ];
}
