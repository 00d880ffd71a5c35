/**
 * The name of the Go type of a kind, as the tables of fields have it: `v1.Deployment`.
 *
 * `extensions` stands before its types, because Go calls those of `apps/v1beta1` the same.
 */
export function goTypeName(apiVersion: string, kind: string): string {
  const [group = "", version = apiVersion] = apiVersion.split("/");
  return group === "extensions" ? `extensions/${version}.${kind}` : `${version}.${kind}`;
}
