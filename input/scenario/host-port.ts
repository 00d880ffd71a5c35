import { type Parsed, parsedBy } from "../fields/parsed.ts";
import type { Read } from "../fields/read.ts";
import { quote } from "../visible-text.ts";

function parseHostPort(text: string): Parsed<string> {
  const match = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*:([0-9]{1,5})$/.exec(text);
  const port = Number(match?.[1] ?? 0);
  if (match !== null && port >= 1 && port <= 65_535) return { ok: true, value: text };
  const hint = "An address is a host and a port, such as prometheus.monitoring.svc:9090.";
  return { ok: false, message: `${quote(text)} is not an address`, hint };
}

/** `rabbitmq.default.svc:15692`: where something answers in the cluster. */
export const hostPort: Read<string> = parsedBy(parseHostPort, "an address such as prometheus.monitoring.svc:9090");

/** The namespace of a Service's DNS name: `monitoring` of `prometheus.monitoring.svc:9090`. */
export const namespaceIn = (address: string): string => /^[^.:]+\.([^.:]+)/.exec(address)?.[1] ?? "default";
