import { invariant } from "../invariant.ts";
import type { Scale } from "../kubernetes/autoscaling.ts";
import { formatSelector } from "../kubernetes/label-selector.ts";
import { type ObjectReference, objectKey } from "../kubernetes/object.ts";
import { writeSpec } from "./apply-deployment.ts";
import { setReplicas } from "./apply-replica-set.ts";
import { notFound, type ObjectStore } from "./object-store.ts";

/** An answer of the scale subresource; `refused` with the API server's text. */
export type ScaleReply =
  | { readonly kind: "scale"; readonly scale: Scale }
  | { readonly kind: "refused"; readonly message: string };

export type ScaleUpdate = {
  /** A whole number, not negative. */
  readonly replicas: number;
  /** Who writes it, for the trace. */
  readonly by: string;
};

/** GET of the scale subresource of a Deployment or a ReplicaSet. */
export function getScale(target: ObjectReference, store: ObjectStore): ScaleReply {
  const found = findScalable(target, store);
  if (found.kind === "refused") return found;
  const { replicas, statusReplicas, selector } = found;
  return {
    kind: "scale",
    scale: { specReplicas: replicas, statusReplicas, selector: formatSelector(selector) },
  };
}

/** PUT of the scale subresource. Writing the number that is there already changes nothing. */
export function updateScale(target: ObjectReference, { replicas, by }: ScaleUpdate, store: ObjectStore): ScaleReply {
  invariant(Number.isInteger(replicas) && replicas >= 0, "replicas are a whole number from 0");
  const found = findScalable(target, store);
  if (found.kind === "refused") return found;
  if (found.replicas !== replicas) found.write(replicas, by);
  return getScale(target, store);
}

type Scalable = {
  readonly kind: "scalable";
  readonly replicas: number;
  readonly statusReplicas: number;
  readonly selector: Parameters<typeof formatSelector>[0];
  readonly write: (replicas: number, by: string) => void;
};

type Refusal = { readonly kind: "refused"; readonly message: string };

function findScalable(target: ObjectReference, store: ObjectStore): Scalable | Refusal {
  const refusal: Refusal = { kind: "refused", message: notFound(target) };
  if (target.kind === "Deployment") {
    const deployment = store.deployments.get(objectKey(target));
    if (!deployment) return refusal;
    const { spec, status, selector } = deployment;
    return {
      kind: "scalable",
      replicas: spec.replicas,
      statusReplicas: status.replicas,
      selector,
      write: (replicas, by) => writeSpec(deployment, { ...spec, replicas }, { store, by, isNewSpec: true }),
    };
  }
  if (target.kind === "ReplicaSet") {
    const replicaSet = store.replicaSets.get(objectKey(target));
    if (!replicaSet) return refusal;
    return {
      kind: "scalable",
      replicas: replicaSet.replicas,
      statusReplicas: replicaSet.status.replicas,
      selector: replicaSet.selector,
      write: (replicas, by) => {
        setReplicas(replicaSet, replicas, { store, by });
        store.replicaSets.specWritten(replicaSet);
      },
    };
  }
  // Source: apimachinery v0.36.3 pkg/api/errors NewGenericServerResponse: a kind without the subresource.
  return { kind: "refused", message: "the server could not find the requested resource" };
}
