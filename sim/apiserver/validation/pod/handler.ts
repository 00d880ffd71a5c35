import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { httpHeaderNameErrors } from "../../fields/names.ts";
import { validatePortNumberOrName } from "../numbers.ts";
import type { PodScope } from "./scope.ts";

/** What a probe or a hook does. */
type Handler = {
  readonly exec?: Api["v1.ExecAction"];
  readonly httpGet?: Api["v1.HTTPGetAction"];
  readonly tcpSocket?: Api["v1.TCPSocketAction"];
  readonly grpc?: Api["v1.GRPCAction"];
  readonly sleep?: Api["v1.SleepAction"];
};

/** Exactly one way to do it. Source: kubernetes v1.36.3 pkg/apis/core/validation validateHandler */
export function validateHandler(handler: Handler, scope: PodScope, field: Field): void {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  const ways: readonly (readonly [keyof Handler, ((at: Field) => void) | undefined])[] = [
    ["exec", exec && ((at) => validateExec(exec, at))],
    ["httpGet", httpGet && ((at) => validateHttpGet(httpGet, at))],
    ["tcpSocket", tcpSocket && ((at) => validatePortNumberOrName(tcpSocket.port ?? 0, at.child("port")))],
    ["grpc", grpc && ((at) => validatePortNumberOrName(grpc.port ?? 0, at.child("port")))],
    ["sleep", sleep && ((at) => validateSleep(sleep, scope, at))],
  ];
  let isFirst = true;
  for (const [name, validate] of ways) {
    if (!validate) continue;
    if (isFirst) validate(field.child(name));
    else field.child(name).forbidden("may not specify more than 1 handler type");
    isFirst = false;
  }
  if (isFirst) field.required("must specify a handler type");
}

function validateExec({ command = [] }: Api["v1.ExecAction"], field: Field): void {
  if (command.length === 0) field.child("command").required();
}

function validateHttpGet(action: Api["v1.HTTPGetAction"], field: Field): void {
  if (!action.path) field.child("path").required();
  validatePortNumberOrName(action.port ?? 0, field.child("port"));
  const { scheme = "" } = action;
  if (scheme !== "HTTP" && scheme !== "HTTPS") field.child("scheme").notSupported(scheme, ["HTTP", "HTTPS"]);
  for (const { name = "" } of action.httpHeaders ?? []) {
    invalidEach(field.child("httpHeaders"), name, httpHeaderNameErrors(name));
  }
}

function validateSleep({ seconds = 0 }: Api["v1.SleepAction"], scope: PodScope, field: Field): void {
  const gracePeriod = scope.spec.terminationGracePeriodSeconds;
  if (gracePeriod !== undefined && (seconds < 0 || seconds > gracePeriod)) {
    field.invalid(seconds, `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`);
  }
}
