/** What a path of the group asks for. An empty namespace stands for all. */
export type Target =
  | { readonly resource: "pods"; readonly namespace: string; readonly name: string | undefined }
  | { readonly resource: "nodes"; readonly name: string | undefined };

/** The target of a path, with or without slashes at its end; undefined when the group has no such path. */
export function targetOf(path: string): Target | undefined {
  const [, version, ...parts] = path.slice("/apis/metrics.k8s.io".length).replace(/\/+$/, "").split("/");
  if (version !== "v1beta1") return undefined;
  const isNamespaced = parts[0] === "namespaces";
  const namespace = isNamespaced ? (parts[1] ?? "") : "";
  const [resource, name, ...rest] = isNamespaced ? parts.slice(2) : parts;
  if (rest.length > 0 || name === "") return undefined;
  if (resource === "nodes" && !isNamespaced) return { resource, name };
  return resource === "pods" && (isNamespaced || name === undefined) ? { resource, namespace, name } : undefined;
}
