import { goQuote } from "../../kubernetes/go-text.ts";
import type { Api } from "../decoding/api-types.table.ts";

/** A container and where it stands in its pod: `containers[0]`. */
export type NamedContainer = { readonly container: Api["v1.Container"]; readonly name: string };

type ContainerPort = Api["v1.ContainerPort"];
type Placed = { readonly port: ContainerPort; readonly path: string };

/** Ports and names of ports that a pod has twice. Source: kubernetes v1.36.3 pkg/api/pod warningsForPodSpecAndMeta */
export function portWarnings(containers: readonly NamedContainer[], specPath: string): readonly string[] {
  const ports = containers.flatMap(({ container, name }) =>
    (container.ports ?? []).map((port, index) => ({ port, path: `${specPath}.${name}.ports[${index}]` })),
  );
  return [...ports.flatMap((placed, index) => numberWarnings(placed, ports.slice(0, index))), ...nameWarnings(ports)];
}

function numberWarnings({ port, path }: Placed, earlier: readonly Placed[]): readonly string[] {
  const warnings: string[] = [];
  if (port.hostIP && !port.hostPort) warnings.push(`${path}: hostIP set without hostPort: ${goStruct(port)}`);
  for (const other of earlier) {
    if (numberOf(port) !== numberOf(other.port)) continue;
    const overlap = overlapOf(port, other.port);
    if (overlap !== undefined) warnings.push(`${path}: ${overlap} port definition with ${other.path}`);
  }
  return warnings;
}

const numberOf = ({ containerPort = 0, protocol = "" }: ContainerPort): string => `${containerPort}/${protocol}`;

function overlapOf(a: ContainerPort, b: ContainerPort): string | undefined {
  const [hostPortA, hostPortB] = [a.hostPort ?? 0, b.hostPort ?? 0];
  const [hostIPA, hostIPB] = [a.hostIP ?? "", b.hostIP ?? ""];
  if (hostIPA === hostIPB && hostPortA === hostPortB) return "duplicate";
  if (hostPortA === 0 || hostPortB === 0) return "overlapping";
  return hostPortA === hostPortB && (hostIPA === "") !== (hostIPB === "") ? "dangerously ambiguous" : undefined;
}

/** The port as Go's `%+v` prints it. */
const goStruct = ({ name = "", hostPort = 0, containerPort = 0, protocol = "", hostIP = "" }: ContainerPort): string =>
  `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;

function nameWarnings(ports: readonly Placed[]): readonly string[] {
  const first = new Map<string, string>();
  return ports.flatMap(({ port: { name = "" }, path }) => {
    if (name === "") return [];
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, path);
      return [];
    }
    const consequence = `services and probes that select ports by name will use ${other}`;
    return [`${path}: duplicate port name ${goQuote(name)} with ${other}, ${consequence}`];
  });
}
