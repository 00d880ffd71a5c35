import type { MonitoringObject } from "../../sim/prometheus-operator/objects/object.ts";
import { admitCustomResource } from "../../sim/prometheus-operator/schema/admit.ts";
import { knownFieldsAt } from "../../sim/prometheus-operator/schema/known-fields.ts";
import { createMonitoringSchemas, type KindSchema } from "../../sim/prometheus-operator/schema/schema.ts";
import type { Problem } from "../input-error.ts";
import type { Manifest } from "../manifests/manifest.ts";
import { placeOfField, placeOfKey } from "../manifests/place-of-field.ts";
import { nearestName } from "../nearest-name.ts";
import { childOf, textOf, toPlain } from "../node.ts";
import { problemAt } from "../place.ts";
import { parsePath } from "../set/path.ts";
import { quote } from "../visible-text.ts";

/** What manifests hold of prometheus-operator's group. */
export type MonitoringManifests = {
  readonly objects: readonly MonitoringObject[];
  /** What each object was read from. */
  readonly origins: ReadonlyMap<MonitoringObject, Manifest>;
  /** Manifests of other groups and of kinds that are not modelled. */
  readonly others: readonly Manifest[];
  /** In the words of an API server that has the operator's CRDs. */
  readonly problems: readonly Problem[];
};

/** Takes prometheus-operator's objects out of manifests, as strictly as `kubectl apply` does. */
export function readMonitoringObjects(manifests: readonly Manifest[], namespace: string): MonitoringManifests {
  const schemas = createMonitoringSchemas();
  const origins = new Map<MonitoringObject, Manifest>();
  const others: Manifest[] = [];
  const problems: Problem[] = [];
  for (const manifest of manifests) {
    const apiVersion = textOf(childOf(manifest, "apiVersion")) ?? "";
    if (!apiVersion.startsWith("monitoring.coreos.com/")) {
      others.push(manifest);
      continue;
    }
    const answer = admitCustomResource(toPlain(manifest), { schemas, namespace });
    switch (answer.kind) {
      case "admitted":
        origins.set(answer.object, manifest);
        break;
      case "unknown":
        others.push(manifest);
        break;
      case "rejected": {
        const { kind, name } = answer.reference;
        problems.push(
          ...answer.rejection.causes.map((cause) =>
            problemOf(manifest, { ...cause, kind, name, schema: schemas(apiVersion, kind) }),
          ),
        );
        break;
      }
    }
  }
  return { objects: [...origins.keys()], origins, others, problems };
}

type CauseOf = {
  readonly field: string;
  readonly message: string;
  readonly kind: string;
  readonly name: string;
  readonly schema: KindSchema | undefined;
};

function problemOf(manifest: Manifest, { field, message, kind, name, schema }: CauseOf): Problem {
  const isUnknown = message.startsWith("unknown field ");
  if (!isUnknown) {
    return problemAt(
      placeOfField(manifest, pathIn(field, message)),
      `The ${kind} ${quote(name)} is invalid: ${field}: ${message}`,
    );
  }
  const steps = parsePath(field) ?? [];
  const known = knownFieldsAt(schema, steps.slice(0, -1));
  const near = nearestName(String(steps.at(-1) ?? ""), known);
  const listed = known.length > 0 && known.length <= listedMax ? `Known here: ${known.join(", ")}.` : undefined;
  const hint = near === undefined ? listed : `Did you mean ${quote(near)}?`;
  return problemAt(placeOfKey(manifest, field), `${kind} ${quote(name)}: ${message}`, hint);
}

/** Upstream names the path of some problems in their text only. */
const pathIn = (field: string, message: string): string =>
  field === "<nil>" ? (/\b(spec\.[^" ]*)/.exec(message)?.[1] ?? "spec") : field;

const listedMax = 15;
