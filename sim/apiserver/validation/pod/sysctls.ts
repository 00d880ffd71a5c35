import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";

const segment = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
const pattern = `^(${segment}[\\./])*${segment}$`;
const isSysctl = new RegExp(pattern);
const charactersMax = 253;

/** Kernel parameters of a pod. Source: kubernetes v1.36.3 pkg/apis/core/validation validateSysctls */
export function validateSysctls(sysctls: readonly Api["v1.Sysctl"][], spec: Api["v1.PodSpec"], field: Field): void {
  const names = new Set<string>();
  for (const [index, { name = "" }] of sysctls.entries()) {
    const at = field.index(index).child("name");
    if (name === "") at.required();
    else if (name.length > charactersMax || !isSysctl.test(name)) {
      at.invalid(name, `must have at most ${charactersMax} characters and match regex ${pattern}`);
    } else if (names.has(name)) at.duplicate(name);
    names.add(name);
    validateNamespace(name, spec, at);
  }
}

/** Parameters of the IPC namespace. Source: k8s.io/component-helpers v0.36.3 node/util/sysctl */
const interProcess: ReadonlySet<string> = new Set([
  "kernel.sem",
  "kernel.shmall",
  "kernel.shmmax",
  "kernel.shmmni",
  "kernel.shm_rmid_forced",
  "kernel.shm",
  "kernel.msgmax",
  "kernel.msgmnb",
  "kernel.msgmni",
  "kernel.msg",
]);

/** Parameters of a namespace that the pod shares with the host are the host's. */
function validateNamespace(name: string, spec: Api["v1.PodSpec"], field: Field): void {
  const dotted = name.replaceAll("/", ".");
  if (spec.hostNetwork && dotted.startsWith("net.")) {
    field.invalid(name, "may not be specified when 'hostNetwork' is true");
  } else if (spec.hostIPC && (interProcess.has(dotted) || dotted.startsWith("fs.mqueue."))) {
    field.invalid(name, "may not be specified when 'hostIPC' is true");
  }
}
