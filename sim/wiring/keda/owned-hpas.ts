import { type Admission, createAdmission } from "../../apiserver/admission.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import { sameValue } from "../../cluster/same-value.ts";
import type { OperatorPorts } from "../../keda/operator.ts";
import { objectKey } from "../../kubernetes/object.ts";
import type { KubernetesVersion } from "../../version.ts";

export type OwnedHpasSettings = {
  readonly cluster: Cluster;
  readonly kubernetes: KubernetesVersion;
  readonly featureGates: Readonly<Record<string, boolean>>;
};

type Name = { readonly namespace: string; readonly name: string };

/** The HPAs that KEDA makes, as the API server takes them in, and to which ScaledObject each belongs. */
export type OwnedHpas = {
  readonly apply: OperatorPorts["applyHpa"];
  readonly remove: OperatorPorts["deleteHpa"];
  /** The ScaledObject of an HPA that KEDA made. */
  readonly ownerOf: (hpa: Name) => string | undefined;
  /** Somebody else has deleted it. */
  readonly forget: (hpa: Name) => void;
};

export function createOwnedHpas({ cluster, kubernetes, featureGates }: OwnedHpasSettings): OwnedHpas {
  const admission = createAdmission({ kubernetes, featureGates });
  const owners = new Map<string, string>();
  return {
    apply: (hpa) => {
      const { namespace = "" } = hpa.metadata;
      // Whose it is, is kept here; and KEDA is no kubectl, which up to 1.24 would miss the owner's uid.
      const { ownerReferences, ...metadata } = hpa.metadata;
      const answer = admission({ ...hpa, metadata }, namespace);
      if (answer.kind !== "admitted") {
        return { ok: false, error: refusalOf(hpa.metadata.name, answer) };
      }
      const [owner] = ownerReferences;
      const known = cluster.hpas().find(({ meta }) => objectKey(meta) === objectKey(answer.object.meta));
      if (known === undefined || !sameValue(known.applied, answer.object)) {
        const result = cluster.apply(answer.object);
        if (result.kind === "refused") return { ok: false, error: result.message };
      }
      if (owner !== undefined) owners.set(objectKey(answer.object.meta), owner.name);
      return { ok: true, value: undefined };
    },
    remove: (namespace, name) => {
      if (owners.delete(objectKey({ namespace, name }))) {
        cluster.remove({ kind: "HorizontalPodAutoscaler", namespace, name });
      }
    },
    ownerOf: (hpa) => owners.get(objectKey(hpa)),
    forget: (hpa) => owners.delete(objectKey(hpa)),
  };
}

/** The API server's words as a client has them. Source: apimachinery v0.36.3 pkg/api/errors NewInvalid, field.ErrorList.ToAggregate */
function refusalOf(name: string, answer: Exclude<Admission, { kind: "admitted" }>): string {
  if (answer.kind === "ignored") return answer.because;
  const { causes, message } = answer.rejection;
  if (causes.length === 0 || !message.startsWith("The ")) return message;
  const lines = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const list = lines.length === 1 ? lines.join() : `[${lines.join(", ")}]`;
  return `HorizontalPodAutoscaler.autoscaling "${name}" is invalid: ${list}`;
}
