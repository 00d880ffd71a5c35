import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";
import { validateContainer, validateImageOfPod } from "./container.ts";
import { validateContainerRestartPolicy, validateInitContainerRestartPolicy } from "./container-restart-policy.ts";
import { validateLifecycle } from "./lifecycle.ts";
import { validateHostPortsOnce } from "./ports.ts";
import { validateProbes } from "./probes.ts";
import type { PodScope } from "./scope.ts";

type Container = Api["v1.Container"];

/** The containers that run side by side. */
export function validateContainers(scope: PodScope, field: Field): void {
  const { containers = [] } = scope.spec;
  if (containers.length === 0) {
    field.required();
    return;
  }
  const names = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const at = field.index(index);
    const { name = "" } = container;
    validateContainer(container, scope, at);
    if (names.has(name)) at.child("name").duplicate(name);
    names.add(name);
    if (container.lifecycle) validateLifecycle(container.lifecycle, scope, at.child("lifecycle"));
    validateProbes(container, scope, at);
    validateContainerRestartPolicy(container, at);
  }
  validateHostPortsOnce(containers, field);
}

/** The containers that run before them, one after the other; one with restartPolicy Always stays, as a sidecar. */
export function validateInitContainers(scope: PodScope, field: Field): void {
  const names = new Set((scope.spec.containers ?? []).map(({ name = "" }) => name));
  for (const [index, container] of (scope.spec.initContainers ?? []).entries()) {
    const at = field.index(index);
    const { name = "" } = container;
    validateContainer(container, scope, at);
    validateInitContainerRestartPolicy(container, at);
    if (names.has(name)) at.child("name").duplicate(name);
    else if (name !== "") names.add(name);
    validateHostPortsOnce([container], field);
    if (container.restartPolicy === "Always") validateSidecar(container, scope, at);
    else validatePlainInitContainer(container, at);
  }
}

function validateSidecar(container: Container, scope: PodScope, field: Field): void {
  if (container.lifecycle) validateLifecycle(container.lifecycle, scope, field.child("lifecycle"));
  validateProbes(container, scope, field);
}

const sidecarFields = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] as const;

function validatePlainInitContainer(container: Container, field: Field): void {
  for (const name of sidecarFields) {
    if (container[name]) {
      field.child(name).forbidden("may not be set for init containers without restartPolicy=Always");
    }
  }
  for (const [index, { restartPolicy = "" }] of (container.resizePolicy ?? []).entries()) {
    if (restartPolicy === "RestartContainer") {
      const detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
      field.child("resizePolicy").index(index).child("restartPolicy").invalid(restartPolicy, detail);
    }
  }
}

/** Ephemeral containers, which nobody may set at creation: only that they are proper containers. */
export function validateEphemeralContainers(scope: PodScope, field: Field): void {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = scope.spec;
  const names = new Set([...containers, ...initContainers].map(({ name = "" }) => name));
  for (const [index, container] of ephemeralContainers.entries()) {
    const at = field.index(index);
    const { name = "" } = container;
    validateContainer(container, scope, at);
    validateImageOfPod(container, at);
    if (names.has(name)) at.child("name").duplicate(name);
    else names.add(name);
  }
}
