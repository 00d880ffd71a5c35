/** What a path of an API group is about. Source: apiserver v0.30.0 pkg/endpoints/request/requestinfo.go */
export type RequestInfo = {
  readonly namespace: string;
  readonly resource: string;
  readonly name: string;
  readonly subresource: string;
  /** The resource, its name and what follows. */
  readonly parts: readonly string[];
};

/** `segments` are those after the version. */
export function requestInfoOf(segments: readonly string[]): RequestInfo {
  const [first, namespace = "", third] = segments;
  const isNamespaced = first === "namespaces";
  const isOfObjects = isNamespaced && third !== undefined && !namespaceSubresources.has(third);
  const parts = isOfObjects ? segments.slice(2) : segments;
  const [resource = "", name = "", subresource = ""] = parts;
  return { namespace: isNamespaced ? namespace : "", resource, name, subresource, parts };
}

/** A path with one of these after the namespace is about the namespace: no metric of these names can be asked for. */
const namespaceSubresources: ReadonlySet<string> = new Set(["status", "finalize"]);
