import type { Labels } from "../../sim/kubernetes/object.ts";
import type { ClusterObject, ServicePort } from "../../sim/kubernetes/workload.ts";
import type { Load, Scenario } from "../../sim/scenario.ts";

/** Where the load of a target enters a cluster. */
export type LoadEntrance = {
  /** The load's target: `Service default/web`. */
  readonly target: string;
  readonly namespace: string;
  readonly selector: Labels;
  /** A number, or the name of a container's port. */
  readonly targetPort: number | string;
  readonly nodePort: number;
};

/** The first of the range that API servers give to NodePorts. */
const firstNodePort = 30_000;

export const targetOf = ({ target }: Load): string => `${target.kind} ${target.namespace}/${target.name}`;

/**
 * One entrance for each target of load. It stands beside the user's own Service, with the same selector: a connection is balanced
 * over the same pods in the same way, and the manifests stay as they are.
 */
export function loadEntrances({ loads, objects }: Scenario): readonly LoadEntrance[] {
  const targets = new Map(loads.map((load) => [targetOf(load), load.target]));
  return [...targets].flatMap(([target, { kind, namespace, name }], index) => {
    const object = objects.find(
      (each) => each.kind === kind && each.meta.namespace === namespace && each.meta.name === name,
    );
    const reached = object && reachedBy(object);
    return reached === undefined ? [] : [{ target, namespace, ...reached, nodePort: firstNodePort + 80 + index }];
  });
}

function reachedBy(object: ClusterObject): Pick<LoadEntrance, "selector" | "targetPort"> | undefined {
  if (object.kind === "Service") {
    const [port] = object.exposure?.ports ?? ([] as readonly ServicePort[]);
    if (object.selector === undefined || port === undefined) return undefined;
    return { selector: object.selector, targetPort: port.targetPort };
  }
  if (object.kind !== "Deployment") return undefined;
  const port = object.template.spec.containers.flatMap(({ ports = [] }) => ports)[0]?.containerPort;
  return port === undefined ? undefined : { selector: object.template.labels, targetPort: port };
}

/** The Service of an entrance. */
export const entranceManifest = ({ namespace, selector, targetPort, nodePort }: LoadEntrance): object => ({
  ...{ apiVersion: "v1", kind: "Service" },
  metadata: { namespace, name: `kubewind-load-${nodePort}` },
  spec: { type: "NodePort", selector, ports: [{ port: 80, targetPort, nodePort }] },
});
