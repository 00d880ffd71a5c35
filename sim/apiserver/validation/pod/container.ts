import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { labelErrors } from "../../fields/names.ts";
import { validateOneOf } from "../one-of.ts";
import { validateEnvironment, validateEnvironmentSources } from "./environment.ts";
import { validateContainerPorts } from "./ports.ts";
import { validateResourceRequirements } from "./resources.ts";
import type { PodScope } from "./scope.ts";
import { validateSecurityContext } from "./security-context.ts";
import { validateVolumeDevices, validateVolumeMounts } from "./volume-mounts.ts";

type Container = Api["v1.Container"];

/** What holds for a container of every sort. Source: kubernetes v1.36.3 pkg/apis/core/validation validateContainerCommon */
export function validateContainer(container: Container, scope: PodScope, field: Field): void {
  const { name = "", image = "" } = container;
  if (name === "") field.child("name").required();
  else invalidEach(field.child("name"), name, labelErrors(name));
  if (image === "") field.child("image").required();
  validateOneOf(container.terminationMessagePolicy, field.child("terminationMessagePolicy"), [
    "File",
    "FallbackToLogsOnError",
  ]);
  validateContainerPorts(container.ports ?? [], field.child("ports"));
  validateEnvironment(container.env ?? [], field.child("env"));
  validateEnvironmentSources(container.envFrom ?? [], field.child("envFrom"));
  validateVolumeMounts(container, scope, field.child("volumeMounts"));
  validateVolumeDevices(container, scope, field.child("volumeDevices"));
  validateOneOf(container.imagePullPolicy, field.child("imagePullPolicy"), ["Always", "IfNotPresent", "Never"]);
  validateResourceRequirements(container.resources ?? {}, field.child("resources"), {
    level: "container",
    claimNames: scope.claimNames,
  });
  validateResizePolicies(container, scope, field.child("resizePolicy"));
  validateSecurityContext(container.securityContext, field.child("securityContext"), scope.spec.hostUsers ?? true);
}

function validateResizePolicies(container: Container, scope: PodScope, field: Field): void {
  const seen = new Set<string>();
  for (const [index, { resourceName = "", restartPolicy = "" }] of (container.resizePolicy ?? []).entries()) {
    if (seen.has(resourceName)) field.index(index).duplicate(resourceName);
    seen.add(resourceName);
    validateOneOf(resourceName, field, ["cpu", "memory"]);
    validateOneOf(restartPolicy, field, ["NotRequired", "RestartContainer"]);
    if (scope.spec.restartPolicy === "Never" && restartPolicy !== "NotRequired") {
      field.invalid(restartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
    }
  }
}

/** A template may have blanks around an image, a pod may not. */
export function validateImageOfPod({ image = "" }: Container, field: Field): void {
  if (image !== image.trim()) field.child("image").invalid(image, "must not have leading or trailing whitespace");
}
