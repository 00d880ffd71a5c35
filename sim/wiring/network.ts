import type { ApiHandler } from "../api.ts";
import type { FaultKind, FaultPlace } from "../scenario.ts";
import type { FaultsNow } from "./faults.ts";

/** Where a URL leads: a server that answers, or what a Go client makes of there being none. */
export type Connection =
  | { readonly kind: "server"; readonly server: Server; readonly fault: FaultKind | undefined }
  /** `dial tcp 10.244.0.5:8080: connect: connection refused` */
  | { readonly kind: "failure"; readonly text: string }
  /** Nobody answers: the client waits until its patience ends. */
  | { readonly kind: "silence" };

/** Something that listens at an address. */
export type Server = {
  readonly scheme: "http" | "https";
  readonly handle: ApiHandler;
  /** Whether a client has to say who it is. */
  readonly asksWho: boolean;
  /** What is wrong with its certificate for a client that trusts the cluster's authority; undefined when nothing is. */
  readonly certificateFault: string | undefined;
  /** Undefined for a server that no fault is about. */
  readonly place?: ServerPlace;
};

/** What a fault of the scenario may be about. */
export type ServerPlace =
  | { readonly kind: "workload"; readonly namespace: string; readonly name: string }
  | { readonly kind: "source"; readonly name: string }
  | { readonly kind: "prometheus" };

/** A host and a port, as they stand in a URL. */
export type HostPort = { readonly host: string; readonly port: number };

/** What the network asks of the cluster. */
export type NetworkPorts = {
  /** The server at an IP address and a port; `nothing` when the machine is there and nobody listens, `nowhere` when it is not. */
  readonly at: (ip: string, port: number) => Server | "nothing" | "nowhere";
  /** The server behind a Service's port; `nothing` without a ready pod, `nowhere` for a port that the Service does not have. */
  readonly behind: (service: ServiceName, port: number) => Server | "nothing" | "nowhere";
  /** The IP address of a Service; undefined for one that is not there. */
  readonly serviceIp: (service: ServiceName) => string | undefined;
  readonly serviceAt: (ip: string) => ServiceName | undefined;
  /** What stands beside the cluster, by its host. */
  readonly outside: (host: string) => OutsideServer | undefined;
};

/** A server that no pod of the cluster is. */
export type OutsideServer = { readonly ip: string; readonly port: number; readonly server: Server };

export type ServiceName = { readonly namespace: string; readonly name: string };

/** The name server's own address. */
const nameServer = "10.96.0.10:53";

/** What a client with TLS says of a server without. Source: go1.26 net/http transport.go */
export const httpAnswerToHttps = "http: server gave HTTP response to HTTPS client";

/** What a server with TLS answers to a request without, with status 400. Source: go1.26 net/http server.go */
export const answerWithoutTls = "Client sent an HTTP request to an HTTPS server.\n";

export type ConnectPorts = { readonly network: NetworkPorts; readonly faults: FaultsNow };

/** Connects as a pod of some namespace does; nobody listens where a fault has taken the server down. */
export function connect(to: HostPort, namespace: string, { network, faults }: ConnectPorts): Connection {
  const route = routeTo(to, namespace, network);
  if (route.kind !== "server") return route;
  const { server, ip } = route;
  const fault = server.place && faults(faultPlaceOf(server.place));
  return fault?.kind === "down" ? refused(ip, to.port) : { kind: "server", server, fault };
}

const faultPlaceOf = (place: ServerPlace): FaultPlace =>
  place.kind !== "workload" ? place : { kind: "workload", workload: { namespace: place.namespace, name: place.name } };

type Unreached = Exclude<Connection, { readonly kind: "server" }>;
type Route = Unreached | { readonly kind: "server"; readonly server: Server; readonly ip: string };

function routeTo({ host, port }: HostPort, namespace: string, ports: NetworkPorts): Route {
  const outside = ports.outside(host);
  if (outside !== undefined) {
    const { ip, server } = outside;
    return outside.port === port ? { kind: "server", server, ip } : refused(ip, port);
  }
  if (isIpAddress(host)) {
    const service = ports.serviceAt(host);
    return found(service === undefined ? ports.at(host, port) : ports.behind(service, port), host, port);
  }
  const service = serviceNamed(host, namespace);
  const ip = service && ports.serviceIp(service);
  if (service === undefined || ip === undefined) {
    return { kind: "failure", text: `dial tcp: lookup ${host} on ${nameServer}: no such host` };
  }
  return found(ports.behind(service, port), ip, port);
}

function found(server: Server | "nothing" | "nowhere", ip: string, port: number): Route {
  if (server === "nothing") return refused(ip, port);
  return server === "nowhere" ? { kind: "silence" } : { kind: "server", server, ip };
}

const refused = (host: string, port: number): Unreached => ({
  kind: "failure",
  text: `dial tcp ${host}:${port}: connect: connection refused`,
});

const isIpAddress = (host: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(host);

/** `web`, `web.shop`, `web.shop.svc` and `web.shop.svc.cluster.local` name one Service, for a pod of `shop`. */
export function serviceNamed(host: string, namespace: string): ServiceName | undefined {
  const [name, where = namespace, ...rest] = host.replace(/\.$/, "").split(".");
  const suffix = rest.join(".");
  const isService = suffix === "" || suffix === "svc" || suffix === "svc.cluster.local";
  return name === undefined || name === "" || !isService ? undefined : { namespace: where, name };
}

/** The host, port and path of a URL; undefined for one that is none. */
export function parseUrl(url: string):
  | (HostPort & {
      readonly scheme: "http" | "https";
      readonly path: string;
      readonly query: readonly (readonly [key: string, value: string])[];
    })
  | undefined {
  const match = /^(https?):\/\/([^/:?]+)(?::(\d+))?([^?]*)(?:\?(.*))?$/.exec(url);
  if (match === null) return undefined;
  const [, scheme, host = "", port, path = "", query = ""] = match;
  const isSecure = scheme === "https";
  return {
    scheme: isSecure ? "https" : "http",
    host,
    port: port === undefined ? (isSecure ? 443 : 80) : Number(port),
    path: path === "" ? "/" : path,
    query: queryOf(query),
  };
}

const queryOf = (query: string): readonly (readonly [string, string])[] =>
  query === ""
    ? []
    : query.split("&").map((pair) => {
        const [key = "", ...rest] = pair.split("=");
        return [unescaped(key), unescaped(rest.join("="))];
      });

const unescaped = (text: string): string => decodeURIComponent(text.replaceAll("+", " "));
