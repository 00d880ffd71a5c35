import type { Api } from "../decoding/api-types.table.ts";
import { defaultPullPolicy } from "./image-pull-policy.ts";
import { defaultResources } from "./resources.ts";
import { withoutAbsent } from "./without-absent.ts";

type Container = Api["v1.Container"];

/** Source: kubernetes v1.36.3 pkg/apis/core/v1 SetDefaults_Container, SetDefaults_Probe, SetDefaults_HTTPGetAction */
export function defaultContainer(container: Container): Container {
  return withoutAbsent<Container>({
    ...container,
    imagePullPolicy: container.imagePullPolicy || defaultPullPolicy(container.image ?? ""),
    terminationMessagePath: container.terminationMessagePath || "/dev/termination-log",
    terminationMessagePolicy: container.terminationMessagePolicy || "File",
    ports: container.ports?.map((port) => ({ ...port, protocol: port.protocol || "TCP" })),
    env: container.env?.map(defaultVariable),
    resources: container.resources && defaultResources(container.resources),
    livenessProbe: container.livenessProbe && defaultProbe(container.livenessProbe),
    readinessProbe: container.readinessProbe && defaultProbe(container.readinessProbe),
    startupProbe: container.startupProbe && defaultProbe(container.startupProbe),
    lifecycle: container.lifecycle && defaultLifecycle(container.lifecycle),
  });
}

function defaultVariable(variable: Api["v1.EnvVar"]): Api["v1.EnvVar"] {
  const { valueFrom } = variable;
  if (!valueFrom) return variable;
  const { fieldRef, fileKeyRef } = valueFrom;
  return {
    ...variable,
    valueFrom: {
      ...valueFrom,
      ...(fieldRef && { fieldRef: defaultFieldReference(fieldRef) }),
      ...(fileKeyRef && { fileKeyRef: { ...fileKeyRef, optional: fileKeyRef.optional ?? false } }),
    },
  };
}

/** A field of the pod is one of v1 unless said otherwise. */
export const defaultFieldReference = (reference: Api["v1.ObjectFieldSelector"]): Api["v1.ObjectFieldSelector"] => ({
  ...reference,
  apiVersion: reference.apiVersion || "v1",
});

function defaultProbe(probe: Api["v1.Probe"]): Api["v1.Probe"] {
  const { httpGet, grpc } = probe;
  return {
    ...probe,
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
    ...(httpGet && { httpGet: defaultHttpGet(httpGet) }),
    ...(grpc && { grpc: { ...grpc, service: grpc.service ?? "" } }),
  };
}

const defaultHttpGet = (action: Api["v1.HTTPGetAction"]): Api["v1.HTTPGetAction"] => ({
  ...action,
  path: action.path || "/",
  scheme: action.scheme || "HTTP",
});

/** Stop signals have a gate that is off. A lifecycle that has nothing else is none. */
function defaultLifecycle(lifecycle: Api["v1.Lifecycle"]): Api["v1.Lifecycle"] | undefined {
  const { postStart, preStop, stopSignal } = lifecycle;
  if (stopSignal !== undefined && !postStart && !preStop) return undefined;
  return withoutAbsent<Api["v1.Lifecycle"]>({ postStart: defaultHook(postStart), preStop: defaultHook(preStop) });
}

type Hook = Api["v1.LifecycleHandler"];

const defaultHook = (hook: Hook | undefined): Hook | undefined =>
  hook?.httpGet ? { ...hook, httpGet: defaultHttpGet(hook.httpGet) } : hook;
