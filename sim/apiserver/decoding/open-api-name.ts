import { openApiPackages } from "./field-history.table.ts";

/** The name of a Go type's definition in the OpenAPI document: `io.k8s.api.apps.v1.DeploymentSpec`. */
export function openApiName(typeName: string): string {
  const known = fixedNames.get(typeName);
  if (known !== undefined) return known;
  const [version = "", name = ""] = typeName.split(".");
  const found = version === "v1" ? (packageOf.get(name) ?? corePackage) : packages[version];
  return `${found}.${name}`;
}

const machinery = "io.k8s.apimachinery.pkg";

const fixedNames: ReadonlyMap<string, string> = new Map([
  ["resource.Quantity", `${machinery}.api.resource.Quantity`],
  ["intstr.IntOrString", `${machinery}.util.intstr.IntOrString`],
  ["v1.Time", `${machinery}.apis.meta.v1.Time`],
  ["v1.MicroTime", `${machinery}.apis.meta.v1.MicroTime`],
]);

const corePackage = "io.k8s.api.core.v1";

const packages: Readonly<Record<string, string>> = {
  v2: "io.k8s.api.autoscaling.v2",
  v2beta1: "io.k8s.api.autoscaling.v2beta1",
  v2beta2: "io.k8s.api.autoscaling.v2beta2",
  v1beta1: "io.k8s.api.apps.v1beta1",
  v1beta2: "io.k8s.api.apps.v1beta2",
  "extensions/v1beta1": "io.k8s.api.extensions.v1beta1",
};

const packageOf: ReadonlyMap<string, string> = new Map(
  Object.entries(openApiPackages).flatMap(([owner, names]) =>
    names.split(" ").map((name): readonly [string, string] => [name, owner]),
  ),
);
