import { goQuote } from "../kubernetes/go-text.ts";
import { objectKey } from "../kubernetes/object.ts";
import type { MonitoredPod, MonitoredService, MonitorFinding } from "./explain-monitor.ts";
import type { Endpoint, PodMetricsEndpoint } from "./objects/monitor.ts";
import type { PodMonitor, ServiceMonitor } from "./objects/object.ts";

/** What a monitor has selected. */
type Found = { readonly services: readonly MonitoredService[]; readonly pods: readonly MonitoredPod[] };

/** Endpoints whose port nothing of what is selected has. */
export function explainPorts(monitor: ServiceMonitor | PodMonitor, found: Found): readonly MonitorFinding[] {
  if (monitor.kind === "ServiceMonitor") {
    return monitor.spec.endpoints.flatMap((endpoint, index) =>
      ofService(endpoint, { at: `spec.endpoints[${index}]`, found }),
    );
  }
  return monitor.spec.podMetricsEndpoints.flatMap((endpoint, index) =>
    ofPods(endpoint, { at: `spec.podMetricsEndpoints[${index}]`, found }),
  );
}

type Place = { readonly at: string; readonly found: Found };

function ofService({ port = "", targetPort }: Endpoint, { at, found }: Place): readonly MonitorFinding[] {
  if (port === "") return ofContainers(targetPort, { at: `${at}.targetPort`, found });
  const ports = found.services.flatMap((service) => service.ports);
  if (ports.some(({ name }) => name === port)) return [];
  const names = found.services.map(({ meta }) => `Service ${objectKey(meta)}`).join(", ");
  const unnamed = ports.find((candidate) => String(candidate.port) === port || String(candidate.targetPort) === port);
  const known = ports.map(({ name, port: number }) => (name === "" ? `${number} without a name` : goQuote(name)));
  return [
    {
      kind: "no-such-port",
      field: `${at}.port`,
      message: `${names} has no port with the name ${goQuote(port)}: there is ${known.length === 0 ? "none" : known.join(", ")}`,
      fix:
        unnamed === undefined
          ? "Write the name of a port of the Service."
          : unnamed.name === ""
            ? `A port is selected by its name: give port ${unnamed.port} of the Service one.`
            : `A port is selected by its name: write port: ${unnamed.name}.`,
    },
  ];
}

function ofPods(
  { port = "", portNumber = 0, targetPort }: PodMetricsEndpoint,
  { at, found }: Place,
): readonly MonitorFinding[] {
  if (port !== "") return ofContainers(port, { at: `${at}.port`, found });
  if (portNumber !== 0) return ofContainers(portNumber, { at: `${at}.portNumber`, found });
  return ofContainers(targetPort, { at: `${at}.targetPort`, found });
}

/** Containers may listen on ports that they do not declare, but discovery sees none of those. */
function ofContainers(wanted: number | string | undefined, { at, found }: Place): readonly MonitorFinding[] {
  if (wanted === undefined || wanted === "" || wanted === 0 || found.pods.length === 0) return [];
  const ports = found.pods.flatMap(({ containers }) => containers.flatMap((container) => container.ports));
  const isWanted = ({ name, containerPort }: (typeof ports)[number]): boolean =>
    typeof wanted === "number" ? containerPort === wanted : name === wanted;
  if (ports.some(isWanted)) return [];
  const known = [
    ...new Set(
      ports.map(({ name, containerPort }) => (name === "" ? String(containerPort) : `${name} (${containerPort})`)),
    ),
  ];
  const what = typeof wanted === "number" ? `with the number ${wanted}` : `with the name ${goQuote(wanted)}`;
  return [
    {
      kind: "no-such-port",
      field: at,
      message: `no container of the selected pods declares a port ${what}: there is ${known.length === 0 ? "none" : known.join(", ")}`,
      fix: "Declare the port under ports of the container, or write one that is there.",
    },
  ];
}
