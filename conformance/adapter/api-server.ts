import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { matches, parseSelector } from "../../sim/kubernetes/label-selector.ts";
import { findResource, listObjects, type WorldObject, type WorldResource, world } from "./world.ts";

/** An API server of this machine that knows the world, and as much of the API as an adapter asks for. */
export interface ApiServer {
  readonly address: string;
  /** The resources of which a watch has been asked for: the list before it has been read. */
  readonly watched: ReadonlySet<string>;
  readonly forgetWatches: () => void;
  readonly stop: () => Promise<void>;
}

/**
 * Answers discovery, lists, watches without events, and that everybody with a token is an administrator.
 *
 * Selectors are read by the project's own code.
 */
export async function startApiServer(): Promise<ApiServer> {
  const watched = new Set<string>();
  const server = createServer((request, response) => answer(request, response, watched));
  const port = await listenLocally(server);
  return {
    address: `http://127.0.0.1:${port}`,
    watched,
    forgetWatches: () => watched.clear(),
    stop: () => stopServer(server),
  };
}

/** Listens on any free port of this machine, and answers which. */
export async function listenLocally(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return address.port;
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenLocally(server);
  await stopServer(server);
  return port;
}

/** Ends a server with whatever is open. */
export async function stopServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}

function answer(request: IncomingMessage, response: ServerResponse, watched: Set<string>): void {
  const url = new URL(request.url ?? "/", "http://localhost");
  const path = url.pathname.replace(/\/$/, "");
  if (request.method === "POST") {
    request.resume();
    send(response, review(path));
    return;
  }
  const document = discovery(path);
  if (document !== undefined) {
    send(response, document);
    return;
  }
  const place = placeOf(path);
  const resource = place === undefined ? undefined : findResource(place.group, place.version, place.resource);
  if (place === undefined || resource === undefined) {
    refuse(response, "the server could not find the requested resource");
    return;
  }
  if (url.searchParams.get("watch") === "true") {
    watched.add(place.resource);
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
    return;
  }
  const objects = listObjects(resource, place.namespace);
  if (objects === undefined) {
    refuse(response, "the server could not find the requested resource");
    return;
  }
  const isMetadata = (request.headers.accept ?? "").includes("as=PartialObjectMetadataList");
  const chosen = objects.filter((object) => isSelected(object, url.searchParams));
  send(response, listOf(chosen, { ...place, kind: resource.kind, isMetadata }));
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, message: string): void {
  response.writeHead(404, { "content-type": "application/json" });
  const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason: "NotFound" };
  response.end(JSON.stringify({ ...status, details: {}, code: 404 }));
}

const review = (path: string): object =>
  path.endsWith("/tokenreviews")
    ? {
        ...{ kind: "TokenReview", apiVersion: "authentication.k8s.io/v1" },
        status: { authenticated: true, user: { username: "admin", groups: ["system:masters"] } },
      }
    : { kind: "SubjectAccessReview", apiVersion: "authorization.k8s.io/v1", status: { allowed: true } };

function discovery(path: string): object | undefined {
  if (path === "/api") return { kind: "APIVersions", versions: ["v1"] };
  if (path === "/apis") {
    const groups = world.flatMap(({ name, preferredVersion, versions }) => {
      const named = (version: string): object => ({ groupVersion: `${name}/${version}`, version });
      const all = versions.map(({ version }) => named(version));
      return name === "" ? [] : [{ name, versions: all, preferredVersion: named(preferredVersion) }];
    });
    return { kind: "APIGroupList", apiVersion: "v1", groups };
  }
  const [, root, ...rest] = path.split("/");
  const [group = "", version = "", ...more] = root === "api" ? ["", ...rest] : rest;
  const found = world.find(({ name }) => name === group)?.versions.find((one) => one.version === version);
  if (found === undefined || more.length > 0) return undefined;
  const groupVersion = group === "" ? version : `${group}/${version}`;
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources: found.resources.map(described) };
}

const described = ({ name, singularName, namespaced, kind }: WorldResource): object => ({
  ...{ name, singularName, namespaced, kind, verbs: ["get", "list", "watch"] },
});

interface Place {
  readonly group: string;
  readonly version: string;
  readonly namespace: string;
  readonly resource: string;
}

function placeOf(path: string): Place | undefined {
  const [, root, ...rest] = path.split("/");
  const [group = "", version = "", ...more] = root === "api" ? ["", ...rest] : rest;
  const isNamespaced = more.length === 3 && more[0] === "namespaces";
  const resource = isNamespaced ? more[2] : more[0];
  if (resource === undefined || (!isNamespaced && more.length !== 1)) return undefined;
  return { group, version, namespace: isNamespaced ? (more[1] ?? "") : "", resource };
}

function isSelected({ labels, phase }: WorldObject, parameters: URLSearchParams): boolean {
  const parsed = parseSelector(parameters.get("labelSelector") ?? "");
  if (!parsed.ok) throw new Error(`a selector that the adapter should have refused: ${parsed.error}`);
  const wantsRunning = parameters.get("fieldSelector") === "status.phase=Running";
  return matches(parsed.selector, labels) && (!wantsRunning || phase === "Running");
}

function listOf(
  objects: readonly WorldObject[],
  { group, version, kind, isMetadata }: Place & { readonly kind: string; readonly isMetadata: boolean },
): object {
  const groupVersion = group === "" ? version : `${group}/${version}`;
  const itemType = isMetadata
    ? { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1" }
    : { kind, apiVersion: groupVersion };
  const listType = isMetadata ? "PartialObjectMetadataList" : `${kind}List`;
  return {
    ...{ kind: listType, apiVersion: itemType.apiVersion, metadata: { resourceVersion: "1" } },
    items: objects.map(({ namespace, name, labels }) => ({
      ...itemType,
      metadata: {
        name,
        ...(namespace === "" ? {} : { namespace }),
        labels,
        resourceVersion: "1",
        uid: `${namespace}/${name}`,
      },
    })),
  };
}
