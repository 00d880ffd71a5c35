import { goQuote } from "../../../kubernetes/go-text.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import type { Release } from "../../release.ts";
import { validateLabels } from "../labels.ts";
import { validateAnnotations } from "../object-meta.ts";
import { validatePodSpec } from "./pod-spec.ts";

type Annotations = Readonly<Record<string, string>>;

/** Source: kubernetes v1.36.3 pkg/apis/core/validation ValidatePodTemplateSpec */
export function validatePodTemplate(template: Api["v1.PodTemplateSpec"], field: Field, release: Release): void {
  const { metadata = {}, spec = {} } = template;
  validateLabels(metadata.labels, field.child("labels"));
  validateAnnotations(metadata.annotations, field.child("annotations"));
  validatePodAnnotations(metadata.annotations ?? {}, spec, field.child("annotations"));
  validatePodSpec(spec, field.child("spec"), { release, pod: undefined });
  if (spec.ephemeralContainers?.length) {
    field.child("spec", "ephemeralContainers").forbidden("ephemeral containers not allowed in pod template");
  }
}

const deletionCost = "controller.kubernetes.io/pod-deletion-cost";
const mirror = "kubernetes.io/config.mirror";
const appArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";

/** Annotations that mean something to the API server. Those of seccomp and of alpha tolerations are not looked at. */
export function validatePodAnnotations(annotations: Annotations, spec: Api["v1.PodSpec"], field: Field): void {
  const mirrored = annotations[mirror];
  if (mirrored !== undefined && !spec.nodeName) {
    field.key(mirror).invalid(mirrored, "must set spec.nodeName if mirror pod annotation is set");
  }
  const cost = annotations[deletionCost];
  if (cost !== undefined && !isInt32(cost)) field.key(deletionCost).invalid(cost, "must be a 32bit integer");
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])];
  for (const [key, profile] of Object.entries(annotations)) {
    if (!key.startsWith(appArmorPrefix)) continue;
    const container = key.slice(appArmorPrefix.length);
    if (!containers.some(({ name = "" }) => name === container))
      field.key(key).invalid(container, "container not found");
    if (!/^$|^runtime\/default$|^unconfined$|^localhost\//.test(profile)) {
      field.key(key).invalid(profile, `invalid AppArmor profile name: ${goQuote(profile)}`);
    }
  }
}

const isInt32 = (text: string): boolean =>
  /^(-\d+|0|[1-9]\d*)$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31;
